import { trueMinus } from '#core/math/decimals.ts';
import type { Marker } from './plotMarkers.ts';

/** Inks of lines: the slabs' own hues, the two pairs of the paper, and ink for everything else. */
export type PlotInk = 'ink' | 'muted' | 'cs' | 'br' | 'slab0' | 'slab1' | 'slab2' | 'slab3';

/** On the panel's colour; every one has at least 4.5 : 1 there. */
export const PLOT_INKS: Readonly<Record<'light' | 'dark', Readonly<Record<PlotInk, string>>>> = {
  light: {
    ink: '#1d2023',
    muted: '#5d6268',
    cs: '#6d47bb',
    br: '#a34028',
    slab0: '#2b6785',
    slab1: '#8a650a',
    slab2: '#7a5aa8',
    slab3: '#35704a',
  },
  dark: {
    ink: '#e9e7e1',
    muted: '#9aa0a6',
    cs: '#a98be8',
    br: '#dd7d64',
    slab0: '#6fb3d2',
    slab1: '#e3b64a',
    slab2: '#b79be0',
    slab3: '#79c08a',
  },
};

/** Told apart without colour too: each further line of one ink has another dash, px on and off. */
export const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [9, 3, 2, 3]];
export const dashOf = (nth: number): readonly number[] => DASHES[nth % DASHES.length]!;

export const slabInk = (slab: number): PlotInk =>
  (['slab0', 'slab1', 'slab2', 'slab3'] as const)[slab % 4]!;
/** A pair of species takes the colour of its cation. */
export const pairInk = (pair: string): PlotInk =>
  pair.startsWith('Cs') ? 'cs' : /^(Br-Cd|Br–Cd)/.test(pair) ? 'br' : 'ink';

export interface PlotAxis {
  readonly title: string;
  /** "" for a pure number. */
  readonly unit: string;
}

export interface PlotLine {
  readonly label: string;
  readonly values: ArrayLike<number>;
  readonly ink: PlotInk;
  readonly dash: readonly number[];
  /** Against the right axis. */
  readonly right?: boolean;
  /** Points that somebody measured: drawn as such, without a line between them. */
  readonly marker?: Marker;
  /** The law that the values follow, drawn at every x in place of a line from one value to the next. */
  readonly law?: (x: number) => number;
}

/** A number to compare with, drawn across the plot. */
export interface PlotMark {
  readonly value: number;
  readonly text: string;
  readonly ink: PlotInk;
}

/** What is plotted. The picture, the table and all exports are made from it. */
export interface PlotSpec {
  readonly name: string;
  /** Beginning of the names of files. */
  readonly file: string;
  /** How it is defined and computed, in words. */
  readonly about: string;
  readonly x: PlotAxis & { readonly values: ArrayLike<number> };
  readonly y: PlotAxis;
  readonly right?: PlotAxis;
  /** All as long as x; NaN leaves a gap. */
  readonly lines: readonly PlotLine[];
  readonly marks?: readonly PlotMark[];
  /** Bins are drawn as steps. */
  readonly steps?: boolean;
  /** The frame at each x, where the plot runs over frames: a click goes there. */
  readonly frames?: ArrayLike<number>;
}

export const axisText = ({ title, unit }: PlotAxis): string =>
  unit === '' ? title : `${title}, ${unit}`;

/** "5.02 ps", "12". */
export const withUnit = (text: string, { unit }: PlotAxis): string =>
  unit === '' ? text : `${text} ${unit}`;

/** Four digits for the eye; exports keep more. */
export function short(x: number): string {
  if (!Number.isFinite(x)) return '–';
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return minus(x.toExponential(2));
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
  return minus(x.toFixed(digits));
}

/** The same without trailing zeros, for ticks. */
export const tickText = (x: number): string =>
  /e/.test(short(x))
    ? short(x)
    : short(x)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '');

/** Two to four round numbers from low to high, for an axis too short for more. */
export function fewTicks(low: number, high: number): number[] {
  if (!(high > low)) return [low];
  let ticks: number[] = [];
  for (let power = Math.floor(Math.log10(high - low)); ; power--)
    for (const step of [5, 2, 1]) {
      const by = step * 10 ** power;
      const first = Math.ceil(low / by - 1e-9);
      const last = Math.floor(high / by + 1e-9);
      ticks = Array.from({ length: last - first + 1 }, (_, k) =>
        Number(((first + k) * by).toPrecision(12)),
      );
      if (ticks.length >= 2) return ticks.length <= 4 ? ticks : ticks.filter((_, k) => k % 2 === 0);
    }
}

const minus = (text: string): string =>
  trueMinus(Number(text) === 0 ? text.replace('-', '') : text);

/** The values at one place of the plot, as text. */
export function valuesAt(spec: PlotSpec, index: number): string {
  const { x, y, right, lines } = spec;
  const at = `${x.title} ${withUnit(short(x.values[index] ?? Number.NaN), x)}`;
  const values = lines.map(
    (l) =>
      `${l.label} ${withUnit(short(l.values[index] ?? Number.NaN), l.right && right ? right : y)}`,
  );
  return [at, ...values].join(' · ');
}

/** The position in ascending values that is nearest to x. */
export function nearestIndex(values: ArrayLike<number>, x: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low > 0 && x - values[low - 1]! <= values[low]! - x ? low - 1 : low;
}
