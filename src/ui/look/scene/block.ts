import type { Session } from '#app/look/session.ts';
import { emptyLayers } from '#core/crystal/emptyLayers.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { row } from '#core/math/mat3.ts';
import { mapTuple, norm } from '#core/math/vec3.ts';
import { areSheets } from '#render/camera/pose.ts';
import type { SceneBlock, ViewDirection } from '#render/types.ts';

/** Width at which an interface can be seen, and depth at which it does not look like a chain, Å. */
const WIDE_ANG = 25;
const DEEP_ANG = 9;
/** The same width where the picture is narrow itself. */
const NARROW_ANG = 12;
/** More spheres than this are not drawn unasked. */
const MAX_UNASKED = 3000;
/** Nor more than this for the sake of a moiré that is looked at. */
export const MAX_FOLLOWED = 30_000;
/** Nor more than this when asked: the picture would no longer follow the pointer. */
export const MAX_REPEATED = 500_000;

/** Cells that a picture which repeats by itself should have, up to a number of atoms. */
export interface WantedCells {
  readonly cells: SceneBlock;
  readonly mostAtoms: number;
}

/**
 * The cells in which the picture is repeated, for the eye only. By itself a cell repeats across the view until it is
 * wide enough, its own in the middle, and away from the eye until it is deep enough: nothing pale
 * stands before the atoms of the cell. Sheets, which are seen from higher up, are as deep as wide. Along c, and through a vacuum, it repeats only when asked.
 * @param narrow whether the picture has little room at the sides
 * @param over cells that it should have besides, where it repeats by itself
 */
export function blockOf(
  structure: Structure,
  direction: ViewDirection,
  settings: Pick<Session, 'repeat' | 'repeatA' | 'repeatB' | 'repeatC'>,
  narrow: boolean,
  over: WantedCells | null = null,
): SceneBlock {
  if (settings.repeat === 'none') return about(1, 1, 1);
  const empty = new Set<number>(emptyLayers(structure).map((layer) => layer.axis));
  const open = ([0, 1, 2] as const).map((k) => !empty.has(k));
  if (settings.repeat === 'counts') {
    const asked = [settings.repeatA, settings.repeatB, settings.repeatC];
    const [p, q, r] = asked.map((n, k) => (open[k] ? n : 1)) as [number, number, number];
    return p * q * r * structure.numbers.length > MAX_REPEATED ? about(1, 1, 1) : about(p, q, r);
  }
  const wide = narrow ? NARROW_ANG : WIDE_ANG;
  const [a, b] = [0, 1].map((k) => {
    const length = norm(row(structure.lattice, k));
    return {
      across: open[k] ? odd(Math.ceil(wide / length)) : 1,
      behind: open[k] ? Math.ceil(DEEP_ANG / length) - 1 : 0,
    };
  }) as [Extents, Extents];
  const isOver = direction === 'oblique' && areSheets(structure.xyz);
  const block = unasked(direction, a, isOver ? { ...b, behind: b.across - 1 } : b);
  const count = structure.numbers.length;
  if (over !== null && open[0] && open[1]) {
    const both = joined(block, over.cells);
    if (copiesIn(both) * count <= over.mostAtoms) return both;
  }
  return copiesIn(block) * count > MAX_UNASKED ? about(1, 1, 1) : block;
}

/** How often the structure is drawn in a block. */
export const copiesIn = ({ from, to }: SceneBlock): number =>
  from.reduce((n, low, k) => n * (to[k]! - low + 1), 1);

/** All cells of both. */
const joined = (p: SceneBlock, q: SceneBlock): SceneBlock => ({
  from: mapTuple(p.from, (low, k) => Math.min(low, q.from[k]!)),
  to: mapTuple(p.to, (high, k) => Math.max(high, q.to[k]!)),
});

interface Extents {
  readonly across: number;
  readonly behind: number;
}

function unasked(direction: ViewDirection, a: Extents, b: Extents): SceneBlock {
  switch (direction) {
    case 'c':
      return about(a.across, b.across, 1);
    case 'a': {
      const { from, to } = about(1, b.across, 1);
      return { from: [-a.behind, from[1], 0], to: [0, to[1], 0] };
    }
    case 'b':
    case 'oblique': {
      const { from, to } = about(a.across, 1, 1);
      return { from, to: [to[0], b.behind, 0] };
    }
    default:
      return direction satisfies never;
  }
}

const odd = (n: number): number => n + 1 - (n % 2);

/** So many cells along each axis, the structure's own in the middle. */
function about(...counts: readonly [number, number, number]): SceneBlock {
  const from = counts.map((n) => -Math.floor((n - 1) / 2)) as [number, number, number];
  return {
    from: mapTuple(from, (n) => n + 0),
    to: mapTuple(counts, (n, k) => from[k]! + n - 1),
  };
}
