import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import { stemOf } from '#app/document/fileNames.ts';
import {
  forgetMap,
  isAtEnd,
  isEnergyOf,
  type MapPotential,
  registryStore,
  requestEnergy,
} from '#app/interface/registry.ts';
import { fixed } from '#core/math/decimals.ts';
import type { Built } from '#core/recipe/build.ts';
import { type FilmPose, poseFilm } from '#core/recipe/edits/pose.ts';
import { relativeShift } from '#core/recipe/recipe.ts';
import { facingOf } from '#core/registry/facing.ts';
import { type Landscape, landscapeCsv } from '#core/registry/landscape.ts';
import {
  GEOMETRIC_MEASURES,
  geometricValues,
  isEnergy,
  MEASURES,
} from '#core/registry/measures.ts';
import { EngineLimits } from '#ui/interface/energy/EngineLimits.tsx';
import { MAP_COLORS } from '#ui/kit/colorRamp.ts';
import { saveText } from '#ui/kit/saveFile.ts';
import { useDark } from '#ui/kit/theme.ts';
import { valueRange } from './ShiftPad.tsx';

interface MapLegendProps {
  readonly step: number;
  readonly built: Built;
  readonly carry: boolean;
  readonly map: Landscape;
}

/** Colours of the map, and every measure computed here and at the best place. */
export function MapLegend({ step, built, carry, map }: MapLegendProps) {
  const { name, unit, digits, better, curve } = MEASURES[map.measure];
  const [best, worst] = valueRange(map);
  const colors = MAP_COLORS[useDark() ? 'dark' : 'light'];
  const facing = useMemo(
    () => facingOf(built, { lower: step - 1, upper: step, cellsUp: 0 }),
    [built, step],
  );
  const { shift, separationAng } = map.best;
  const now: FilmPose = {
    shift: relativeShift(built.recipe, facing.at),
    separationAng: built.slabs[step]!.separationAng!,
  };
  const scanned = useStore(registryStore, (s) => s.maps.get(step));
  const { potential = null, computedBy = null, notes = [] } = scanned ?? {};
  const by = engineText(potential, computedBy);
  const energy = useEnergyHere(built, map, potential);
  const atBest = useMemo(() => geometricValues(facing, map.best), [facing, map]);
  const here = geometricValues(facing, now);
  const hereText = isEnergy(map.measure)
    ? typeof energy === 'number'
      ? `${fixed(energy, digits)} ${unit}`
      : energy
    : `${fixed(here[map.measure]!, digits)} ${unit}`;
  return (
    <div className="map-legend">
      <p className="about">
        {name}
        {curve === 'root' ? ', coloured by the square root of the excess' : ''}
        {by === null ? '' : `; ${by}`}
      </p>
      <div
        className="scale"
        style={{
          background: `linear-gradient(to right in oklab, ${colors.best}, ${colors.worst})`,
        }}
      />
      <div className="row">
        <span>
          {fixed(best, digits)} {unit}
        </span>
        <span>
          {fixed(worst, digits)} {unit}
        </span>
      </div>
      <p className="about" data-testid="map-best">
        Here {hereText}; best {fixed(best, digits)} {unit} at {fixed(shift[0], 4)},{' '}
        {fixed(shift[1], 4)}
        {map.measure === 'height' || isEnergy(map.measure)
          ? `, d₀ ${fixed(separationAng, 3)} Å`
          : ''}{' '}
        (the cross){scanned !== undefined && isAtEnd(scanned) ? ', the end of the d₀ tried' : ''}.
      </p>
      <EngineLimits notes={notes} />
      <table aria-label="Measures here and at the best place">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">measure</span>
            </th>
            <th scope="col">here</th>
            <th scope="col">best place</th>
          </tr>
        </thead>
        <tbody>
          {GEOMETRIC_MEASURES.filter((m) => here[m] !== null).map((m) => (
            <tr key={m}>
              <th scope="row" title={MEASURES[m].definition}>
                {MEASURES[m].name}, {MEASURES[m].unit}
              </th>
              <td>{fixed(here[m]!, MEASURES[m].digits)}</td>
              <td>{fixed(atBest[m]!, MEASURES[m].digits)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <button
          type="button"
          className="button small"
          onClick={() => commit(poseFilm(step, { shift, separationAng }, carry))}
        >
          Go to {better === 'small' ? 'minimum' : 'maximum'}
        </button>
        <button
          type="button"
          className="linkish"
          onClick={() =>
            saveText(
              `${stemOf(built.recipe)}_landscape.csv`,
              landscapeCsv(facing, map, built.recipe.title, by === null ? [] : [by, ...notes]),
            )
          }
        >
          CSV
        </button>
        <button type="button" className="linkish" onClick={() => forgetMap(step)}>
          hide
        </button>
      </div>
    </div>
  );
}

/** What computed an energy map; null for a geometric one. */
function engineText(potential: MapPotential | null, computedBy: string | null): string | null {
  if (computedBy === null) return null;
  return potential === null
    ? `classical preview, not DFT; computed by ${computedBy}`
    : `${potential.label}; computed by ${computedBy}`;
}

/** The energy of the stack shown, above the best place of an energy map, or why there is none. */
function useEnergyHere(
  { recipe }: Built,
  { measure, zero }: Landscape,
  potential: MapPotential | null,
): number | string {
  const energy = useStore(registryStore, (s) => s.energy);
  useEffect(() => {
    if (isEnergy(measure)) requestEnergy(recipe, measure, potential);
  }, [recipe, measure, potential]);
  const isKnown = isEnergy(measure) && isEnergyOf({ energy }, recipe, measure, potential);
  if (energy === null || !isKnown) return 'is being computed';
  return energy.value === null ? 'could not be computed' : energy.value - (zero ?? 0);
}
