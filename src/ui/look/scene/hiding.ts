import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import type { Model } from '#app/document/model.ts';
import { type Hidden, hiddenOf } from '#app/look/hidden.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import type {
  SceneBonds,
  SceneContact,
  SceneImages,
  ScenePolyhedra,
  SceneProps,
  SceneTopology,
} from '#render/types.ts';
import { cutsAcross, cuttingPlanes, isCutAway } from './clipping.ts';

/** N, 1 for atoms that are left out; null where all are drawn. */
export type Mask = Uint8Array | null;

export function hiddenMask(structure: Structure, hidden: Hidden, model: Model | null): Mask {
  const { elements, slabs, clip } = hidden;
  const { numbers, layer } = structure;
  const atoms = hiddenOf(hidden, markedAtoms(numbers, model?.built.recipe ?? null));
  const planes = cuttingPlanes(clip, structure, model);
  if (elements.length + slabs.length + atoms.length === 0 && planes === null) return null;
  const mask = Uint8Array.from(numbers, (z, i) =>
    elements.includes(z) || slabs.includes(layer[i]!) ? 1 : 0,
  );
  for (const i of atoms) mask[i] = 1;
  if (planes !== null)
    for (let i = 0; i < mask.length; i++) if (isCutAway(planes, structure, i)) mask[i] = 1;
  // Planes may cut images away and no atom of the cell.
  return planes !== null || mask.includes(1) ? mask : null;
}

/** Atoms of slabs that are hidden and of what is cut away: not of elements or single atoms, without which a slab is what it was. */
export const goneMask = (structure: Structure, hidden: Hidden, model: Model | null): Mask =>
  hiddenMask(structure, { ...hidden, elements: [], atoms: [] }, model);

/** Whether repeated cells in the plane of a and b would be cut at other heights than the cell. */
export const isCutApart = (structure: Structure, { clip }: Hidden, model: Model | null): boolean =>
  cutsAcross(cuttingPlanes(clip, structure, model), structure);

/** Tells of images whether they stand where a clip cuts away, whose atom may be shown. */
export type ImageCut = ((atom: number, cells: IntVec3) => boolean) | null;

export function imageCut(structure: Structure, { clip }: Hidden, model: Model | null): ImageCut {
  const planes = cuttingPlanes(clip, structure, model);
  return planes && ((atom, cells) => isCutAway(planes, structure, atom, cells));
}

/**
 * Leaves atoms out, with their bonds. Spheres of no size are not drawn, take no light and are not picked, and the camera
 * stays where it is.
 */
export const hideAtoms = <Scene extends Pick<SceneProps, 'radiiAng' | 'topology'>>(
  scene: Scene,
  mask: Mask,
  cut: ImageCut = null,
): Scene =>
  mask === null
    ? scene
    : {
        ...scene,
        radiiAng: scene.radiiAng.map((ang, i) => (mask[i] === 1 ? 0 : ang)),
        topology: hideTopology(scene.topology, mask, cut),
      };

export const hideContacts = (
  contacts: readonly SceneContact[],
  mask: Mask,
  cut: ImageCut = null,
): readonly SceneContact[] =>
  mask === null
    ? contacts
    : contacts.filter(
        ({ a, b, image }) => mask[a] !== 1 && mask[b] !== 1 && (cut === null || !cut(b, image)),
      );

/** Leaves out bonds and images of hidden atoms, and bodies that have one as centre or corner. */
export function hideTopology(
  topology: SceneTopology,
  mask: Mask,
  cut: ImageCut = null,
): SceneTopology {
  if (mask === null) return topology;
  return {
    ...topology,
    bonds: shownBonds(topology.bonds, mask),
    images: shownImages(topology.images, mask, cut),
    polyhedra: topology.polyhedra && shownPolyhedra(topology.polyhedra, mask, cut),
  };
}

function kept(count: number, isShown: (k: number) => boolean): number[] {
  const out: number[] = [];
  for (let k = 0; k < count; k++) if (isShown(k)) out.push(k);
  return out;
}

const triples = (of: Int16Array, keep: readonly number[]): Int16Array =>
  Int16Array.from(keep.flatMap((k) => [of[3 * k]!, of[3 * k + 1]!, of[3 * k + 2]!]));

const cellsAt = (of: Int16Array, k: number): IntVec3 => [
  of[3 * k]!,
  of[3 * k + 1]!,
  of[3 * k + 2]!,
];

function shownBonds({ a, b, image }: SceneBonds, mask: Uint8Array): SceneBonds {
  const keep = kept(a.length, (k) => mask[a[k]!] !== 1 && mask[b[k]!] !== 1);
  return {
    a: Uint32Array.from(keep, (k) => a[k]!),
    b: Uint32Array.from(keep, (k) => b[k]!),
    image: triples(image, keep),
  };
}

function shownImages(images: SceneImages, mask: Uint8Array, cut: ImageCut): SceneImages {
  const keep = kept(images.atom.length, (k) => {
    const atom = images.atom[k]!;
    return mask[atom] !== 1 && (cut === null || !cut(atom, cellsAt(images.cells, k)));
  });
  return {
    ...images,
    atom: Uint32Array.from(keep, (k) => images.atom[k]!),
    cells: triples(images.cells, keep),
  };
}

function shownPolyhedra(bodies: ScenePolyhedra, mask: Uint8Array, cut: ImageCut): ScenePolyhedra {
  const cornersOf = (k: number) =>
    kept(bodies.start[k + 1]! - bodies.start[k]!, () => true).map((l) => bodies.start[k]! + l);
  const isShown = (atom: number, cells: Int16Array, k: number) =>
    mask[atom] !== 1 && (cut === null || !cut(atom, cellsAt(cells, k)));
  const keep = kept(
    bodies.centre.length,
    (k) =>
      isShown(bodies.centre[k]!, bodies.centreCells, k) &&
      cornersOf(k).every((l) => isShown(bodies.corner[l]!, bodies.cornerCells, l)),
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
  model: Model | null,
) => SceneTopology | null {
  let of: {
    readonly structure: object;
    readonly hidden: Hidden;
    readonly mask: Mask;
    readonly cut: ImageCut;
  } | null = null;
  let made: {
    readonly from: SceneTopology;
    readonly mask: Mask;
    readonly to: SceneTopology;
  } | null = null;
  return (topology, structure, hidden, model) => {
    if (of?.structure !== structure || of.hidden !== hidden)
      of = {
        structure,
        hidden,
        mask: hiddenMask(structure, hidden, model),
        cut: imageCut(structure, hidden, model),
      };
    const { mask, cut } = of;
    if (topology === null) return null;
    if (made?.from !== topology || made.mask !== mask)
      made = { from: topology, mask, to: hideTopology(topology, mask, cut) };
    return made.to;
  };
}
