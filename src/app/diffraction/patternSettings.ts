import { displacementsOf } from '#core/diffraction/displacementsText.ts';
import type { PatternSettings } from '#core/diffraction/pattern.ts';
import { radiationOf } from '#core/diffraction/radiation.ts';
import type { Choices } from './choices.ts';

/** The settings of a pattern of so many steps. */
export const patternSettings = (choices: Choices, steps: number): PatternSettings => {
  const { radiation, from, to, instrumentDeg, displacementAng2 } = choices;
  return {
    radiation: radiationOf(radiation),
    range: [from, to],
    stepDeg: (to - from) / steps,
    instrumentDeg,
    displacements: displacementAng2 > 0 ? displacementsOf(String(displacementAng2)) : {},
  };
};
