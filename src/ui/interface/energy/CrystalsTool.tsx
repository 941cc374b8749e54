import { Fragment } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { labelOf } from '#app/universal/aboutModel.ts';
import {
  cancelCrystals,
  computeCrystals,
  crystalKey,
  crystalsStore,
  type PotentialCrystal,
} from '#app/universal/crystalsStore.ts';
import { modelStore } from '#app/universal/modelStore.ts';
import type { FreeCell } from '#core/crystal/crystal.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { fixed, signedPercent } from '#core/math/decimals.ts';
import { mismatchesInCells } from '#core/recipe/crystals/mismatchInCells.ts';
import { setElastic } from '#core/recipe/edits/elastic.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';
import { notesByName } from '#core/recipe/report/notesByName.ts';
import { EngineLimits } from './EngineLimits.tsx';
import type { EnergyToolProps } from './energyTool.ts';
import { type JobProgress, ModelJob } from './ModelJob.tsx';

const DEFINITION =
  'Cell and atoms of each crystal relaxed in the potential, then strained by ±0.005 along each of six strains with the atoms relaxed; the elastic constants are what the stress does.';

/** Lattice and elastic constants of the crystals of an interface in the universal potential, and their mismatch in it. */
export function CrystalsTool({ step, built }: EnergyToolProps) {
  const { recipe } = built;
  const model = useStore(modelStore, (s) => s.model);
  const { job, found, problem } = useStore(crystalsStore);
  const slabs = built.slabs.map(({ spec }) => spec);
  const [substrate, film] = [slabs[0]!, slabs[step]!];
  const of = (slab: SlabSpec) => (model === null ? undefined : found.get(crystalKey(slab, model)));
  const [lower, upper] = [of(substrate), of(film)];
  const any = lower ?? upper;
  return (
    <div className="tool">
      <ModelJob progress={job && progressOf(job)} problem={problem} onCancel={cancelCrystals}>
        <button
          type="button"
          className="button small"
          title={DEFINITION}
          disabled={job !== null || (lower !== undefined && upper !== undefined)}
          onClick={() => void computeCrystals(recipe, [substrate, film])}
        >
          Compute both crystals
        </button>
      </ModelJob>
      {lower && upper && (
        <Mismatches step={step} built={built} substrate={lower.relaxed} film={upper.relaxed} />
      )}
      {[substrate, film].map((slab, k) => {
        const crystal = of(slab);
        if (crystal === undefined || (k === 1 && crystal === lower)) return null;
        return (
          <Constants
            key={slab.material}
            step={k === 0 ? 0 : step}
            slab={slab}
            crystal={crystal}
            isUsed={isUsed(recipe.elastic, slab, crystal)}
          />
        );
      })}
      {model !== null && any !== undefined && (
        <p className="about">
          {labelOf(model)}; computed by {any.computedBy}.
        </p>
      )}
      <EngineLimits notes={notesByName([lower, upper].flatMap((c) => c ?? []))} />
    </div>
  );
}

type Job = NonNullable<ReturnType<typeof crystalsStore.getState>['job']>;

function progressOf({ name, progress }: Job): JobProgress {
  const label = `Constants of ${name}`;
  if (progress === null) return { label, text: `${name}: preparing the model` };
  const { phase, done, of } = progress;
  return phase === 'cell'
    ? { label, text: `${name}: relaxing the cell, step ${done}` }
    : { label, text: `${name}: strain ${done} of ${of}`, done, of };
}

const isUsed = (
  own: EnergyToolProps['built']['recipe']['elastic'],
  { material }: SlabSpec,
  { elastic }: PotentialCrystal,
): boolean => own?.some((e) => e.material === material && e.source === elastic?.source) ?? false;

function Mismatches({
  step,
  built,
  substrate,
  film,
}: Pick<EnergyToolProps, 'step' | 'built'> & {
  readonly substrate: FreeCell;
  readonly film: FreeCell;
}) {
  const cells = built.slabs.map(({ spec }) => spec.cell);
  const inPotential = cells.map((cell, k) => (k === 0 ? substrate : k === step ? film : cell));
  const [now, then] = [cells, inPotential].map(
    (of) => mismatchesInCells(built.recipe, library, of)[step - 1]!,
  ) as [ReturnType<typeof mismatchesInCells>[number], ReturnType<typeof mismatchesInCells>[number]];
  return (
    <dl className="adhesion" data-testid="potential-mismatch">
      {(['a', 'b'] as const).map((axis) => (
        <Fragment key={axis}>
          <dt>mismatch along {axis}</dt>
          <dd>
            {signedPercent(then[axis])} % in the potential, {signedPercent(now[axis])} % here
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Constants({
  step,
  slab,
  crystal: { name, relaxed, elastic, isStable, converged },
  isUsed: used,
}: {
  readonly step: number;
  readonly slab: SlabSpec;
  readonly crystal: PotentialCrystal;
  readonly isUsed: boolean;
}) {
  return (
    <section aria-label={`${name} in the potential`} data-testid="potential-crystal">
      <h4>{subscripts(name)}</h4>
      <p className="about">
        {Object.entries(relaxed)
          .map(([key, x]) => {
            const before = slab.cell[key as keyof FreeCell]!;
            const unit = key.length === 1 ? ' Å' : '°';
            return `${key} ${fixed(x, 3)}${unit} (${signedPercent((x - before) / before)} % of ${fixed(before, 3)})`;
          })
          .join(', ')}
      </p>
      {elastic === null ? (
        <p className="about">
          {!converged
            ? 'No elastic constants: a relaxation did not converge.'
            : isStable
              ? 'Its symmetry has more elastic constants than a document holds: the command elastic gives the whole matrix.'
              : 'It is not stable in the potential: some small strain costs no energy.'}
        </p>
      ) : (
        <>
          <p className="about">
            {Object.entries(elastic.cGPa)
              .map(([key, gpa]) => `${key} ${fixed(gpa, 1)}`)
              .join(', ')}{' '}
            GPa
          </p>
          <button
            type="button"
            className="button small"
            disabled={used}
            title={`In place of those of the library: elastic energy and strain along the normal go by them. ${elastic.source}`}
            onClick={() => commit(setElastic(step, elastic, library))}
          >
            {used ? 'In use' : `Use for ${subscripts(name)}`}
          </button>
        </>
      )}
    </section>
  );
}
