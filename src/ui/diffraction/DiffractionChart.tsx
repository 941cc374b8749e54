import { type ReactNode, useContext, useState } from 'react';
import { FileStemContext } from '#ui/kit/plot/fileStem.ts';
import { plotPng } from '#ui/kit/plot/plotSvg.ts';
import { saveBlob, saveText } from '#ui/kit/saveFile.ts';

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
  const stem = useContext(FileStemContext);
  const [isTold, setTold] = useState(false);
  const save = async (kind: 'csv' | 'svg' | 'png'): Promise<void> => {
    const name = `${stem && `${stem}_`}${fileName}.${kind}`;
    if (kind === 'csv') saveText(name, csv());
    else if (kind === 'svg') saveBlob(name, new Blob([svg()], { type: 'image/svg+xml' }));
    else saveBlob(name, await plotPng(svg()));
  };
  return (
    <figure className="chart" aria-label={label}>
      <figcaption>
        <h3>{heading}</h3>
        <button
          type="button"
          className="chart-about"
          aria-expanded={isTold}
          aria-label={`How the ${what} is computed`}
          title={about}
          onClick={() => setTold(!isTold)}
        >
          ?
        </button>
        <span className="spacer" />
        {(['csv', 'svg', 'png'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            className="linkish"
            aria-label={`Save the ${what} as ${kind.toUpperCase()}`}
            onClick={() => void save(kind)}
          >
            {kind.toUpperCase()}
          </button>
        ))}
      </figcaption>
      {isTold && <p className="about">{about}</p>}
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
