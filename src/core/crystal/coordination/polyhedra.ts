import type { BondList } from '#core/crystal/neighbors.ts';
import type { ImageList } from './completion.ts';
import { ligandShells } from './shells.ts';

/** Centres and the ligands around them. Each atom is given with the cell that it lies in. */
export interface PolyhedronList {
  readonly centre: Uint32Array;
  /** 3 per polyhedron: cells from where the structure lists its centre. */
  readonly centreCells: Int16Array;
  /** One more than polyhedra: the corners of number k are those from `start[k]` to `start[k + 1]`. */
  readonly start: Uint32Array;
  readonly corner: Uint32Array;
  /** 3 per corner. */
  readonly cornerCells: Int16Array;
}

/** Fewer ligands span no polyhedron. */
export const LEAST_CORNERS = 4;
/** With more ligands, as around La in LaAlO3, the polyhedron would hide those of the other atoms. */
export const MOST_CORNERS = 8;

/**
 * A polyhedron around every cation with four to eight ligands, in the cell and among the images that are centres too:
 * those on the faces of the cell, all of whose ligands are drawn.
 * @param images what is drawn besides the atoms of the cell
 * @param charges N formal charges, e; may be empty
 */
export function polyhedraOf(
  bonds: BondList,
  numbers: ArrayLike<number>,
  charges: ArrayLike<number>,
  images: ImageList,
): PolyhedronList {
  const shells = ligandShells(bonds, numbers, charges, 'unlike');
  const drawn = new Set<string>();
  const name = (i: number, u: number, v: number, w: number) => `${i} ${u} ${v} ${w}`;
  for (let k = 0; k < images.atom.length; k++)
    drawn.add(name(images.atom[k]!, ...at(images.cells, k)));
  const centre: number[] = [];
  const centreCells: number[] = [];
  const start = [0];
  const corner: number[] = [];
  const cornerCells: number[] = [];
  const add = (i: number, [u, v, w]: Triple, isImage: boolean) => {
    const [first, end] = [shells.start[i]!, shells.start[i + 1]!];
    if (end - first < LEAST_CORNERS || end - first > MOST_CORNERS) return;
    const cells: number[] = [];
    for (let l = first; l < end; l++) {
      const [x, y, z] = at(shells.cells, l);
      const there: Triple = [u + x, v + y, w + z];
      const isOwn = there.every((c) => c === 0);
      if (isImage && !isOwn && !drawn.has(name(shells.ligand[l]!, ...there))) return;
      cells.push(...there);
    }
    centre.push(i);
    centreCells.push(u, v, w);
    for (let l = first; l < end; l++) corner.push(shells.ligand[l]!);
    for (const c of cells) cornerCells.push(c);
    start.push(corner.length);
  };
  for (let i = 0; i < numbers.length; i++) add(i, [0, 0, 0], false);
  for (let k = 0; k < images.atom.length; k++) add(images.atom[k]!, at(images.cells, k), true);
  return {
    centre: Uint32Array.from(centre),
    centreCells: Int16Array.from(centreCells),
    start: Uint32Array.from(start),
    corner: Uint32Array.from(corner),
    cornerCells: Int16Array.from(cornerCells),
  };
}

type Triple = readonly [number, number, number];

const at = (cells: ArrayLike<number>, k: number): Triple => [
  cells[3 * k]!,
  cells[3 * k + 1]!,
  cells[3 * k + 2]!,
];
