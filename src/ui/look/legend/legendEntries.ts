import { fixed } from '#core/math/decimals.ts';
import type { FigureMarks } from '#render/figureRequest.ts';
import type { Legend } from '#ui/look/colouring.ts';

type Entry = FigureMarks['legend'][number];

/**
 * A legend as names and colours alone, for where a scale cannot be drawn: its ends and its middle, with the unit.
 * @param quantity what the numbers are, before the first of them
 * @param areWires whether elements have their marks among wires
 */
export function legendEntries(
  { keys, scale }: Legend,
  quantity: string,
  areWires = false,
): readonly Entry[] {
  const named = keys.map(
    ({ name, color, isStriped, wire }): Entry =>
      isStriped
        ? [name, color, 'striped']
        : areWires && wire !== undefined
          ? [name, color, wire]
          : [name, color],
  );
  if (scale === null) return named;
  const { stops, low, high, digits, unit } = scale;
  const [first, ...others] = named;
  // Whole numbers have a name each already.
  const isNamed = digits === 0 || keys.some(({ name }) => name.endsWith(` ${unit}`));
  if (isNamed && first) {
    const [name, ...drawn] = first;
    return [[`${quantity}: ${name}`, ...drawn], ...others];
  }
  return [
    ...stops.map((color, k): Entry => {
      const value = low + ((high - low) * k) / (stops.length - 1);
      const text = `${fixed(value, digits)} ${unit}`;
      return [k === 0 ? `${quantity}: ${text}` : text, color];
    }),
    ...named,
  ];
}
