import { useContext, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { startDiffraction } from '#app/diffraction/diffractionJob.ts';
import {
  type Choices,
  closeMeasured,
  diffractionStore,
  FIRST_WIDTHS,
  openMeasured,
} from '#app/diffraction/diffractionStore.ts';
import { type DocumentCrystal, documentCrystals } from '#app/diffraction/documentCrystals.ts';
import { patternSettings } from '#app/diffraction/patternSettings.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { scanLabel } from '#core/diffraction/figure/comparedScan.ts';
import { patternCsv } from '#core/diffraction/figure/patternCsv.ts';
import { patternSvg, phaseLabel } from '#core/diffraction/figure/patternSvg.ts';
import { MEASURED_NAMES } from '#core/diffraction/measured/measured.ts';
import {
  aboutPattern,
  type Pattern,
  type PatternSettings,
  type Phase,
} from '#core/diffraction/pattern.ts';
import { FileButton } from '#ui/kit/drop/FileButton.tsx';
import { FileStemContext } from '#ui/kit/plot/fileStem.ts';
import { slabInk } from '#ui/kit/plot/plotSpec.ts';
import { plotPng } from '#ui/kit/plot/plotSvg.ts';
import { saveBlob, saveText } from '#ui/kit/saveFile.ts';
import { useRecipe } from '#ui/state/hooks.ts';
import { DiffractionFields } from './DiffractionFields.tsx';
import { PatternPlot } from './PatternPlot.tsx';
import './diffraction.css';

/** Points of a profile on the page. */
const POINTS = 3000;

/** Powder patterns of the crystals of the document, with a measured one laid over. */
export function Diffraction() {
  const recipe = useRecipe();
  const crystals = useMemo(() => documentCrystals(recipe), [recipe]);
  const asked = useStore(diffractionStore, (s) => s.asked);
  const measured = useStore(diffractionStore, (s) => s.measured);
  const question = useMemo(() => questionOf(crystals, asked), [crystals, asked]);
  const { pattern, problem } = usePattern(question);
  const { radiation } = question.settings;
  const about = `${aboutPattern(question.phases, question.settings)} In the terminal: xrd --wavelength ${radiation.id}.`;
  return (
    <div className="diffraction">
      <DiffractionFields names={crystals.map((c) => c.name)} />
      {problem !== null && (
        <p className="warn analysis-state" role="alert">
          {problem}
        </p>
      )}
      {pattern && (
        <Figure
          pattern={pattern}
          about={about}
          title={`X-ray powder pattern, ${radiation.label}`}
          slabs={crystals.map((c) => c.slab)}
        />
      )}
      <MeasuredFile />
      {measured?.wavelengthAng != null &&
        Math.abs(measured.wavelengthAng - question.settings.radiation.lines[0].wavelengthAng) >
          2e-3 && (
          <p className="warn">
            {measured.name} says that it was measured at {measured.wavelengthAng} Å; the pattern is
            computed for {question.settings.radiation.label}.
          </p>
        )}
    </div>
  );
}

interface Question {
  readonly phases: readonly Phase[];
  readonly settings: PatternSettings;
}

function questionOf(crystals: readonly DocumentCrystal[], choices: Choices): Question {
  return {
    phases: crystals.map(({ name, structure }, n) => {
      const { weight, sizeNm, strainPercent } = choices.crystals[n] ?? FIRST_WIDTHS;
      return { name, structure, weight, sizeNm, strain: strainPercent / 100 };
    }),
    settings: patternSettings(choices, POINTS),
  };
}

/** The pattern of the latest question; the one before stays until it is there. */
function usePattern(question: Question): {
  readonly pattern: Pattern | null;
  readonly problem: string | null;
} {
  const [pattern, setPattern] = useState<Pattern | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const job = startDiffraction('pattern', question);
    job.answer.then(
      (found) => {
        setPattern(found);
        setProblem(null);
      },
      (error: Error) => {
        setPattern(null);
        setProblem(error.message);
      },
    );
    return job.cancel;
  }, [question]);
  return { pattern, problem };
}

function Figure(props: {
  readonly pattern: Pattern;
  readonly about: string;
  readonly title: string;
  readonly slabs: readonly number[];
}) {
  const { pattern, about, title, slabs } = props;
  const stem = useContext(FileStemContext);
  const measured = useStore(diffractionStore, (s) => s.measured);
  const [isTold, setTold] = useState(false);
  const save = async (kind: 'csv' | 'svg' | 'png'): Promise<void> => {
    const name = `${stem && `${stem}_`}diffraction.${kind}`;
    if (kind === 'csv') return saveText(name, patternCsv(pattern, measured, about));
    const svg = patternSvg(pattern, measured, { title, about });
    if (kind === 'svg') saveBlob(name, new Blob([svg], { type: 'image/svg+xml' }));
    else saveBlob(name, await plotPng(svg));
  };
  const single = pattern.phases.length === 1;
  return (
    <figure className="chart" aria-label={title}>
      <figcaption>
        <h3>Powder pattern</h3>
        <button
          type="button"
          className="chart-about"
          aria-expanded={isTold}
          aria-label="How the pattern is computed"
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
            aria-label={`Save the pattern as ${kind.toUpperCase()}`}
            onClick={() => void save(kind)}
          >
            {kind.toUpperCase()}
          </button>
        ))}
      </figcaption>
      {isTold && <p className="about">{about}</p>}
      <PatternPlot pattern={pattern} measured={measured} slabs={slabs} />
      <ul className="chart-key">
        {pattern.phases.map((phase, n) => (
          <Key
            key={phase.name}
            ink={slabInk(slabs[n] ?? n)}
            text={phaseLabel({ ...phase, name: subscripts(phase.name) })}
          />
        ))}
        {!single && <Key ink="ink" text="together" />}
        {measured && <Key ink="muted" text={scanLabel(measured)} />}
      </ul>
    </figure>
  );
}

function Key({ ink, text }: { readonly ink: string; readonly text: string }) {
  return (
    <li>
      <svg width="20" height="6" aria-hidden="true">
        <path d="M0 3h20" className={`ink-${ink}`} />
      </svg>
      {text}
    </li>
  );
}

/** Opens a measured pattern, which may also be dropped on the page. */
function MeasuredFile() {
  const { measured, reading, done, cancel, refusal } = useStore(diffractionStore);
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
          ? 'Columns of 2θ and intensity (.xy, .csv), XRDML or RAS, opened here or dropped on the page. It stays on this computer.'
          : `${measured.kind === 'Debye sum' ? 'By Debye’s equation, for the radiation and range that stood above when it was summed; the instrument’s width is not in it' : `${measured.twoTheta.length} points${measured.notes.map((n) => `; ${n}`).join('')}`}. Drawn with its lowest point in the range as 0 and its highest as 100.`}
      </p>
    </>
  );
}
