import type { Crystal } from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';
import { IDENTITY } from '#core/match/planeLattice.ts';
import { fixed, signedInFull } from '#core/math/decimals.ts';
import { mulRow } from '#core/math/mat3.ts';
import type { IntMat2 } from '#core/math/plane2.ts';
import { dot } from '#core/math/vec3.ts';
import { capMatch, MOST_AREA_ANG2 } from '#core/nanocrystal/cap/capMatch.ts';
import {
  crystalOf,
  type Library,
  type Material,
  materialOf,
  withOwn,
} from '#core/recipe/crystals/library.ts';
import { slabTitle } from '#core/recipe/edits/title.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';
import { planesForThickness } from '#core/surface/choices.ts';
import { hklText } from '#core/surface/miller.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { facetsOf, planeNormal } from './facets.ts';
import { type CrystalSpec, isAround, type NanocrystalRecipe } from './nanocrystalRecipe.ts';

/** A document that stands for part of another, and what of the other it does not hold. */
export interface Carried<T> {
  readonly recipe: T;
  /** Plain sentences without their full stop. */
  readonly notes: readonly string[];
}

/** About how thick each slab is. */
const SLAB_ANG = 12;
const VACUUM_ANG = 20;
const DEGREE = Math.PI / 180;

/**
 * The interface of a nanocrystal as a periodic model: the plane of the face as the substrate's, ending as the face does, the
 * second crystal's plane on it in the common cell that comes nearest to their orientation. Of a core alone a slab of its
 * first face.
 * @throws `setting` where no common cell comes near, or a sphere has no face; `bad-plane`
 */
export function periodicModel(recipe: NanocrystalRecipe, library: Library): Carried<Recipe> {
  const { core, cap } = recipe;
  const materials = withOwn(library, recipe.crystals);
  const crystal = crystalOf(materialOf(materials, core.material), core.cell);
  const facet = cap?.facet ?? core.facets[0]?.hkl;
  if (facet === undefined)
    throw new EpistackError({
      code: 'setting',
      field: 'core.facets',
      expected: 'a face or a second crystal, whose plane the model is of',
    });
  const normal = planeNormal(crystal, facet);
  const face = facetsOf(crystal, core).find((f) => dot(f.normal, normal) > 1 - 1e-9);
  const middleAng = dot(normal, mulRow(core.centre, crystal.lattice));
  const title = (spec: CrystalSpec, hkl: readonly number[]) =>
    slabTitle(materialOf(materials, spec.material), spec.material, hkl);
  const own = ownOf(recipe.crystals, [core.material, cap?.material]);
  const topAng = face === undefined ? 0 : middleAng + face.topAng;
  const finish = (
    matrix: IntMat2,
    films: readonly object[],
    name: string,
    notes: readonly string[],
  ) => ({
    recipe: parseRecipe({
      epistack: 1,
      title: name,
      preset: null,
      strained: { who: 'film' },
      steps: [
        {
          kind: 'substrate',
          slab: slabOf(core, crystal, facet, { face: 'top', atAng: topAng, matrix }).slab,
        },
        ...films,
        { kind: 'vacuum', vacuumAng: VACUUM_ANG },
      ],
      ...own,
    }),
    notes: [
      ...notes,
      'faces, sizes, balance of charge and atoms that were left out are of the particle alone',
    ],
  });
  if (cap === null) return finish(IDENTITY, [], title(core, facet), []);
  const film = crystalOf(materialOf(materials, cap.material), cap.cell);
  const match = capMatch(crystal, film, cap);
  if (match === null)
    throw new EpistackError({
      code: 'setting',
      field: 'cap',
      expected: `planes and directions with a common cell of up to ${MOST_AREA_ANG2} Å² within a strain of 10 % and 10°, which these do not have`,
    });
  const { slab, riseAng } = slabOf(cap, film, cap.plane, {
    face: 'bottom',
    atAng: 0,
    matrix: match.filmMatrix,
  });
  const { strain, offRad } = match;
  const percent = (x: number) => `${signedInFull(Number((100 * x).toFixed(2)))} %`;
  return finish(
    match.substrateMatrix,
    [
      {
        kind: 'film',
        slab,
        registryShift: [0, 0],
        separationAng: Number((cap.gapAng + riseAng).toFixed(4)),
      },
    ],
    `${title(cap, cap.plane)} on ${title(core, facet)}`,
    [
      `the second crystal is strained to the common cell: xx ${percent(strain.xx)}, yy ${percent(strain.yy)}, xy ${percent(strain.xy)}`,
      ...(Math.abs(offRad) > 0.01 * DEGREE
        ? [
            `the directions are ${fixed(Math.abs(offRad) / DEGREE, 2)}° apart in the common cell that comes nearest`,
          ]
        : []),
      'its shift is not carried over: on a face of two lattices each place has another',
      ...(isAround(cap.shape)
        ? [`of the ${cap.shape.kind} it shows what lies on ${hklText(facet)} alone`]
        : []),
    ],
  );
}

/** The crystals that a document carries, of those that are used. */
export function ownOf(
  crystals: readonly Material[] | undefined,
  used: readonly (string | undefined)[],
): { readonly crystals?: readonly Material[] } {
  const own = (crystals ?? []).filter(({ id }) => used.includes(id));
  return own.length > 0 ? { crystals: own } : {};
}

/**
 * A slab whose reference face is the plane of the crystal at a height.
 * @param at height of the highest plane (top) or the least height of the lowest one (bottom), from the corner of the cell
 * @returns with how far above that height the plane of a bottom lies
 */
function slabOf(
  spec: CrystalSpec,
  crystal: Crystal,
  hkl: readonly [number, number, number],
  at: { readonly face: 'top' | 'bottom'; readonly atAng: number; readonly matrix: IntMat2 },
): { readonly slab: SlabSpec; readonly riseAng: number } {
  const surface = surfaceOf(crystal, hkl);
  const period = surface.layerPeriodAng;
  const above = (x: number) => x - period * Math.floor(x / period + 1e-4);
  // Depths are below the corner of the cell.
  const rises = surface.planes.map(({ depthAng }) =>
    at.face === 'top' ? above(at.atAng + depthAng) : above(-depthAng - at.atAng),
  );
  const termination = rises.indexOf(Math.min(...rises));
  const cut = { planes: 1, termination, face: at.face, remove: [] } as const;
  return {
    slab: {
      material: spec.material,
      cell: spec.cell,
      hkl,
      planes: planesForThickness(surface, cut, SLAB_ANG),
      termination,
      remove: [],
      inPlane: 'primitive',
      matrix: at.matrix,
    },
    riseAng: Math.max(0, rises[termination]!),
  };
}
