export type Corner = readonly [x: number, y: number];

/**
 * Atoms whose middle lies in a box on the screen.
 * @param place px; null for one that is not drawn
 */
export function insideBox(
  [[x0, y0], [x1, y1]]: readonly [Corner, Corner],
  count: number,
  place: (atom: number) => Corner | null,
): readonly number[] {
  const out: number[] = [];
  for (let i = 0; i < count; i++) {
    const at = place(i);
    if (at === null) continue;
    const isIn = (x: number, a: number, b: number) => x >= Math.min(a, b) && x <= Math.max(a, b);
    if (isIn(at[0], x0, x1) && isIn(at[1], y0, y1)) out.push(i);
  }
  return out;
}
