import { useStore } from 'zustand';
import { changeMarks, marksStore } from '#app/document/marks/marks.ts';
import { elsewhereText } from '#app/document/marks/theseAtoms.ts';
import { pickedStore, setPicked } from '#app/look/pickedAtoms.ts';
import { saveText } from '#ui/kit/saveFile.ts';
import type { AtomsNow } from '#ui/look/atoms/atomsNow.ts';
import { keepPicked } from './keepPicked.ts';
import {
  isFarther,
  isOf,
  MEASURED_KINDS,
  measuredCsv,
  measuredNames,
  measuredNow,
} from './measuredList.ts';

/** The measurements of the document. */
export function MeasuredTab({ atoms }: { readonly atoms: AtomsNow }) {
  const { isFrame, marked } = atoms;
  const structure = { ...atoms.structure, cut: marked.cut };
  const rest = { ...atoms.rest, cut: marked.cut };
  const { measurements } = useStore(marksStore, (s) => s.now.marks);
  const picked = useStore(pickedStore, (s) => s.atoms);
  const here = measurements.filter((m) => isOf(m, structure));
  const change = (keep: (index: number) => boolean) =>
    changeMarks((marks) => ({
      ...marks,
      measurements: marks.measurements.filter((_, k) => keep(k)),
    }));
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={picked.length < 2}
        onClick={() => keepPicked(marked)}
      >
        {picked.length < 2
          ? 'Pick 2–4 atoms to measure'
          : `Keep the ${MEASURED_KINDS[picked.length]} of the picked atoms`}
      </button>
      {measurements.length > 0 && (
        <ul className="measured-list">
          {measurements.map((m, k) => {
            const isHere = isOf(m, structure);
            const kind = MEASURED_KINDS[m.atoms.length]!;
            const what = isHere
              ? `${kind} ${measuredNames(m, structure)}`
              : `${kind} of atoms ${m.atoms.map((i) => i + 1).join(', ')}`;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a measurement is its place in the list
              <li key={k}>
                <button
                  type="button"
                  className="measured-name"
                  disabled={!isHere}
                  title="Pick these atoms in the picture"
                  onClick={() => setPicked(m.atoms)}
                >
                  <span className="under">
                    {kind}
                    {m.cells !== null &&
                      (isHere && isFarther(m, rest)
                        ? ', not the nearest images'
                        : ', images as clicked')}
                  </span>
                  {isHere ? measuredNames(m, structure) : elsewhereText(m, marked)}
                </button>
                <strong>{measuredNow(m, structure) ?? '–'}</strong>
                {isHere && isFarther(m, rest) && (
                  <button
                    type="button"
                    className="button small"
                    title="An image that was clicked is no longer the nearest, or never was: measure to the nearest one"
                    aria-label={`Not the nearest images, take the nearest: ${what}`}
                    onClick={() =>
                      changeMarks((marks) => ({
                        ...marks,
                        measurements: marks.measurements.map((other, at) =>
                          at === k ? { ...other, cells: null } : other,
                        ),
                      }))
                    }
                  >
                    Take the nearest
                  </button>
                )}
                <button
                  type="button"
                  className="button quiet"
                  aria-label={`Delete the ${what}`}
                  onClick={() => change((other) => other !== k)}
                >
                  ✕
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <div className="button-row">
        <button
          type="button"
          className="button small"
          disabled={here.length === 0}
          onClick={() => saveText('measurements.csv', measuredCsv(measurements, structure))}
        >
          Save as CSV
        </button>
        <button
          type="button"
          className="button small"
          disabled={measurements.length === 0}
          onClick={() => change(() => false)}
        >
          Delete all
        </button>
      </div>
      <p className="under">
        {isFrame
          ? 'Values of the frame that is shown. Analyse plots them along the trajectory.'
          : 'Values of the built stack. They stay with the document and its link, and follow it as it is edited.'}{' '}
        Undo takes back what was added or deleted.
      </p>
    </>
  );
}
