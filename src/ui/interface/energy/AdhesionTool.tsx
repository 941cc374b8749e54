import { useState } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import { stemOf } from '#app/document/fileNames.ts';
import { inJm2 } from '#app/universal/aboutModel.ts';
import {
  adhesionKey,
  adhesionStore,
  cancelAdhesion,
  computeAdhesion,
} from '#app/universal/adhesionStore.ts';
import { fixed } from '#core/math/decimals.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { FileStemContext } from '#ui/kit/plot/fileStem.ts';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import type { PlotSpec } from '#ui/kit/plot/plotSpec.ts';
import type { EnergyToolProps } from './energyTool.ts';
import { type JobProgress, ModelJob } from './ModelJob.tsx';

const PHASES = {
  curve: 'energies along d₀',
  together: 'relaxing the interface, step',
  apart: 'relaxing both sides apart, step',
} as const;

const DEFINITION =
  'Energy of the stack with the slabs above the interface moved rigidly along c, less that of both sides apart (nothing within reach of the potential: 6 Å, with dispersion 50 Å), by the area of the interface. Lateral cell and shift stay; the stack is cut free above and below. The work of adhesion is that energy at its lowest, with the sign turned; the relaxed one is of the atoms of both sides and of the interface relaxed in the cell of the interface, to 0.003 eV/Å.';

/** In both units; a number keeps its unit on its line. */
function Both({ evAng2 }: { readonly evAng2: number }) {
  return (
    <>
      <span>{fixed(inJm2(evAng2), 3)} J/m²</span>, <span>{fixed(1000 * evAng2, 1)} meV/Å²</span>
    </>
  );
}

/** Energies of an interface by the universal potential: the curve over d₀, and what it takes to part the slabs. */
export function AdhesionTool({ step, built, carry }: EnergyToolProps) {
  const { recipe } = built;
  const state = useStore(adhesionStore);
  const [relaxed, setRelaxed] = useState(false);
  const job = state.job?.step === step ? state.job : null;
  const found = state.found?.step === step ? state.found : null;
  const isCurrent = found?.key === adhesionKey(recipe);
  return (
    <div className="tool">
      <ModelJob
        options={
          <label className="carry">
            <input
              type="checkbox"
              checked={relaxed}
              onChange={(e) => setRelaxed(e.target.checked)}
            />{' '}
            relaxed work of adhesion too (takes longer)
          </label>
        }
        progress={job && progressOf(job.progress)}
        problem={state.problem?.step === step ? state.problem.reason : null}
        onCancel={cancelAdhesion}
      >
        <button
          type="button"
          className="button small"
          disabled={job !== null}
          onClick={() => void computeAdhesion(built, step, relaxed)}
        >
          Compute the energies
        </button>
      </ModelJob>
      {found !== null && !isCurrent && job === null && (
        <p className="about" role="status">
          The last energies were of another stack, shift or d₀: compute them again.
        </p>
      )}
      {found !== null && isCurrent && <Found {...{ step, built, carry, found }} />}
    </div>
  );
}

type Job = NonNullable<ReturnType<typeof adhesionStore.getState>['job']>;

function progressOf(progress: Job['progress']): JobProgress {
  const label = 'Energies';
  if (progress === null) return { label, text: 'preparing the model' };
  const { phase, done, of } = progress;
  return phase === 'curve'
    ? { label, text: `${PHASES.curve} ${done} of ${of}`, done, of }
    : { label, text: `${PHASES[phase]} ${done}` };
}

type FoundProps = EnergyToolProps & {
  readonly found: NonNullable<ReturnType<typeof adhesionStore.getState>['found']>;
};

function Found({ step, built, carry, found: { adhesion, by } }: FoundProps) {
  const { best, rigidEvAng2, relaxedEvAng2, converged } = adhesion;
  const spec: PlotSpec = {
    name: 'Energy against d₀',
    file: 'adhesion',
    about: DEFINITION,
    x: { title: 'd₀', unit: 'Å', values: adhesion.separationsAng },
    y: { title: 'energy by area', unit: 'J/m²' },
    lines: [
      {
        label: 'rigid slabs',
        values: adhesion.energiesEvAng2.map(inJm2),
        ink: 'ink',
        dash: [],
      },
    ],
  };
  const separationAng = Number(best.separationAng.toFixed(3));
  return (
    <>
      <dl className="adhesion" data-testid="adhesion">
        <dt>work of adhesion, rigid</dt>
        <dd>
          <Both evAng2={rigidEvAng2} />
        </dd>
        {relaxedEvAng2 !== null && (
          <>
            <dt>relaxed{converged ? '' : ' (not converged)'}</dt>
            <dd>
              <Both evAng2={relaxedEvAng2} />
            </dd>
          </>
        )}
        <dt>best d₀, rigid</dt>
        <dd>
          {fixed(best.separationAng, 3)} Å{best.isInside ? '' : ', at the end of the range'}
        </dd>
      </dl>
      <p className="about">{by}.</p>
      <FileStemContext value={stemOf(built.recipe)}>
        <Plot spec={spec} notes={[by]} low />
      </FileStemContext>
      <button
        type="button"
        className="button small"
        onClick={() => commit(poseFilm(step, { separationAng }, carry))}
      >
        Set d₀ to {fixed(separationAng, 3)} Å
      </button>
    </>
  );
}
