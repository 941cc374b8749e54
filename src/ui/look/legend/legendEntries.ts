import { fixed } from '#core/math/decimals.ts';
import type { Legend } from '#ui/look/colouring.ts';

type Entry = readonly [name: string, color: string];

/** A legend as names and colours alone, for where a scale cannot be drawn: its ends and its middle, with the unit. */
export function legendEntries({ keys, scale }: Legend): readonly Entry[] {
  const named = keys.map(({ name, color }): Entry => [name, color]);
  // Whole numbers have a name each already.
  if (scale === null || (scale.digits === 0 && keys.length > 0)) return named;
  const { stops, low, high, digits, unit } = scale;
  return [
    ...stops.map((color, k): Entry => {
      const value = low + ((high - low) * k) / (stops.length - 1);
      return [`${fixed(value, digits)} ${unit}`, color];
    }),
    ...named,
  ];
}
