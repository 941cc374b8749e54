import type { SceneHandle } from '#render/types.ts';

/** Corners in which a card may stand, those first that hide no words; distances from the edges as in its style, px. */
const CORNERS = {
  'left top': { x: 'left', y: 'top', offPx: [14, 72], words: 0 },
  'left bottom': { x: 'left', y: 'bottom', offPx: [14, 132], words: 0 },
  'right top': { x: 'right', y: 'top', offPx: [14, 56], words: 0.1 },
  'right bottom': { x: 'right', y: 'bottom', offPx: [14, 92], words: 0.1 },
} as const;
export type Corner = keyof typeof CORNERS;

/** So many atoms tell where there are many. */
const ENOUGH = 2000;

/** Places of atoms in a picture, and its size, CSS px. */
export type Pictured = Pick<SceneHandle, 'projectAtom' | 'size'>;

/**
 * The corner of the picture where a card hides the fewest atoms, and never the one that it is about if that can be
 * helped.
 * @param at.legendPx where the legend in the upper left corner ends
 */
export function freeCorner(
  card: { readonly offsetWidth: number; readonly offsetHeight: number },
  picture: Pictured,
  at: { readonly atom: number; readonly count: number; readonly legendPx: number },
): Corner {
  const { atom, count, legendPx } = at;
  const { widthCssPx, heightCssPx } = picture.size();
  const [wide, tall] = [card.offsetWidth, card.offsetHeight];
  const step = Math.ceil(count / ENOUGH);
  const places = Array.from({ length: Math.ceil(count / step) }, (_, k) =>
    picture.projectAtom(k * step),
  );
  const own = picture.projectAtom(atom);
  const costs = Object.entries(CORNERS).map(([name, { x, y, offPx, words }]) => {
    const left = x === 'left' ? offPx[0] : widthCssPx - offPx[0] - wide;
    const above = name === 'left top' ? Math.max(offPx[1], legendPx) : offPx[1];
    const top = y === 'top' ? above : heightCssPx - offPx[1] - tall;
    const isUnder = ([px, py]: readonly [number, number]): boolean =>
      px > left && px < left + wide && py > top && py < top + tall;
    const hidden = places.filter(isUnder).length / Math.max(1, places.length);
    return { name: name as Corner, cost: hidden + words + (isUnder(own) ? 1 : 0) };
  });
  return costs.reduce((best, one) => (one.cost < best.cost ? one : best)).name;
}
