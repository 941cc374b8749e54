import { EpistackError } from '#core/errors.ts';
import { gcd } from '#core/math/integer.ts';
import { mulRow } from '#core/math/mat3.ts';
import { norm } from '#core/math/vec3.ts';
import { type BuiltSlab, build } from '#core/recipe/build.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { CapSpec } from './nanocrystalRecipe.ts';

/** Which planes and directions of two crystals are parallel, and how far apart they stand. */
export type Orientation = Pick<CapSpec, 'facet' | 'plane' | 'directions' | 'gapAng'>;

/** Fractions of conventional vectors are whole after multiplication by one of these. */
const LARGEST_FACTOR = 24;

/**
 * The orientation relation of the lowest interface of a document: the film's plane on the substrate's, and the first
 * vectors of both supercells along each other.
 * @throws `no-step` for a document without a film
 */
export function orientationOf(recipe: Recipe, library: Library): Orientation {
  const [substrate, film] = build(recipe, library).slabs;
  if (film === undefined) throw new EpistackError({ code: 'no-step', step: 1, films: 0 });
  return {
    facet: substrate!.slab.surface.plane.coprime,
    plane: film.slab.surface.plane.coprime,
    directions: { core: firstVector(substrate!), cap: firstVector(film) },
    gapAng: film.separationAng!,
  };
}

type Indices = readonly [number, number, number];

/** The first vector of a slab's supercell in the axes of its crystal, in the smallest whole numbers. */
function firstVector({ slab: { surface }, crystal, matrix }: BuiltSlab): Indices {
  const uvw = [0, 0, 0];
  for (const [n, direction] of surface.directions.entries()) {
    // Directions are coprime: with centring, a vector of the cell is a part of one.
    const [x, y] = surface.cell[n]!;
    const part = Math.hypot(x, y) / norm(mulRow(direction, crystal.lattice));
    for (let k = 0; k < 3; k++) uvw[k]! += matrix[0][n]! * part * direction[k]!;
  }
  for (let factor = 1; factor <= LARGEST_FACTOR; factor++) {
    const whole = uvw.map((x) => Math.round(factor * x));
    if (whole.some((x, k) => Math.abs(x - factor * uvw[k]!) > 1e-6 * factor)) continue;
    const divisor = whole.reduce((g, x) => gcd(g, x), 0);
    // Three, as uvw has.
    return whole.map((x) => x / divisor + 0) as unknown as Indices;
  }
  throw new Error(`no whole direction is ${uvw.join(' ')}`);
}
