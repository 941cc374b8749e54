import { fixed } from '#core/math/decimals.ts';
import type { FigureMarks } from '#render/figureRequest.ts';
import type { Legend } from '#ui/look/colouring.ts';
import { hexOf, scaleOf } from '#ui/look/colourings/scale.ts';

type Entry = FigureMarks['legend'][number];

/** Colours of a bar: so many that no step is seen. */
const BAR_COLOURS = 48;

/**
 * A legend as names and colours, for figures: a scale is one entry, a bar between its ends with their unit.
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
  // Whole numbers have a name each already, with the unit or after it.
  const hasUnits = keys.some(({ name }) => name.endsWith(` ${unit}`));
  if ((digits === 0 || hasUnits) && first) {
    const [name, ...drawn] = first;
    const what = hasUnits || unit === '' ? quantity : `${quantity} (${unit})`;
    return [[`${what}: ${name}`, ...drawn], ...others];
  }
  return [
    [
      `${quantity}: ${fixed(low, digits)}`,
      stops[0]!,
      { colors: barColours(stops), end: `${fixed(high, digits)} ${unit}`.trim() },
    ],
    ...named,
  ];
}

function barColours(stops: readonly string[]): readonly string[] {
  const colorAt = scaleOf(stops, 0, BAR_COLOURS - 1);
  return Array.from({ length: BAR_COLOURS }, (_, k) => hexOf(colorAt(k)));
}
