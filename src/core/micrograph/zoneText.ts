import type { Crystal } from '#core/crystal/crystal.ts';
import { fixed, percent } from '#core/math/decimals.ts';
import { axisText, degrees } from '#core/orientation/orientationText.ts';
import { poleText } from '#core/orientation/poles.ts';
import type { FoundCrystal, OrientedMicrograph } from './orientMicrograph.ts';
import type { ZoneFit } from './zoneSearch.ts';

/** "[1 1 1]: 9 of 9 spots, 83 % of its reflections seen, 0.0010 1/Å rms". */
export const fitText = (crystal: Crystal, fit: ZoneFit): string =>
  `${poleText(crystal, 'direction', fit.uvw)}: ${fit.matched} of ${fit.spots} spots, ${percent(fit.seen, 0)} % of its reflections seen, ${fixed(fit.rmsPerAng, 4)} 1/Å rms`;

/** A scale that is off by more than this says that the pixels, or the lattice constants, are others. */
const SCALE_OFF = 0.005;

/** What was found of one crystal, sentence by sentence. */
export function foundText(crystal: Crystal, found: FoundCrystal): readonly string[] {
  const { best, runnerUp, isAmbiguous, hasTwin, spots } = found;
  if (best === null)
    return [
      spots < 2
        ? `Not found: the region shows ${spots} spots, and two in different directions are needed.`
        : `Not found: no zone axis explains two of the ${spots} spots in different directions. Is the scale right, and the crystal?`,
    ];
  return [
    `Seen along ${fitText(crystal, best)}.`,
    ...(Math.abs(best.scale - 1) > SCALE_OFF
      ? [
          `The spots fit at ${fixed(best.scale, 4)} times their distance: pixels of another size, or a lattice that is strained.`,
        ]
      : []),
    runnerUp === null
      ? 'No other zone axis explains two spots.'
      : `${isAmbiguous ? 'Ambiguous: nearly as good' : 'Next best'} is ${fitText(crystal, runnerUp)}.`,
    ...(hasTwin
      ? ['Turned by 180° about the beam it would make the same spots: they do not say which it is.']
      : []),
  ];
}

/** How two crystals lie on each other, as the image says. */
export function micrographRelationText(
  [substrate, film]: readonly Crystal[],
  { relation }: OrientedMicrograph,
): readonly string[] {
  if (relation === null || substrate === undefined || film === undefined) return [];
  const pairs = [...relation.planes.slice(0, 3), ...relation.directions.slice(0, 3)];
  return [
    `disorientation ${axisText(relation.disorientation)}`,
    ...pairs.map(
      (p) =>
        `${poleText(film, p.kind, p.film)} ∥ ${poleText(substrate, p.kind, p.substrate)}, ${degrees(p.deviationDeg)} apart`,
    ),
  ];
}
