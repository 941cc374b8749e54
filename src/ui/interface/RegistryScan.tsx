import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { energyRefusal } from '#app/interface/energyRefusal.ts';
import { cancelRegistry, registryStore, scanInterface } from '#app/interface/registry.ts';
import { labelOf, unknownIn } from '#app/universal/aboutModel.ts';
import { lookForModel, modelStore, sourceOf } from '#app/universal/modelStore.ts';
import { fixed } from '#core/math/decimals.ts';
import type { Built } from '#core/recipe/build.ts';
import { closingOf, filmsOf } from '#core/recipe/recipe.ts';
import type { Landscape } from '#core/registry/landscape.ts';
import { isEnergy, MEASURES, type Measure } from '#core/registry/measures.ts';
import { DispersionSwitch } from '#ui/interface/energy/DispersionSwitch.tsx';
import { Choice, NumberField, SegmentedControl } from '#ui/kit/fields.tsx';
import { useJobFocus } from '#ui/kit/jobFocus.ts';
import { MapLegend } from './MapLegend.tsx';
import { StackingNames } from './StackingNames.tsx';

const OPTIONS = (
  ['closest', 'attractive', 'overlap', 'height', 'energy', 'universal'] as const
).map((m) => [m, MEASURES[m].name] as const);

export interface RegistryScanProps {
  readonly step: number;
  readonly built: Built;
  readonly carry: boolean;
  /** The map that holds for the stack shown. */
  readonly map: Landscape | null;
  /** There is a map, but of a stack before. */
  readonly stale: boolean;
  /** The cell of shifts that differ, in words. */
  readonly cell: string | null;
}

const D0_STEP_ANG = 0.1;
const MAX_D0_STEPS = 30;

/** A sum of tenths without rounding errors: 2.7 + 0.1 is exactly 2.8. */
const tenth = (x: number): number => Math.round(10 * x) / 10;

const stepsOf = ([low, high]: readonly [number, number]): readonly number[] =>
  Array.from({ length: Math.round((high - low) / D0_STEP_ANG) + 1 }, (_, k) =>
    tenth(low + k * D0_STEP_ANG),
  );

/** A rigid scan over all shifts: choose what to measure, look at it on the pad, go to its best place. */
export function RegistryScan({ step, built, carry, map, stale, cell }: RegistryScanProps) {
  const [measure, setMeasure] = useState<Measure>('closest');
  const job = useStore(registryStore, (s) => s.job);
  const problem = useStore(registryStore, (s) => s.problem);
  const running = job?.kind === 'scan' && job.step === step ? job : null;
  const ways = useJobFocus(running !== null);
  const { definition } = MEASURES[measure];
  const energy = isEnergy(measure);
  const { status, model } = useStore(modelStore);
  useEffect(() => {
    if (measure === 'universal') void lookForModel();
  }, [measure]);
  const refusal = useMemo(() => {
    if (measure === 'energy') return energyRefusal(built);
    if (measure !== 'universal') return null;
    if (model !== null) return unknownIn(built.structure, model);
    return status === 'looking'
      ? 'Looking for a model file…'
      : 'This takes the model file of the universal potential: drop it anywhere on the page, or choose it under Run MD, Machine-learned, which says where it is to be had.';
  }, [measure, built, model, status]);
  // In a superlattice another d₀ here would take from the gap at the cell's wall.
  const closed = closingOf(built.recipe).kind === 'superlattice';
  const [heights, setHeights] = useState<'kept' | 'scanned'>('kept');
  const [range, setRange] = useState<readonly [number, number]>([2.2, 3.4]);
  const d0 = filmsOf(built.recipe)[step - 1]!.separationAng;
  const separationsAng = energy && !closed && heights === 'scanned' ? stepsOf(range) : [d0];
  return (
    <div className="tool">
      {cell && <p className="about">{cell}</p>}
      <StackingNames step={step} built={built} carry={carry} />
      <Choice label="measure" value={measure} options={OPTIONS} onChange={(m) => setMeasure(m)} />
      <p className="about sentence">{definition}.</p>
      {energy && closed && (
        <p className="about">The interface at the cell’s wall slides too, and its energy counts.</p>
      )}
      {energy && !carry && step < filmsOf(built.recipe).length && (
        <p className="about">The scan moves the slabs above along.</p>
      )}
      {energy && refusal === null && !closed && (
        <div className="row">
          <span className="label">d₀</span>
          <SegmentedControl
            label="d₀ of the scan"
            value={heights}
            options={[
              ['kept', `${fixed(d0, 2)} Å`],
              ['scanned', 'scan too'],
            ]}
            onChange={setHeights}
          />
        </div>
      )}
      {separationsAng.length > 1 &&
        (['from', 'to'] as const).map((end, k) => (
          <NumberField
            key={end}
            label={`scan d₀ ${end}`}
            title={`In steps of ${D0_STEP_ANG} Å; the best d₀ is kept at each shift`}
            value={range[k]!}
            digits={1}
            step={D0_STEP_ANG}
            min={k === 0 ? 0.5 : tenth(range[0] + D0_STEP_ANG)}
            max={tenth(k === 0 ? range[1] - D0_STEP_ANG : range[0] + D0_STEP_ANG * MAX_D0_STEPS)}
            unit="Å"
            onPreview={(v) => setRange((r) => (k === 0 ? [v, r[1]] : [r[0], v]))}
          />
        ))}
      {measure === 'universal' && <DispersionSwitch />}
      {refusal !== null && <p className="hint">{refusal}</p>}
      <div className="row" ref={ways}>
        <button
          type="button"
          className="button small"
          disabled={running !== null || refusal !== null}
          onClick={() =>
            void scanInterface(
              built.recipe,
              step,
              measure,
              separationsAng,
              measure === 'universal' ? { source: sourceOf(model!), label: labelOf(model!) } : null,
            )
          }
        >
          Scan the shifts
        </button>
        {running && (
          <span className="under">
            <progress aria-label="Scan" max={running.of || 1} value={running.done} />{' '}
            <button type="button" className="linkish" onClick={cancelRegistry}>
              cancel
            </button>
          </span>
        )}
      </div>
      {problem?.step === step && (
        <p role="alert" className="hint">
          {problem.reason}
        </p>
      )}
      {stale && !running && (
        <p className="about" role="status">
          The last map was of another stack or d₀: scan again.
        </p>
      )}
      {map && <MapLegend step={step} built={built} carry={carry} map={map} />}
    </div>
  );
}
