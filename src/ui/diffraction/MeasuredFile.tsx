import { useStore } from 'zustand';
import {
  closeMeasured,
  diffractionStore,
  openMeasured,
} from '#app/diffraction/diffractionStore.ts';
import { MEASURED_NAMES } from '#core/diffraction/measured/measured.ts';
import { FileButton } from '#ui/kit/drop/FileButton.tsx';

/** Opens a measured pattern, which may also be dropped on the page. */
export function MeasuredFile() {
  const { measured, reading, done, cancel, refusal, asked } = useStore(diffractionStore);
  return (
    <>
      <div className="analysis-choices">
        <FileButton accept={MEASURED_NAMES.join(',')} onFile={(file) => void openMeasured(file)}>
          Open a measured pattern…
        </FileButton>
        {measured && (
          <button type="button" className="button small" onClick={closeMeasured}>
            Remove {measured.name}
          </button>
        )}
      </div>
      {reading !== null && done === null && <p className="under">Reading {reading}…</p>}
      {reading !== null && done !== null && (
        <div className="analysis-state">
          <progress aria-label={`Summing over all distances of ${reading}`} max={1} value={done} />
          <span className="under">all distances of {reading}</span>
          <button type="button" className="button small" onClick={cancel}>
            Cancel
          </button>
        </div>
      )}
      {refusal !== null && (
        <p className="warn" role="alert">
          {refusal}
        </p>
      )}
      <p className="about">
        {measured === null
          ? 'Columns of 2θ and intensity (.xy, .csv), XRDML, RAS or BRML, opened here or dropped on the page. It stays on this computer.'
          : `${measured.kind === 'Debye sum' ? 'By Debye’s equation, for the radiation and range that stood above when it was summed; the instrument’s width is not in it' : `${measured.twoTheta.length} points${measured.notes.map((n) => `; ${n}`).join('')}`}. ${asked.geometry === 'powder' ? 'Drawn with its lowest point in the range as 0 and its highest as 100.' : 'Drawn with its highest point in the range as high as that of the scan.'}`}
      </p>
    </>
  );
}
