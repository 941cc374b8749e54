import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { commit, preview } from '#app/document/document.ts';
import { mapOf, registryStore } from '#app/interface/registry.ts';
import { isUnfit } from '#core/match/strain.ts';
import { fixed } from '#core/math/decimals.ts';
import type { Vec2 } from '#core/math/plane2.ts';
import { shapeOf } from '#core/math/plane2.ts';
import { changeFilm } from '#core/recipe/edits/film.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { type FilmStep, filmsOf, relativeShift } from '#core/recipe/recipe.ts';
import { registryCell } from '#core/registry/shiftCell.ts';
import { EnergySections } from '#ui/interface/energy/EnergySections.tsx';
import { part } from '#ui/kit/boundary/part.tsx';
import { NumberField } from '#ui/kit/fields.tsx';
import { useDerived, useRecipe } from '#ui/state/hooks.ts';
import type { AutomaticD0Props } from './AutomaticD0.tsx';
import { RegistryScanSection } from './RegistryScanSection.tsx';
import { SeparationRulesSection } from './SeparationRulesSection.tsx';
import { ShiftPad } from './ShiftPad.tsx';
import type { UnfitProps } from './Unfit.tsx';
import './registry.css';

const AutomaticD0 = part<AutomaticD0Props>({
  what: 'The rule for d₀',
  load: () => import('./AutomaticD0.tsx').then((m) => m.AutomaticD0),
  meanwhile: <p className="about">…</p>,
});

const Unfit = part<UnfitProps>({
  what: 'The search for a match',
  load: () => import('./Unfit.tsx').then((m) => m.Unfit),
});

/** Between two slabs: how far apart (d₀) and how shifted. */
export function InterfaceCard({ step, film }: { readonly step: number; readonly film: FilmStep }) {
  const recipe = useRecipe();
  const { model } = useDerived();
  const above = filmsOf(recipe).length - step;
  const [carry, setCarry] = useState(true);
  const at = { lower: step - 1, upper: step, cellsUp: 0 } as const;
  // The last stack that could be built may have fewer slabs than the document.
  const built = model !== null && step < model.built.slabs.length ? model.built : null;
  const registry = useMemo(
    () => built && registryCell(built, { lower: step - 1, upper: step, cellsUp: 0 }),
    [built, step],
  );
  const state = useStore(registryStore);
  const { current, stale } = mapOf(state, recipe, step);
  const carried = carry && above > 0;
  const shift = relativeShift(recipe, at);
  const move = (to: Vec2) => preview(poseFilm(step, { shift: to }, carried));
  const shape = registry && shapeOf(registry.cell);
  const cellText =
    registry && shape
      ? `Shifts that differ: ${fixed(shape.aAng, 3)} × ${fixed(shape.bAng, 3)} Å, ${fixed((shape.gammaRad * 180) / Math.PI, 1)}°${registry.copies > 1 ? `; ${registry.copies} equivalent copies in the interface cell` : ''}.`
      : null;
  const mismatch = built && model?.report.mismatches[step - 1];
  return (
    <section className="interface" aria-label="Interface">
      {mismatch && isUnfit(mismatch) && <Unfit step={step} built={built} mismatch={mismatch} />}
      <div className="top">
        {registry && (
          <ShiftPad
            registry={registry}
            shift={shift}
            map={current}
            title={`Registry: drag to shift the ${above > 0 ? `slab above${carried ? ' and all on it' : ' alone'}` : 'film'} inside the cell of shifts that differ (a to the right, b up); arrow keys step`}
            onMove={move}
            onDone={() => commit()}
          />
        )}
        <div>
          <NumberField
            label="d₀"
            title="d₀: height of the lowest atom of the upper slab minus that of the highest atom of the lower slab"
            value={film.separationAng}
            digits={2}
            step={0.05}
            min={0}
            max={100}
            unit="Å"
            onPreview={(v) => preview(changeFilm(step, { separationAng: v }))}
            onCommit={() => commit()}
          />
          <input
            type="range"
            aria-label="d₀ slider"
            min={1.5}
            max={6}
            step={0.01}
            value={film.separationAng}
            onChange={(e) => preview(changeFilm(step, { separationAng: Number(e.target.value) }))}
            onPointerUp={() => commit()}
            onKeyUp={() => commit()}
            onBlur={() => commit()}
          />
          {(['a', 'b'] as const).map((axis, k) => (
            <NumberField
              key={axis}
              label={`shift ${axis}`}
              title={`Lateral shift of the upper slab against the lower one along ${axis}, in fractions of the interface cell`}
              value={shift[k]!}
              digits={4}
              step={0.005}
              min={-10}
              max={10}
              onPreview={(v) => move(k === 0 ? [v, shift[1]] : [shift[0], v])}
              onCommit={() => commit()}
            />
          ))}
        </div>
      </div>
      {above > 0 && (
        <label
          className="carry"
          title="On: the slabs above keep their place on this one. Off: they stay where they are, and the interface above changes too."
        >
          <input type="checkbox" checked={carry} onChange={(e) => setCarry(e.target.checked)} />{' '}
          move the slabs above along
        </label>
      )}
      {built && (
        <>
          <AutomaticD0 step={step} built={built} />
          <SeparationRulesSection step={step} built={built} carry={carried} />
          <RegistryScanSection
            step={step}
            built={built}
            carry={carried}
            map={current}
            stale={stale}
            cell={cellText}
          />
          <EnergySections step={step} built={built} carry={carried} />
        </>
      )}
    </section>
  );
}
