import type { Pattern, PhaseLines } from '#core/diffraction/pattern.ts';
import { type ComparedScan, scanLabel } from './comparedScan.ts';
import { figureSheet, INK, MUTED, slabHue } from './figureSheet.ts';
import { patternFigure } from './patternFigure.ts';

const SIZE = { width: 720, height: 460 };

/** Names of the phases with their share of the mass: "CsPbBr3 (70 %)". */
export const phaseLabel = ({ name, weight }: PhaseLines): string =>
  weight === 1 ? name : `${name} (${Number((100 * weight).toPrecision(3))} % by mass)`;

/** A pattern as a figure for print. */
export function patternSvg(
  pattern: Pattern,
  measured: ComparedScan | null,
  { title, about }: { readonly title: string; readonly about: string },
): string {
  const figure = patternFigure(pattern, measured, SIZE);
  const isSingle = pattern.phases.length === 1;
  return figureSheet({
    frame: figure,
    title,
    about,
    legend: [
      ...pattern.phases.map((phase, n) => [phaseLabel(phase), slabHue(n)] as const),
      ...(isSingle ? [] : [['together', INK] as const]),
      ...(measured === null ? [] : [[scanLabel(measured), MUTED] as const]),
    ],
    axes: { x: '2θ, °', y: 'intensity', yAt: 16 },
    marks: [],
    curves: [
      ...(figure.measured === null ? [] : [{ d: figure.measured, ink: MUTED, width: 0.8 }]),
      ...figure.phases.map((d, n) => ({ d, ink: slabHue(n), width: 1 })),
      { d: figure.whole, ink: isSingle ? slabHue(0) : INK, width: 1.4 },
    ],
    bands: figure.bands.map((band, n) => ({ ...band, ink: slabHue(n) })),
  });
}
