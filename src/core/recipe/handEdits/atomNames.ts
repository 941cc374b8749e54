import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { type Built, type BuiltSlab, framesOf } from '#core/recipe/build.ts';
import { rigidBuilt } from '#core/recipe/edits/relaxed.ts';
import type { AtomPlace, SlabAtoms } from './handEdit.ts';
import { fractionsOf, pointAt, type SlabPoint } from './slabFrame.ts';

/** The names of some atoms of a stack, by slab: what edits hold. */
export function namesOf(built: Built, atoms: readonly number[]): readonly SlabAtoms[] {
  const frames = framesOf(built);
  const { numbers, layer, xyz } = rigidBuilt(built).structure;
  const points = built.byHand?.points ?? null;
  const bySlab = new Map<number, AtomPlace[]>();
  for (const i of atoms) {
    const slab = layer[i]!;
    const frame = frames[slab]!;
    const point: SlabPoint =
      points === null
        ? pointAt(frame, [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!])
        : [points[3 * i]!, points[3 * i + 1]!, points[3 * i + 2]!];
    const place: AtomPlace = [SYMBOLS[numbers[i]!]!, ...fractionsOf(frame, point)];
    const list = bySlab.get(slab);
    if (list === undefined) bySlab.set(slab, [place]);
    else list.push(place);
  }
  return [...bySlab]
    .sort(([p], [q]) => p - q)
    .map(([slab, at]) => slabAtoms(built.slabs, slab, at));
}

/** The name of an atom that is to be put at a position, Å, as one of a slab. */
export function placeInSlab(
  built: Built,
  slab: number,
  element: string,
  xyzAng: Vec3,
): readonly SlabAtoms[] {
  const frame = framesOf(built)[slab]!;
  const place: AtomPlace = [element, ...fractionsOf(frame, pointAt(frame, xyzAng))];
  return [slabAtoms(built.slabs, slab, [place])];
}

/** The slab that a height belongs to, Å: the one it lies in, else the nearest. */
export function slabAtHeight({ slabs }: Pick<Built, 'slabs'>, zAng: number): number {
  const off = ({ lowAng, highAng }: BuiltSlab) => Math.max(lowAng - zAng, zAng - highAng, 0);
  let best = 0;
  for (const [i, slab] of slabs.entries()) if (off(slab) < off(slabs[best]!)) best = i;
  return best;
}

const slabAtoms = (
  slabs: readonly BuiltSlab[],
  slab: number,
  at: readonly AtomPlace[],
): SlabAtoms => {
  const { spec, matrix } = slabs[slab]!;
  return { slab, material: spec.material, hkl: spec.hkl, supercell: matrix, at };
};
