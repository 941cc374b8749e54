import type { ReactNode } from 'react';
import { ChartCaption } from '#ui/kit/plot/ChartCaption.tsx';

/** A diffraction figure with its definition, its legend, and its files. */
export function DiffractionChart(props: {
  readonly heading: string;
  readonly label: string;
  readonly about: string;
  /** "pattern" or "scan". */
  readonly what: string;
  /** End of the files' names. */
  readonly fileName: string;
  readonly csv: () => string;
  readonly svg: () => string;
  readonly legend: readonly { readonly ink: string; readonly text: string }[];
  readonly children: ReactNode;
}) {
  const { heading, label, about, what, fileName, csv, svg, legend, children } = props;
  return (
    <figure className="chart" aria-label={label}>
      <ChartCaption
        {...{ heading, about, fileName, csv, svg }}
        aboutLabel={`How the ${what} is computed`}
        what={`the ${what}`}
      />
      {children}
      <ul className="chart-key">
        {legend.map(({ ink, text }) => (
          <li key={text}>
            <svg width="20" height="6" aria-hidden="true">
              <path d="M0 3h20" className={`ink-${ink}`} />
            </svg>
            {text}
          </li>
        ))}
      </ul>
    </figure>
  );
}
