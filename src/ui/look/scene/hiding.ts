import type { Clip, Hidden } from '#app/look/hidden.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';
import type {
  SceneBonds,
  SceneContact,
  SceneImages,
  ScenePolyhedra,
  SceneProps,
  SceneTopology,
} from '#render/types.ts';

/** N, 1 for atoms that are left out; null where all are drawn. */
export type Mask = Uint8Array | null;

export function hiddenMask(
  { numbers, layer, lattice, xyz }: Structure,
  { elements, slabs, atoms = [], clip }: Hidden,
): Mask {
  if (elements.length + slabs.length + atoms.length === 0 && clip === undefined) return null;
  const mask = Uint8Array.from(numbers, (z, i) =>
    elements.includes(z) || slabs.includes(layer[i]!) ? 1 : 0,
  );
  // Beyond the end a typed array takes nothing: atoms of a larger structure before this one.
  for (const i of atoms) mask[i] = 1;
  if (clip !== undefined) clipAtoms(mask, clip, lattice, xyz);
  return mask.includes(1) ? mask : null;
}

/** Of a plane that an atom lies in, as a fraction of the cell. */
const ON_PLANE = 1e-4;

function clipAtoms(
  mask: Uint8Array,
  { axis, from, to }: Clip,
  lattice: Float64Array,
  xyz: ArrayLike<number>,
): void {
  const toFrac = inverse(lattice);
  for (let i = 0; i < mask.length; i++) {
    const f = mulRow([xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!], toFrac)[axis]!;
    if (f < from - ON_PLANE || f > to + ON_PLANE) mask[i] = 1;
  }
}

/**
 * Leaves atoms out, with their bonds. Spheres of no size are not drawn, take no light and are not picked, and the camera
 * stays where it is.
 */
export const hideAtoms = <Scene extends Pick<SceneProps, 'radiiAng' | 'topology'>>(
  scene: Scene,
  mask: Mask,
  clip?: Clip,
): Scene =>
  mask === null
    ? scene
    : {
        ...scene,
        radiiAng: scene.radiiAng.map((ang, i) => (mask[i] === 1 ? 0 : ang)),
        topology: hideTopology(scene.topology, mask, clip),
      };

export const hideContacts = (
  contacts: readonly SceneContact[],
  mask: Mask,
): readonly SceneContact[] =>
  mask === null ? contacts : contacts.filter(({ a, b }) => mask[a] !== 1 && mask[b] !== 1);

/** Leaves out bonds and images of hidden atoms, and bodies that have one as centre or corner. */
export function hideTopology(topology: SceneTopology, mask: Mask, clip?: Clip): SceneTopology {
  if (mask === null) return topology;
  return {
    ...topology,
    bonds: shownBonds(topology.bonds, mask),
    images: shownImages(topology.images, mask, clip),
    polyhedra: topology.polyhedra && shownPolyhedra(topology.polyhedra, mask),
  };
}

function kept(count: number, isShown: (k: number) => boolean): number[] {
  const out: number[] = [];
  for (let k = 0; k < count; k++) if (isShown(k)) out.push(k);
  return out;
}

const triples = (of: Int16Array, keep: readonly number[]): Int16Array =>
  Int16Array.from(keep.flatMap((k) => [of[3 * k]!, of[3 * k + 1]!, of[3 * k + 2]!]));

function shownBonds({ a, b, image }: SceneBonds, mask: Uint8Array): SceneBonds {
  const keep = kept(a.length, (k) => mask[a[k]!] !== 1 && mask[b[k]!] !== 1);
  return {
    a: Uint32Array.from(keep, (k) => a[k]!),
    b: Uint32Array.from(keep, (k) => b[k]!),
    image: triples(image, keep),
  };
}

/** Across a clip the cell is not completed: an image on the far face lies beyond it. */
function shownImages(images: SceneImages, mask: Uint8Array, clip?: Clip): SceneImages {
  const isInside = (k: number) => clip === undefined || images.cells[3 * k + clip.axis] === 0;
  const keep = kept(images.atom.length, (k) => mask[images.atom[k]!] !== 1 && isInside(k));
  return {
    ...images,
    atom: Uint32Array.from(keep, (k) => images.atom[k]!),
    cells: triples(images.cells, keep),
  };
}

function shownPolyhedra(bodies: ScenePolyhedra, mask: Uint8Array): ScenePolyhedra {
  const cornersOf = (k: number) =>
    kept(bodies.start[k + 1]! - bodies.start[k]!, () => true).map((l) => bodies.start[k]! + l);
  const keep = kept(
    bodies.centre.length,
    (k) =>
      mask[bodies.centre[k]!] !== 1 && cornersOf(k).every((l) => mask[bodies.corner[l]!] !== 1),
  );
  const corners = keep.map(cornersOf);
  const start = [0];
  for (const list of corners) start.push(start.at(-1)! + list.length);
  return {
    centre: Uint32Array.from(keep, (k) => bodies.centre[k]!),
    centreCells: triples(bodies.centreCells, keep),
    start: Uint32Array.from(start),
    corner: Uint32Array.from(corners.flat(), (l) => bodies.corner[l]!),
    cornerCells: triples(bodies.cornerCells, corners.flat()),
  };
}

/** Leaves atoms out of frame after frame: the same objects for as long as nothing changes. */
export function frameHider(): (
  topology: SceneTopology | null,
  structure: Structure,
  hidden: Hidden,
) => SceneTopology | null {
  let of: { readonly structure: object; readonly hidden: Hidden; readonly mask: Mask } | null =
    null;
  let made: {
    readonly from: SceneTopology;
    readonly mask: Mask;
    readonly to: SceneTopology;
  } | null = null;
  return (topology, structure, hidden) => {
    if (of?.structure !== structure || of.hidden !== hidden)
      of = { structure, hidden, mask: hiddenMask(structure, hidden) };
    const { mask } = of;
    if (topology === null) return null;
    if (made?.from !== topology || made.mask !== mask)
      made = { from: topology, mask, to: hideTopology(topology, mask, hidden.clip) };
    return made.to;
  };
}
