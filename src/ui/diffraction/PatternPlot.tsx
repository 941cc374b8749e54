import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { subscripts } from '#core/crystal/structure.ts';
import type { ComparedScan } from '#core/diffraction/figure/comparedScan.ts';
import { patternFigure } from '#core/diffraction/figure/patternFigure.ts';
import type { Pattern } from '#core/diffraction/pattern.ts';
import type { PowderPeak } from '#core/diffraction/powder.ts';
import { fixed } from '#core/math/decimals.ts';
import { hklText } from '#core/surface/miller.ts';
import { slabInk } from '#ui/kit/plot/plotSpec.ts';

interface PatternPlotProps {
  readonly pattern: Pattern;
  readonly measured: ComparedScan | null;
  /** The slab whose hue each crystal has. */
  readonly slabs: readonly number[];
}

interface Line {
  readonly name: string;
  readonly peak: PowderPeak;
}

const HEIGHT = 330;
/** A pointer nearer than this to a stick means its line, px. */
const REACH = 10;

/**
 * The pattern with its sticks. It is a slider over all lines: the pointer, or the arrow keys, tell planes, angle and
 * spacing of a line.
 */
export function PatternPlot({ pattern, measured, slabs }: PatternPlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(400);
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    const watch = new ResizeObserver(() => setWidth(Math.max(200, host.current!.clientWidth)));
    watch.observe(host.current!);
    return () => watch.disconnect();
  }, []);
  const figure = useMemo(
    () => patternFigure(pattern, measured, { width, height: HEIGHT }),
    [pattern, measured, width],
  );
  const lines = useMemo(() => linesOf(pattern), [pattern]);
  const { plot, ticks, bands, phases, whole } = figure;
  const ink = (phase: number) => `ink-${slabInk(slabs[phase] ?? phase)}`;
  const shown = at === null ? null : (lines[Math.min(at, lines.length - 1)] ?? null);
  const stick = shown && bands.flatMap((b) => b.sticks).find((s) => s.peak === shown.peak);
  const point = (e: PointerEvent<HTMLDivElement>) => {
    const box = e.currentTarget.getBoundingClientRect();
    const [x, y] = [e.clientX - box.left, e.clientY - box.top];
    // In a band of sticks only its own crystal is meant.
    const meant = bands.filter((b) => y < plot.foot || (y >= b.top && y < b.foot + 4));
    let [best, least] = [null as PowderPeak | null, REACH];
    for (const { x: stickX, peak } of meant.flatMap((b) => b.sticks)) {
      if (Math.abs(stickX - x) >= least) continue;
      [best, least] = [peak, Math.abs(stickX - x)];
    }
    const index = lines.findIndex((l) => l.peak === best);
    setAt(index < 0 ? null : index);
  };
  const move = (to: number) => setAt(Math.min(lines.length - 1, Math.max(0, to)));
  return (
    <>
      <div
        ref={host}
        className="pattern"
        role="slider"
        tabIndex={0}
        aria-label="Powder pattern, line by line"
        aria-valuemin={1}
        aria-valuemax={Math.max(1, lines.length)}
        aria-valuenow={Math.min(at ?? 0, Math.max(0, lines.length - 1)) + 1}
        aria-valuetext={shown ? lineText(shown) : 'no line chosen'}
        onPointerMove={point}
        onPointerLeave={() => setAt(null)}
        onKeyDown={(e) => {
          if (e.key === 'ArrowRight') move((at ?? -1) + 1);
          else if (e.key === 'ArrowLeft') move((at ?? lines.length) - 1);
          else if (e.key === 'Home') move(0);
          else if (e.key === 'End') move(lines.length - 1);
          else return;
          e.preventDefault();
          e.stopPropagation();
        }}
      >
        <svg width={width} height={HEIGHT} aria-hidden="true">
          <path
            className="pattern-axis"
            d={`M${plot.left} ${plot.top}V${plot.axis}H${plot.right}M${plot.left} ${plot.foot}H${plot.right}`}
          />
          {ticks.map(({ x, text }) => (
            <g key={text}>
              <path className="pattern-axis" d={`M${x} ${plot.axis}v4`} />
              <text x={x} y={plot.axis + 16} textAnchor="middle">
                {text}
              </text>
            </g>
          ))}
          <text x={(plot.left + plot.right) / 2} y={plot.axis + 34} textAnchor="middle">
            2θ, °
          </text>
          <text
            transform={`translate(14 ${(plot.top + plot.foot) / 2}) rotate(-90)`}
            textAnchor="middle"
          >
            intensity
          </text>
          {figure.measured !== null && <path className="ink-muted thin" d={figure.measured} />}
          {phases.map((d, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: crystals are told apart by their place alone
            <path key={n} className={`${ink(n)} thin`} d={d} />
          ))}
          <path className={phases.length === 0 ? ink(0) : 'ink-ink'} d={whole} />
          {bands.map(({ sticks, foot }, n) => (
            <path
              // biome-ignore lint/suspicious/noArrayIndexKey: crystals are told apart by their place alone
              key={n}
              className={`${ink(n)} stick`}
              d={sticks.map((s) => `M${s.x.toFixed(1)} ${foot}V${s.top.toFixed(1)}`).join('')}
            />
          ))}
          {stick && <path className="pattern-now" d={`M${stick.x} ${plot.top}V${plot.axis}`} />}
        </svg>
      </div>
      <output className="chart-readout">{shown ? lineText(shown) : ''}</output>
    </>
  );
}

/** All lines of all crystals by their angle. */
const linesOf = ({ phases }: Pattern): readonly Line[] =>
  phases
    .flatMap(({ name, peaks }) => peaks.map((peak) => ({ name, peak })))
    .toSorted((p, q) => p.peak.twoTheta - q.peak.twoTheta);

/** Of the radiation's first line, by Bragg's law from what the line itself says, Å. */
const wavelengthOf = ({ twoTheta, d }: PowderPeak): number =>
  2 * d * Math.sin((twoTheta / 360) * Math.PI);

const lineText = ({ name, peak }: Line): string =>
  [
    `${subscripts(name)} ${peak.hkl.map(hklText).join(' ')}`,
    `2θ ${fixed(peak.twoTheta, 3)}° at λ ${fixed(wavelengthOf(peak), 4)} Å`,
    `d ${fixed(peak.d, 4)} Å`,
    `${fixed(peak.intensity, 1)} of 100`,
  ].join(' · ');
