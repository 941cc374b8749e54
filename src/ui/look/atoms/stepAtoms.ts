/** Where a step leads on the screen: to the right and down are positive. */
export type StepWay = readonly [x: number, y: number];

export const STEP_WAYS: Readonly<Record<string, StepWay>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** How much farther an atom counts that lies to the side of the way. */
const ASIDE = 2.5;
/** Atoms within this distance on the screen are behind each other, px. */
const SAME_PX = 3;

/**
 * Atoms in the order in which a step from a place on the screen would reach them: near ones along the way first.
 * @param places x and y of each atom, px; NaN leaves one out
 */
export function alongWay(
  places: readonly (readonly [x: number, y: number])[],
  [x, y]: readonly [number, number],
  [wx, wy]: StepWay,
): readonly number[] {
  const costs = places.map(([px, py]) => {
    const [dx, dy] = [px - x, py - y];
    const along = dx * wx + dy * wy;
    const aside = Math.abs(dx * wy - dy * wx);
    // Beyond 60° from the way another arrow leads there.
    return along > SAME_PX && aside < 1.75 * along ? along + ASIDE * aside : Number.NaN;
  });
  return costs
    .map((_, i) => i)
    .filter((i) => !Number.isNaN(costs[i]!))
    .sort((p, q) => costs[p]! - costs[q]!);
}

/** What a step needs of the picture. */
interface Picture {
  readonly size: () => { readonly widthCssPx: number; readonly heightCssPx: number };
  readonly projectAtom: (atom: number) => readonly [xCssPx: number, yCssPx: number];
  readonly atomAt: (xCssPx: number, yCssPx: number) => { readonly atom: number } | null;
}

/** The atom that is seen at a place of the screen and is not hidden by another. */
function firstSeen(picture: Picture, order: readonly number[]): number | null {
  for (const i of order) if (picture.atomAt(...picture.projectAtom(i))?.atom === i) return i;
  return null;
}

/**
 * The next visible atom of the cell from one, or, from none, the visible one nearest to the middle of the picture.
 * @param count of the atoms
 */
export function steppedAtom(
  picture: Picture,
  count: number,
  from: number | null,
  way: StepWay,
): number | null {
  const places = Array.from({ length: count }, (_, i) => picture.projectAtom(i));
  if (from !== null) return firstSeen(picture, alongWay(places, places[from]!, way)) ?? from;
  const { widthCssPx, heightCssPx } = picture.size();
  const far = places.map(([x, y]) => Math.hypot(x - widthCssPx / 2, y - heightCssPx / 2));
  const order = far.map((_, i) => i).sort((p, q) => far[p]! - far[q]!);
  return firstSeen(picture, order);
}
