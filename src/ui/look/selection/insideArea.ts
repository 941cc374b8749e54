export type Corner = readonly [x: number, y: number];

/**
 * Atoms whose middle lies inside an outline on the screen, or on it. An outline that crosses itself holds what a line to
 * far away crosses it an odd number of times from.
 * @param outline corners in order, px; the last one is joined to the first
 * @param place px; null for one that is not drawn
 */
export function insideArea(
  outline: readonly Corner[],
  count: number,
  place: (atom: number) => Corner | null,
): readonly number[] {
  const out: number[] = [];
  for (let i = 0; i < count; i++) {
    const at = place(i);
    if (at !== null && isInside(outline, at)) out.push(i);
  }
  return out;
}

function isInside(outline: readonly Corner[], [x, y]: Corner): boolean {
  let inside = false;
  for (const [k, [x1, y1]] of outline.entries()) {
    const [x0, y0] = outline[(k + outline.length - 1) % outline.length]!;
    const side = (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0);
    const isBetween = (v: number, a: number, b: number) =>
      v >= Math.min(a, b) && v <= Math.max(a, b);
    if (side === 0 && isBetween(x, x0, x1) && isBetween(y, y0, y1)) return true;
    // The half-open interval counts a corner that the line goes through once.
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)) inside = !inside;
  }
  return inside;
}
