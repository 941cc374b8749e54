import { wholeUnits } from '#core/crystal/bondedUnits.ts';
import { emptyLayers } from '#core/crystal/emptyLayers.ts';
import type { BondList } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { hypot } from '#core/math/hypot.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import { ligandShells } from './shells.ts';

/**
 * How the picture of a cell ends at its faces.
 * - `cell`: with the atoms of the cell.
 * - `complete`: atoms on a face stand on the opposite face too, and every centre has all its ligands.
 * - `molecules`: the same, and no molecule is cut.
 */
export type Completion = 'cell' | 'complete' | 'molecules';

/** Images of atoms: for the eye only, in no count and in no file. */
export interface ImageList {
  readonly atom: Uint32Array;
  /** 3 per image: cells from where the structure lists its atom. */
  readonly cells: Int16Array;
}

/** Distance from a face of the cell within which an atom lies on it, Å. */
export const ON_FACE_ANG = 0.1;

/** Images farther away than so many cells are not drawn: no molecule is that long. */
const MOST_CELLS = 100;

export const NO_IMAGES: ImageList = { atom: new Uint32Array(0), cells: new Int16Array(0) };

/**
 * The images that complete the picture of a cell, each once, none of them an atom of the cell itself. There are none
 * on the far side of a vacuum.
 * @param bonds sticks of the same structure
 * @param charges N formal charges, e, which say what is a centre; may be empty
 * @param rest the same atoms at rest, which say what lies on a face: an atom that vibrates does not come and go
 */
export function completingImages(
  structure: Structure,
  bonds: BondList,
  charges: ArrayLike<number>,
  completion: Completion,
  rest: Structure = structure,
): ImageList {
  if (completion === 'cell' || structure.numbers.length === 0) return NO_IMAGES;
  const images = collector();
  repeatOnFaces(structure, rest, images);
  addLigands(structure, bonds, charges, images);
  if (completion === 'molecules') completeMolecules(structure, images);
  return images.list();
}

/** Images and others that something drawn leads to, each once. */
export function withImages(
  { atom, cells }: ImageList,
  others: readonly { readonly atom: number; readonly cells: readonly [number, number, number] }[],
): ImageList {
  const images = collector();
  for (let k = 0; k < atom.length; k++)
    images.add(atom[k]!, cells[3 * k]!, cells[3 * k + 1]!, cells[3 * k + 2]!);
  for (const other of others) images.add(other.atom, ...other.cells);
  return images.list();
}

interface Collector {
  readonly atom: number[];
  readonly cells: number[];
  readonly add: (atom: number, u: number, v: number, w: number) => void;
  readonly list: () => ImageList;
}

function collector(): Collector {
  const seen = new Set<number>();
  const atom: number[] = [];
  const cells: number[] = [];
  const side = 2 * MOST_CELLS + 1;
  return {
    atom,
    cells,
    add(i, u, v, w) {
      if (u === 0 && v === 0 && w === 0) return;
      if (Math.max(Math.abs(u), Math.abs(v), Math.abs(w)) > MOST_CELLS) return;
      const key = ((i * side + u + MOST_CELLS) * side + v + MOST_CELLS) * side + w + MOST_CELLS;
      if (seen.has(key)) return;
      seen.add(key);
      atom.push(i);
      cells.push(u, v, w);
    },
    list: () => ({ atom: Uint32Array.from(atom), cells: Int16Array.from(cells) }),
  };
}

/**
 * An atom on a face has one image, on an edge three, on a corner seven.
 * @param rest says which atoms lie on which faces; where they are now says on which of the two
 */
function repeatOnFaces(structure: Structure, rest: Structure, images: Collector): void {
  const inverses = [inverse(rest.lattice), inverse(structure.lattice)] as const;
  const across = new Set<number>(emptyLayers(rest).map((layer) => layer.axis));
  const [inv] = inverses;
  // Columns of the inverse are the reciprocal vectors, whose length is one over the height of the cell.
  const within = [0, 1, 2].map((k) =>
    across.has(k) ? -1 : ON_FACE_ANG * hypot(inv[k]!, inv[3 + k]!, inv[6 + k]!),
  );
  for (let i = 0; i < rest.numbers.length; i++) {
    const listed = mulRow(row(rest.xyz, i), inverses[0]);
    const now = rest === structure ? listed : mulRow(row(structure.xyz, i), inverses[1]);
    const [us, vs, ws] = listed.map((f, k) => {
      if (!(Math.abs(f - Math.round(f)) < within[k]!)) return [0];
      const face = Math.round(now[k]!);
      return face === 0 ? [0, 1] : face === 1 ? [0, -1] : [0];
    }) as [number[], number[], number[]];
    for (const u of us) for (const v of vs) for (const w of ws) images.add(i, u, v, w);
  }
}

/** All ligands of the centres in the cell and on its faces. */
function addLigands(
  { numbers }: Structure,
  bonds: BondList,
  charges: ArrayLike<number>,
  images: Collector,
): void {
  const { start, ligand, cells } = ligandShells(bonds, numbers, charges, 'all');
  const surround = (centre: number, u: number, v: number, w: number) => {
    for (let l = start[centre]!; l < start[centre + 1]!; l++)
      images.add(ligand[l]!, u + cells[3 * l]!, v + cells[3 * l + 1]!, w + cells[3 * l + 2]!);
  };
  const onFaces = images.atom.length;
  for (let i = 0; i < numbers.length; i++) surround(i, 0, 0, 0);
  for (let k = 0; k < onFaces; k++)
    surround(
      images.atom[k]!,
      images.cells[3 * k]!,
      images.cells[3 * k + 1]!,
      images.cells[3 * k + 2]!,
    );
}

/** The other atoms of each molecule and polyatomic ion that has an atom in the picture. */
function completeMolecules(structure: Structure, images: Collector): void {
  const units = wholeUnits(structure);
  const unitOf = new Map<number, { unit: number; cells: readonly [number, number, number] }>();
  for (const [unit, { atoms, cells }] of units.entries())
    for (const [k, atom] of atoms.entries()) unitOf.set(atom, { unit, cells: cells[k]! });
  const complete = (atom: number, u: number, v: number, w: number) => {
    const member = unitOf.get(atom);
    if (member === undefined) return;
    const { atoms, cells } = units[member.unit]!;
    const [p, q, r] = member.cells;
    for (const [k, other] of atoms.entries()) {
      const [x, y, z] = cells[k]!;
      images.add(other, u + x - p, v + y - q, w + z - r);
    }
  };
  const before = images.atom.length;
  for (let i = 0; i < structure.numbers.length; i++) complete(i, 0, 0, 0);
  for (let k = 0; k < before; k++)
    complete(
      images.atom[k]!,
      images.cells[3 * k]!,
      images.cells[3 * k + 1]!,
      images.cells[3 * k + 2]!,
    );
}
