import { dot } from '#core/math/vec3.ts';
import { circleOnFaceAng } from '#core/nanocrystal/cap/capRegion.ts';
import { crystalOf, type Library, materialOf, withOwn } from '#core/recipe/crystals/library.ts';
import { slabTitle } from '#core/recipe/edits/title.ts';
import { filmsOf, type Recipe, substrateOf } from '#core/recipe/recipe.ts';
import { facetsOf, planeNormal } from './facets.ts';
import type { CoreSpec, FacetSpec, NanocrystalRecipe } from './nanocrystalRecipe.ts';
import { orientationOf } from './orientation.ts';
import { type Carried, ownOf } from './periodicModel.ts';
import { polyhedron } from './polyhedron.ts';

/** Size of a core where none is given: from the middle to its {100} faces, nm. */
const HALF_EDGE_NM = 3;
/** Where another face cuts that body, as a part of how far it reaches along the face's normal. */
const CUT_PART = 0.65;
const ANG = 10;

type Indices = readonly [number, number, number];
const SIX: readonly Indices[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
];

/**
 * A nanocrystal with the interface of a document: a core of the substrate with the face that the interface names, and
 * half a ball of the first film on it in the document's orientation, as large as the face carries.
 * @throws `no-step` for a document without a film, and what {@link build} throws
 */
export function nanocrystalOfInterface(
  recipe: Recipe,
  library: Library,
): Carried<NanocrystalRecipe> {
  const orientation = orientationOf(recipe, library);
  const materials = withOwn(library, recipe.crystals);
  const [below, above] = [substrateOf(recipe).slab, filmsOf(recipe)[0]!.slab];
  const crystal = crystalOf(materialOf(materials, below.material), below.cell);
  const core = (facets: readonly FacetSpec[]): CoreSpec => ({
    material: below.material,
    cell: below.cell,
    centre: [0, 0, 0],
    facets,
  });
  const isAmong = (facets: readonly FacetSpec[], hkl: Indices): boolean => {
    const normal = planeNormal(crystal, hkl);
    return facetsOf(crystal, core(facets)).some((f) => dot(f.normal, normal) > 1 - 1e-9);
  };
  // Each of the six that symmetry does not make of one before.
  const closed: FacetSpec[] = [];
  for (const hkl of SIX) if (!isAmong(closed, hkl)) closed.push({ hkl, distanceNm: HALF_EDGE_NM });
  const normal = planeNormal(crystal, orientation.facet);
  const body = facetsOf(crystal, core(closed));
  const reachAng = Math.max(...polyhedron(body).vertices.map((v) => dot(v, normal)));
  const facets: readonly FacetSpec[] = isAmong(closed, orientation.facet)
    ? closed
    : [
        ...closed,
        {
          hkl: orientation.facet,
          distanceNm: Number(((CUT_PART * reachAng) / ANG).toFixed(3)),
          single: true,
        },
      ];
  const faces = facetsOf(crystal, core(facets));
  const face = faces.find((f) => dot(f.normal, normal) > 1 - 1e-9)!;
  const radiusAng = circleOnFaceAng(face, { facets: faces, sphereAng: null });
  const title = (slab: typeof below) =>
    slabTitle(materials.get(slab.material), slab.material, slab.hkl);
  return {
    recipe: {
      epistackNanocrystal: 1,
      title: `${title(above)} on a nanocrystal of ${title(below)}`,
      core: core(facets),
      cap: {
        material: above.material,
        cell: above.cell,
        shape: { kind: 'hemisphere', radiusNm: Number((radiusAng / ANG).toFixed(3)) },
        ...orientation,
        shiftAng: [0, 0],
      },
      leastNeighbours: 1,
      neutral: true,
      marginNm: 1,
      ...ownOf(recipe.crystals, [below.material, above.material]),
    },
    notes: notesOf(recipe),
  };
}

function notesOf(recipe: Recipe): readonly string[] {
  const films = filmsOf(recipe).length;
  const hasRemoved = [substrateOf(recipe), ...filmsOf(recipe)].some(
    (s) => s.slab.remove.length > 0,
  );
  return [
    `the core is cut to ${2 * HALF_EDGE_NM} nm by its {100} faces and the second crystal is as large as its face carries: choices, to be changed`,
    'neither crystal is strained, and the shift of the film is not carried over',
    ...(films > 1 ? [`of ${films} films the first alone`] : []),
    ...(hasRemoved ? ['atoms that were taken out of a plane are there again'] : []),
    ...(recipe.relaxed === undefined ? [] : ['relaxed positions are not carried over']),
  ];
}
