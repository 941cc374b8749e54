import { type ReactNode, useContext, useState } from 'react';
import { saveBlob, saveText } from '#ui/kit/saveFile.ts';
import { FileStemContext } from './fileStem.ts';
import { plotPng } from './plotSvg.ts';

/** The head of a figure: its name, on request what it means, and its files. */
export function ChartCaption(props: {
  readonly heading: string;
  readonly id?: string;
  readonly about: string;
  readonly aboutLabel: string;
  /** "Save … as CSV". */
  readonly what: string;
  /** End of the files' names, without an extension. */
  readonly fileName: string;
  readonly csv: () => string;
  readonly svg: () => string;
  /** Further buttons. */
  readonly children?: ReactNode;
}) {
  const { heading, id, about, aboutLabel, what, fileName, csv, svg, children } = props;
  const stem = useContext(FileStemContext);
  const [isTold, setTold] = useState(false);
  const save = async (kind: 'csv' | 'svg' | 'png'): Promise<void> => {
    const name = `${stem && `${stem}_`}${fileName}.${kind}`;
    if (kind === 'csv') saveText(name, csv());
    else if (kind === 'svg') saveBlob(name, new Blob([svg()], { type: 'image/svg+xml' }));
    else saveBlob(name, await plotPng(svg()));
  };
  return (
    <>
      <figcaption>
        <h3 id={id}>{heading}</h3>
        <button
          type="button"
          className="chart-about"
          aria-expanded={isTold}
          aria-label={aboutLabel}
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
            aria-label={`Save ${what} as ${kind.toUpperCase()}`}
            onClick={() => void save(kind)}
          >
            {kind.toUpperCase()}
          </button>
        ))}
        {children}
      </figcaption>
      {isTold && <p className="about">{about}</p>}
    </>
  );
}
