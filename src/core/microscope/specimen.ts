import { axesInStack } from '#core/atoms/crystalAxes.ts';
import { type Crystal, unitCellStructure } from '#core/crystal/crystal.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { type Mat3, mul, row, transpose } from '#core/math/mat3.ts';
import { cross, unit, type Vec3 } from '#core/math/vec3.ts';
import { buildNanocrystal, capRotation } from '#core/nanocrystal/buildNanocrystal.ts';
import { planeNormal } from '#core/nanocrystal/facets.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import type { Built } from '#core/recipe/build.ts';
import {
  crystalOf,
  type Library,
  materialOf,
  shortName,
  withOwn,
} from '#core/recipe/crystals/library.ts';
import { closingOf } from '#core/recipe/recipe.ts';
import type { LaidCrystal } from './reflections.ts';

/** A crystal of a specimen, and how much of the specimen it is. */
export interface SpecimenCrystal extends LaidCrystal {
  /** Part of the atoms, 0 … 1. */
  readonly share: number;
}

/** What lies under the beam. Plain data. */
export interface Specimen {
  readonly title: string;
  readonly kind: 'crystal' | 'interface' | 'nanocrystal';
  readonly structure: Structure;
  /** Along which vectors of its cell it goes on without end. */
  readonly repeats: readonly [boolean, boolean, boolean];
  /** One or several; the first is the crystal, the substrate, the core. */
  readonly crystals: readonly SpecimenCrystal[];
  /** What points up in the picture where it can: the interface normal, the normal of the shared facet. */
  readonly up: Vec3;
}

/** A crystal without end. */
export function crystalSpecimen(
  name: string,
  crystal: Omit<Crystal, 'name' | 'charges'>,
): Specimen {
  const structure = unitCellStructure({ ...crystal, name, charges: null });
  return {
    title: name,
    kind: 'crystal',
    structure,
    repeats: [true, true, true],
    crystals: [laid(name, crystal, crystal.lattice, 1)],
    up: row(crystal.lattice, 1),
  };
}

const XYZ: Mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Atoms that end on all sides, of crystals that are not known: without reflections, and with directions along x, y, z. */
export const particleSpecimen = (name: string, structure: Structure): Specimen => ({
  title: name,
  kind: 'nanocrystal',
  structure,
  repeats: [false, false, false],
  crystals: [laid(name, { numbers: new Uint8Array(), frac: new Float64Array() }, XYZ, 1)],
  up: [0, 1, 0],
});

/** The stack of a document: without end in the plane of its interface, and across it where it is closed. */
export function interfaceSpecimen(built: Built): Specimen {
  const { structure, slabs, recipe } = built;
  const crystals: SpecimenCrystal[] = [];
  for (const [k, { name, crystal }] of slabs.entries()) {
    const axes = axesInStack(built, k);
    const atoms = structure.layer.reduce((n, layer) => n + (layer === k ? 1 : 0), 0);
    const share = atoms / structure.numbers.length;
    // Slabs of one crystal that lie alike make the same spots.
    const same = crystals.findIndex((c) => c.name === name && isSame(c.axes, axes));
    if (same < 0) crystals.push(laid(name, crystal, axes, share));
    else crystals[same] = { ...crystals[same]!, share: crystals[same]!.share + share };
  }
  return {
    title: recipe.title,
    kind: 'interface',
    structure,
    repeats: [true, true, closingOf(recipe).kind !== 'vacuum'],
    crystals,
    up: unit(cross(row(structure.lattice, 0), row(structure.lattice, 1))),
  };
}

const isSame = (p: Mat3, q: Mat3): boolean =>
  Array.from(p).every((x, k) => Math.abs(x - q[k]!) < 1e-6);

/** A particle, as it is built; the frame is that of its core's crystal. */
export function nanocrystalSpecimen(recipe: NanocrystalRecipe, library: Library): Specimen {
  const built = buildNanocrystal(recipe, library);
  const materials = withOwn(library, recipe.crystals);
  const { core, cap } = recipe;
  const crystal = crystalOf(materialOf(materials, core.material), core.cell);
  const atoms = built.structure.numbers.length;
  const crystals = [
    laid(built.parts[0]!.name, crystal, crystal.lattice, built.parts[0]!.atoms / atoms),
  ];
  if (cap !== null) {
    const known = materialOf(materials, cap.material);
    const film = crystalOf(known, cap.cell);
    // The rotation acts on columns, the cell has rows.
    const axes = mul(film.lattice, transpose(capRotation(crystal, film, cap)));
    crystals.push(laid(shortName(known), film, axes, built.parts[1]!.atoms / atoms));
  }
  return {
    title: recipe.title,
    kind: 'nanocrystal',
    structure: built.structure,
    repeats: [false, false, false],
    crystals,
    up: cap === null ? row(crystal.lattice, 1) : planeNormal(crystal, cap.facet),
  };
}

const laid = (
  name: string,
  { numbers, frac }: Pick<Crystal, 'numbers' | 'frac'>,
  axes: Mat3,
  share: number,
): SpecimenCrystal => ({ name, axes, numbers, frac, share });
