import { useMemo } from 'react';
import type { ComparedScan } from '#core/diffraction/figure/comparedScan.ts';
import type { EpitaxyScan } from '#core/epitaxyScan/epitaxyScan.ts';
import { scanFigure } from '#core/epitaxyScan/scanFigure.ts';
import { angleLabel, lineText, minus, unitOf } from '#core/epitaxyScan/scanFiles.ts';
import { slabInk } from '#ui/kit/plot/plotSpec.ts';
import { LinePlot, PLOT_HEIGHT, usePlotWidth } from './LinePlot.tsx';

/** A scan of the stack over a logarithmic axis. */
export function ScanPlot(props: {
  readonly scan: EpitaxyScan;
  readonly measured: ComparedScan | null;
  readonly decades: number;
}) {
  const { scan, measured, decades } = props;
  const { host, width } = usePlotWidth();
  const { figure, bands } = useMemo(() => {
    const laid = scanFigure(scan, measured, { width, height: PLOT_HEIGHT }, decades);
    return {
      figure: laid,
      bands: laid.bands.map((band) => ({
        ...band,
        ink: bandInk(band.slab),
        sticks: band.sticks.map(({ x, top, line }) => ({
          ...{ x, top, twoTheta: line.twoTheta },
          text: lineText(line, scan),
        })),
      })),
    };
  }, [scan, measured, decades, width]);
  const { plot, strong } = figure;
  return (
    <LinePlot
      host={host}
      label="Scan, line by line"
      axes={{ x: angleLabel(scan), y: unitOf(scan) }}
      frame={figure}
      bands={bands}
      curves={[
        ...(figure.measured === null ? [] : [{ d: figure.measured, className: 'ink-muted thin' }]),
        { d: figure.curve, className: 'ink-ink thin' },
      ]}
      marks={
        <>
          {strong.map(({ x, width: wide }) => (
            <rect
              key={x}
              className="pattern-strong"
              x={x}
              y={plot.top}
              width={wide}
              height={plot.foot - plot.top}
            />
          ))}
          {figure.decades.map(({ y, power }) => (
            <g key={power}>
              <path className="pattern-axis" d={`M${plot.left} ${y}h-4`} />
              <text x={plot.left - 7} y={y + 4} textAnchor="end">
                10
                <tspan dy="-5" fontSize="9">
                  {minus(power)}
                </tspan>
              </text>
            </g>
          ))}
        </>
      }
    />
  );
}

/** Satellites are of the whole stack. */
export const bandInk = (slab: number | null): string => (slab === null ? 'ink' : slabInk(slab));
