import { type NeighbourLimits, neighbourLimits } from '#core/crystal/coordination/limits.ts';
import { neighboursOf } from '#core/crystal/coordination/neighbours.ts';
import { COVALENT_RADIUS_ANG } from '#core/crystal/elements.ts';
import { mulRow } from '#core/math/mat3.ts';
import { inverse2, rowTimes } from '#core/math/plane2.ts';
import { add, sub, unit, type Vec3 } from '#core/math/vec3.ts';
import { type EditableSlab, NO_SITE } from './editableSlab.ts';
import type { OuterFace } from './handEdit.ts';
import { type SlabPoint, vectorInStack } from './slabFrame.ts';

/** A neighbour that an atom has in its crystal and misses in the slab. */
export interface DanglingBond {
  readonly atom: number;
  /** Towards the missing neighbour, in the stack as it is strained, of length 1. */
  readonly direction: Vec3;
  /** Where the missing neighbour would be. */
  readonly missing: SlabPoint;
  /** Neighbours of the atom in the crystal. */
  readonly coordination: number;
}

/** The longest distances between neighbours, of all crystals of a stack. */
export function limitsOf(slabs: readonly EditableSlab[]): NeighbourLimits {
  const crystals = slabs.map(({ frame }) => frame.cut.slab.surface);
  return neighbourLimits(
    Uint8Array.from(new Set(crystals.flatMap(({ numbers }) => [...numbers]))),
    crystals,
  );
}

/** The dangling bonds of some atoms of a slab; none of atoms that were added by hand. */
export function danglingBonds(
  slab: EditableSlab,
  atoms: readonly number[],
  limits: NeighbourLimits,
): readonly DanglingBond[] {
  const { cut } = slab.frame;
  const { surface } = cut.slab;
  const toCells = inverse2(cut.supercell);
  const shells = new Map<number, readonly Vec3[]>();
  const shellOf = (site: number): readonly Vec3[] => {
    const known = shells.get(site) ?? neighbourVectors(surface, limits, site);
    shells.set(site, known);
    return known;
  };
  return atoms.flatMap((atom): DanglingBond[] => {
    if (!(slab.site[atom]! < surface.numbers.length)) return [];
    const shell = shellOf(slab.site[atom]!);
    const [a, b, heightAng] = slab.points[atom]!;
    return shell.flatMap((bond): DanglingBond[] => {
      const [da, db] = rowTimes([bond[0], bond[1]], toCells);
      const missing: SlabPoint = [part(a + da), part(b + db), heightAng + bond[2]];
      if (slab.atPoint(missing) !== null) return [];
      const direction = unit(vectorInStack(slab.frame, bond));
      return [{ atom, direction, missing, coordination: shell.length }];
    });
  });
}

const part = (x: number): number => x - Math.floor(x);

function neighbourVectors(
  surface: EditableSlab['frame']['cut']['slab']['surface'],
  limits: NeighbourLimits,
  site: number,
): readonly Vec3[] {
  const { lattice, numbers, xyz, charges } = surface;
  const at = (i: number): Vec3 => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
  return neighboursOf({ lattice, numbers, xyz }, charges ?? [], limits, site).map((n) =>
    sub(add(at(n.atom), mulRow(n.image, lattice)), at(site)),
  );
}

/** Bonds flatter than this point to neither face, Å along the normal per Å. */
const FLAT = 0.05;
/** A missing neighbour no deeper than this below the outermost atom stands at the face, Å. */
const FACE_ANG = 1;

/**
 * The dangling bonds that are at an outer face: they point out of the slab, to where the cut ended the crystal or to an atom
 * that was taken from the face. Bonds around an empty place inside the slab are not at a face.
 */
export function bondsAtFace(
  slab: EditableSlab,
  bonds: readonly DanglingBond[],
  face: OuterFace,
): readonly DanglingBond[] {
  const sign = face === 'top' ? 1 : -1;
  const sited = slab.living().filter((i) => slab.site[i] !== NO_SITE);
  const outermost = outermostOf(slab, sited, sign);
  return bonds.filter(
    ({ direction, missing }) =>
      sign * direction[2] > FLAT &&
      (slab.atPoint(missing, 'deleted too') === null || sign * missing[2] > outermost - FACE_ANG),
  );
}

/**
 * The atoms of a slab that can have bonds at a face: those within reach of its outermost atom. Others need not be looked at.
 */
export function atomsNearFace(
  slab: EditableSlab,
  face: OuterFace,
  limits: NeighbourLimits,
): readonly number[] {
  const sign = face === 'top' ? 1 : -1;
  const sited = slab.living().filter((i) => slab.site[i] !== NO_SITE);
  const least = outermostOf(slab, sited, sign) - FACE_ANG - Math.max(...limits.values());
  return sited.filter((i) => sign * slab.points[i]![2] >= least);
}

const outermostOf = (slab: EditableSlab, atoms: readonly number[], sign: number): number =>
  atoms.reduce((most, i) => Math.max(most, sign * slab.points[i]![2]), Number.NEGATIVE_INFINITY);

/** Length of a bond to hydrogen, Å: the sum of the covalent radii. */
export const capAng = (number: number): number =>
  COVALENT_RADIUS_ANG[number]! + COVALENT_RADIUS_ANG[1]!;
