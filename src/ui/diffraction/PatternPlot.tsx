import { useMemo } from 'react';
import { subscripts } from '#core/crystal/structure.ts';
import type { ComparedScan } from '#core/diffraction/figure/comparedScan.ts';
import { patternFigure } from '#core/diffraction/figure/patternFigure.ts';
import type { Pattern } from '#core/diffraction/pattern.ts';
import type { PowderPeak } from '#core/diffraction/powder.ts';
import { fixed } from '#core/math/decimals.ts';
import { hklText } from '#core/surface/miller.ts';
import { slabInk } from '#ui/kit/plot/plotSpec.ts';
import { LinePlot, PLOT_HEIGHT, usePlotWidth } from './LinePlot.tsx';

/** The pattern of a powder with its sticks. @param props.slabs the slab whose hue each crystal has */
export function PatternPlot(props: {
  readonly pattern: Pattern;
  readonly measured: ComparedScan | null;
  readonly slabs: readonly number[];
}) {
  const { pattern, measured, slabs } = props;
  const { host, width } = usePlotWidth();
  const drawn = useMemo(() => {
    const figure = patternFigure(pattern, measured, { width, height: PLOT_HEIGHT });
    const ink = (phase: number) => slabInk(slabs[phase] ?? phase);
    const { phases, whole } = figure;
    return {
      frame: figure,
      bands: figure.bands.map((band, n) => ({
        ...band,
        ink: ink(n),
        sticks: band.sticks.map(({ x, top, line }) => ({
          ...{ x, top, twoTheta: line.twoTheta },
          text: lineText(band.name, line),
        })),
      })),
      curves: [
        ...(figure.measured === null ? [] : [{ d: figure.measured, className: 'ink-muted thin' }]),
        ...phases.map((d, n) => ({ d, className: `ink-${ink(n)} thin` })),
        { d: whole, className: `ink-${phases.length === 0 ? ink(0) : 'ink'}` },
      ],
    };
  }, [pattern, measured, slabs, width]);
  return (
    <LinePlot
      host={host}
      label="Powder pattern, line by line"
      axes={{ x: '2θ, °', y: 'intensity' }}
      {...drawn}
    />
  );
}

/** Of the radiation's first line, by Bragg's law from what the line itself says, Å. */
const wavelengthOf = ({ twoTheta, d }: PowderPeak): number =>
  2 * d * Math.sin((twoTheta / 360) * Math.PI);

const lineText = (name: string, peak: PowderPeak): string =>
  [
    `${subscripts(name)} ${peak.hkl.map(hklText).join(' ')}`,
    `2θ ${fixed(peak.twoTheta, 3)}° at λ ${fixed(wavelengthOf(peak), 4)} Å`,
    `d ${fixed(peak.d, 4)} Å`,
    `${fixed(peak.intensity, 1)} of 100`,
  ].join(' · ');
