import { Fragment, useState } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import { stemOf } from '#app/document/fileNames.ts';
import { library } from '#app/document/library.ts';
import { inJm2 } from '#app/universal/aboutModel.ts';
import {
  adhesionKey,
  adhesionStore,
  cancelAdhesion,
  computeAdhesion,
} from '#app/universal/adhesionStore.ts';
import { modelStore } from '#app/universal/modelStore.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { elasticReport } from '#core/recipe/elastic.ts';
import { FileStemContext } from '#ui/kit/plot/fileStem.ts';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import type { PlotSpec } from '#ui/kit/plot/plotSpec.ts';
import { EngineLimits } from './EngineLimits.tsx';
import type { EnergyToolProps } from './energyTool.ts';
import { type JobProgress, ModelJob } from './ModelJob.tsx';

const PHASES = {
  curve: 'energies along d₀',
  together: 'relaxing the interface, step',
  apart: 'relaxing both sides apart, step',
  bulks: 'relaxing the bulk crystals, step',
} as const;

const DEFINITION =
  'Energy of the stack with the slabs above the interface moved rigidly along c, less that of both sides apart (nothing within reach of the potential: 6 Å, with dispersion 50 Å), by the area of the interface. Lateral cell and shift stay; the stack is cut free above and below. The work of adhesion is that energy at its lowest, with the sign turned; the relaxed one is of the atoms of both sides and of the interface relaxed in the cell of the interface, to 0.003 eV/Å.';
const INTERFACE =
  'σ(lower) + σ(upper) − work of adhesion, relaxed, σ the mean surface energy of both faces of a free slab against its bulk, which is strained in the plane as in the stack and free along the normal.';
const STRAIN =
  'Energy of the bulk crystal at rest in the potential when it takes the strain of this document in the plane, the normal free; of all atoms of the slab, by area. Linear elasticity is that of the report.';

const notYet = (converged: boolean): string => (converged ? '' : ' (not converged)');

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
  const model = useStore(modelStore, (s) => s.model);
  const isCurrent = model !== null && found?.key === adhesionKey(recipe, model);
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
            relaxed too: work of adhesion, interface and strain energy (takes longer)
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
      {found !== null && model !== null && !isCurrent && job === null && (
        <p className="about" role="status">
          The last energies were of another stack, shift or d₀, or by another potential: compute
          them again.
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
  const { phase, done } = progress;
  if (phase !== 'curve') return { label, text: `${PHASES[phase]} ${done}` };
  const { of } = progress;
  return { label, text: `${PHASES.curve} ${done} of ${of}`, done, of };
}

type FoundProps = EnergyToolProps & {
  readonly found: NonNullable<ReturnType<typeof adhesionStore.getState>['found']>;
};

function Found({ step, built, carry, found: { energies, by, computedBy, notes } }: FoundProps) {
  const { adhesion, interface: energy, strain } = energies;
  const elastic = elasticReport(built, library);
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
            <dt>relaxed{notYet(converged)}</dt>
            <dd>
              <Both evAng2={relaxedEvAng2} />
            </dd>
          </>
        )}
        {energy !== null && (
          <>
            <dt title={INTERFACE}>interface energy{notYet(energy.converged)}</dt>
            <dd>
              <Both evAng2={energy.evAng2} />
            </dd>
          </>
        )}
        {strain.map((slab, k) => (
          <Fragment key={slab.label}>
            <dt title={STRAIN}>
              strain of {subscripts(built.slabs[k]!.name)}
              {notYet(slab.converged)}
            </dt>
            <dd>
              <Both evAng2={slab.evAng2} />,{' '}
              {elastic[k] == null ? (
                'by linear elasticity not known: no elastic constants'
              ) : (
                <>
                  by linear elasticity <span>{fixed(elastic[k].relaxed.jPerM2, 3)} J/m²</span>
                </>
              )}
            </dd>
          </Fragment>
        ))}
        <dt>best d₀, rigid</dt>
        <dd>
          {fixed(best.separationAng, 3)} Å{best.isInside ? '' : ', at the end of the range'}
        </dd>
      </dl>
      {strain.length > 0 && energy === null && (
        <p className="about">
          No interface energy: a slab holds more than whole formulas, so chemical potentials decide.
        </p>
      )}
      <p className="about">
        {by}; computed by {computedBy}.
      </p>
      <EngineLimits notes={notes} />
      <FileStemContext value={stemOf(built.recipe)}>
        <Plot spec={spec} notes={[`${by}; computed by ${computedBy}`, ...notes]} low />
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
