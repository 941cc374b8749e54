import { NO_NUMBER } from '#render/style.ts';
import { ramp } from '#ui/kit/colorRamp.ts';
import type {
  Coloured,
  ColourRange,
  DrawnModel,
  LegendKey,
  StructureColouring,
} from '#ui/look/colouring.ts';

/** What an atom without a number has in place of a colour: it is striped, in the legend too. */
const NO_COLOR: Rgb = [Number.NaN, Number.NaN, Number.NaN];

/** How the legend names atoms without a number. */
export const unknownKey = (name: string): LegendKey => ({
  name,
  color: NO_NUMBER.single,
  isStriped: true,
});

/**
 * Colours of numbers: blue below zero and orange above it, which the colour-blind tell apart; or grey to red. The greys are
 * dark enough for thin sticks on a light page.
 */
export const STOPS = {
  diverging: ['#1f62a8', '#b6b6b1', '#c4551a'],
  rising: ['#b6bbbf', '#b03a12'],
  falling: ['#b03a12', '#b6bbbf'],
} as const;

/**
 * Of a count against what is usual: none is grey, and the first step away from it is already a hue; more steps are deeper.
 */
const STEPS = {
  none: '#b6b6b1',
  less: ['#3d8fdb', '#173f85'],
  more: ['#e0812a', '#8f3508'],
} as const;
/** A wider scale has no step to see. */
const MOST_STEPS = 40;

/** A colour for each whole number from low to high. */
export function stepStops(low: number, high: number): readonly string[] {
  const count = Math.round(high - low);
  if (count > MOST_STEPS || count < 1) return STOPS.diverging;
  return Array.from({ length: count + 1 }, (_, k) => {
    const value = low + k;
    const [ends, most] = value < 0 ? [STEPS.less, -low] : [STEPS.more, high];
    if (Math.abs(value) < 0.5) return STEPS.none;
    return hexOf(scaleOf(ends, 1, Math.max(2, most))(Math.abs(value)));
  });
}

/** A number of each atom, as it is shown. */
export interface Quantity extends Pick<StructureColouring, 'id' | 'label'> {
  readonly unit: string;
  readonly digits: number;
  /** What it is, in a sentence. */
  readonly about: string;
  /** In steps: whole numbers, zero among them. */
  readonly colors: keyof typeof STOPS | 'steps';
  /** N, NaN where it is not known; null where these atoms have no such number. */
  readonly values: (atoms: DrawnModel) => ArrayLike<number> | null;
  /** Why atoms have none. */
  readonly lacking: string;
  /** Whole numbers: each one that occurs stands in the legend by this name. */
  readonly nameOf?: (value: number) => string;
}

/** A colouring by a number. */
export const byQuantity = (quantity: Quantity): StructureColouring => ({
  id: quantity.id,
  label: quantity.label,
  colour: (atoms, _, range) => coloured(quantity, atoms, range),
});

function coloured(quantity: Quantity, atoms: DrawnModel, typed: ColourRange | null): Coloured {
  const { numbers } = atoms.structure;
  const values = quantity.values(atoms);
  const known = values === null ? [] : Array.from(values).filter((x) => !Number.isNaN(x));
  if (values === null || known.length === 0)
    return {
      colors: new Float32Array(3 * numbers.length).fill(Number.NaN),
      legend: {
        about: quantity.about,
        keys: [unknownKey(quantity.lacking)],
        scale: null,
      },
    };
  const [low, high] = typed ?? endsOf(known, quantity);
  const stops = quantity.colors === 'steps' ? stepStops(low, high) : STOPS[quantity.colors];
  const colorAt = scaleOf(stops, low, high);
  const colors = new Float32Array(3 * numbers.length);
  for (let i = 0; i < numbers.length; i++) colors.set(colorAt(values[i]!), 3 * i);
  const keys: LegendKey[] = [];
  if (quantity.nameOf)
    for (const value of [...new Set(known)].sort((p, q) => p - q))
      keys.push({ name: quantity.nameOf(value), color: hexOf(colorAt(value)) });
  if (known.length < numbers.length) keys.push(unknownKey('not known'));
  return {
    colors,
    legend: {
      about: quantity.about,
      keys,
      scale: {
        unit: quantity.unit,
        digits: quantity.digits,
        low,
        high,
        stops,
        isAutomatic: typed === null,
      },
      isOfBuilt: true,
    },
  };
}

/** The ends of the scale: of a diverging one evenly about zero; never one and the same. */
function endsOf(known: readonly number[], { colors, digits }: Quantity): ColourRange {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of known) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  return evenEnds([low, high], colors, digits);
}

/** The ends of a scale from those of its numbers. */
export function evenEnds(
  [low, high]: ColourRange,
  colors: Quantity['colors'],
  digits: number,
): ColourRange {
  const least = 10 ** -digits;
  // No further than there are atoms.
  if (colors === 'steps') {
    const [from, to] = [Math.min(low, 0), Math.max(high, 0)];
    return from < to ? [from, to] : [-1, 0];
  }
  if (colors === 'diverging') {
    const most = Math.max(Math.abs(low), Math.abs(high), least);
    return [-most, most];
  }
  return [low, Math.max(high, low + least)];
}

type Rgb = readonly [number, number, number];

/** sRGB 0..1 of a number; beyond the ends it has the colour of the end. */
export function scaleOf(
  stops: readonly string[],
  low: number,
  high: number,
): (value: number) => Rgb {
  const parts = stops.slice(1).map((to, k) => ramp(stops[k]!, to));
  return (value) => {
    if (Number.isNaN(value)) return NO_COLOR;
    const t = Math.min(1, Math.max(0, (value - low) / (high - low))) * parts.length;
    const part = Math.min(parts.length - 1, Math.floor(t));
    const step = 3 * Math.round(255 * (t - part));
    const [r, g, b] = parts[part]!.subarray(step, step + 3);
    return [r! / 255, g! / 255, b! / 255];
  };
}

/** CSS colour of sRGB 0..1. */
export const hexOf = (rgb: Rgb): string =>
  `#${rgb
    .map((c) =>
      Math.round(255 * c)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
