import type { Crystal } from '#core/crystal/crystal.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import type { PlaneStrain } from '#core/match/strain.ts';
import { mulRow } from '#core/math/mat3.ts';
import { add, cross, mapTuple, scale, type Vec3 } from '#core/math/vec3.ts';
import { type CapRegion, capRegion, outsideBy } from '#core/nanocrystal/cap/capRegion.ts';
import { coherentlyStrained, deformed } from '#core/nanocrystal/cap/coherent.ts';
import { type AtFace, type Facing, outermost } from '#core/nanocrystal/positions/faceContacts.ts';
import {
  crystalOf,
  type Library,
  materialOf,
  shortName,
  withOwn,
} from '#core/recipe/crystals/library.ts';
import { type Cutout, cutOut, MAX_PARTICLE_ATOMS } from './cutout.ts';
import {
  directionIn,
  FACE_SLACK_ANG,
  type Facet,
  facetsOf,
  planeNormal,
  rotationOnto,
} from './facets.ts';
import type { CapSpec, NanocrystalRecipe } from './nanocrystalRecipe.ts';
import { type Neutralised, neutralise } from './neutralise.ts';
import {
  type FacetReport,
  facetReports,
  overhangOf,
  type PartReport,
  partReport,
  sizeOf,
  warningsOf,
} from './particleReport.ts';
import { polyhedron } from './polyhedron.ts';

export interface Nanocrystal {
  /** In a box with a margin; `layer` is 0 for the core and 1 for the second crystal. */
  readonly structure: Structure;
  /** N formal charges, e; NaN where unknown. */
  readonly charges: Float64Array;
  readonly parts: readonly PartReport[];
  readonly facets: readonly FacetReport[];
  /** null without formal charges. */
  readonly chargeE: number | null;
  /** Size of the core: along the normal of its first face, between its outermost planes, or the diameter of a sphere. */
  readonly sizeNm: number;
  /** Extent of all atoms along x, y and z. */
  readonly extentsNm: Vec3;
  /** Volume of the body that the faces enclose; null where a sphere cuts it. */
  readonly coreVolumeNm3: number | null;
  /** Strain of the second crystal near its face, x along the direction, y across; null where it keeps its own lengths. */
  readonly capStrain: PlaneStrain | null;
  /** Outermost atoms of both crystals at the face, species by species; null without a second crystal on a face. */
  readonly facing: Facing | null;
  readonly warnings: readonly string[];
}

const ANG = 10;

/**
 * Cuts the core, lays the second crystal on it, leaves out what is not bonded, and balances the charge. Pure. The axes
 * of the box are the Cartesian axes of the core's crystal.
 * @throws `unknown-material`, `bad-lattice`, `bad-plane`, `setting`, `too-large`
 */
export function buildNanocrystal(recipe: NanocrystalRecipe, library: Library): Nanocrystal {
  const materials = withOwn(library, recipe.crystals);
  const crystal = crystalOf(materialOf(materials, recipe.core.material), recipe.core.cell);
  const { core, cap } = recipe;
  const facets = facetsOf(crystal, core);
  const body = facets.length === 0 || core.sphereNm !== undefined ? null : polyhedron(facets);
  const reachAng = core.sphereNm === undefined ? body!.reachAng : (core.sphereNm / 2) * ANG;
  const sphereAng = core.sphereNm === undefined ? null : reachAng;
  const origin = scale(mulRow(core.centre, crystal.lattice), -1);
  const shape = { facets, sphereAng };
  const inner = cutOut(
    { crystal, rotation: IDENTITY, origin },
    { centre: [0, 0, 0], radiusAng: reachAng + 1 },
    (x, y, z) => outsideBy(shape, x, y, z) <= FACE_SLACK_ANG,
    recipe.leastNeighbours,
  );
  if (inner.numbers.length === 0)
    throw new EpistackError({
      code: 'setting',
      field: 'core',
      expected: 'a size that holds at least one atom',
    });
  const outer =
    cap === null
      ? null
      : grown(crystal, cap, shape, {
          film: crystalOf(materialOf(materials, cap.material), cap.cell),
          reachAng,
          least: recipe.leastNeighbours,
        });
  if (outer !== null && outer.cutout.numbers.length === 0)
    throw new EpistackError({
      code: 'setting',
      field: 'cap.shape',
      expected: 'a size that holds at least one atom',
    });
  const total = inner.numbers.length + (outer?.cutout.numbers.length ?? 0);
  if (total > MAX_PARTICLE_ATOMS)
    throw new EpistackError({
      code: 'too-large',
      what: 'atoms of the particle',
      count: total,
      limit: MAX_PARTICLE_ATOMS,
    });
  const free = [
    freeOf(inner, (x, y, z) => outer?.isAtCore(x, y, z) ?? false),
    ...(outer === null ? [] : [freeOf(outer.cutout, outer.isAtFoot)]),
  ];
  const cutouts = outer === null ? [inner] : [inner, outer.cutout];
  const balanced: Neutralised = recipe.neutral
    ? neutralise(cutouts, free)
    : { gone: cutouts.map((c) => new Uint8Array(c.numbers.length)), removed: {}, isNeutral: true };
  const { order, ...joined } = join(cutouts, balanced.gone, recipe.marginNm * ANG, recipe.relaxed);
  const names = [core, ...(cap === null ? [] : [cap])].map((s) =>
    shortName(materialOf(materials, s.material)),
  );
  const parts = cutouts.map((cutout, p) => partReport(names[p]!, cutout, balanced.gone[p]!));
  const chargeE = parts.some((p) => p.chargeE === null)
    ? null
    : parts.reduce((sum, p) => sum + p.chargeE!, 0) + 0;
  return {
    ...joined,
    parts,
    facets: facetReports(facets, body, inner, {
      gone: balanced.gone[0]!,
      free: free[0]!,
      covered: outer?.covers ?? null,
    }),
    chargeE,
    sizeNm: sizeOf(inner, facets) / ANG,
    coreVolumeNm3: body === null ? null : body.volumeAng3 / ANG ** 3,
    capStrain: outer?.strain ?? null,
    facing: facingOf(cutouts, order, outer?.face ?? null),
    warnings: [
      ...(recipe.relaxed === undefined
        ? []
        : [
            `positions are relaxed (${recipe.relaxed.note}); faces, charges and what was left out are told of the particle before`,
          ]),
      ...overhangOf(recipe, outer?.overhangAng ?? 0),
      ...warningsOf(recipe, facets, body, cutouts, balanced, names, chargeE),
    ],
  };
}

const IDENTITY = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);

interface Grown {
  readonly cutout: Cutout;
  /** Atoms of the core below it, and its own lowest: bonded across, so not free. */
  readonly isAtCore: (x: number, y: number, z: number) => boolean;
  readonly isAtFoot: (x: number, y: number, z: number) => boolean;
  /** The facet that it lies on; 'all' for a shell. */
  readonly covers: Facet | 'all';
  /** Over the nearest edge of that facet, Å. */
  readonly overhangAng: number;
  readonly strain: PlaneStrain | null;
  readonly face: CapRegion['face'];
}

/** Turns the second crystal from its own axes into those of the core; acts on columns. */
export function capRotation(core: Crystal, film: Crystal, cap: CapSpec): Float64Array {
  return rotationOnto(
    [
      planeNormal(film, cap.plane),
      directionIn(film, cap.plane, cap.directions.cap, 'cap.directions.cap'),
    ],
    [
      planeNormal(core, cap.facet),
      directionIn(core, cap.facet, cap.directions.core, 'cap.directions.core'),
    ],
  );
}

/** The second crystal in its place. */
function grown(
  crystal: Crystal,
  cap: CapSpec,
  shape: { readonly facets: readonly Facet[]; readonly sphereAng: number | null },
  {
    film,
    reachAng,
    least,
  }: { readonly film: Crystal; readonly reachAng: number; readonly least: number },
): Grown {
  const normal = planeNormal(crystal, cap.facet);
  const along = directionIn(crystal, cap.facet, cap.directions.core, 'cap.directions.core');
  const rotation = capRotation(crystal, film, cap);
  const across = cross(normal, along);
  const shift = add(scale(along, cap.shiftAng[0]), scale(across, cap.shiftAng[1]));
  const region = capRegion(cap, shape, { normal, along, across, reachAng });
  const cutout = cutOut(
    { crystal: film, rotation, origin: add(region.foot, shift) },
    region.ball,
    region.isInside,
    least,
  );
  const coherent = cap.coherent && coherentlyStrained(crystal, film, cap, cap.coherent);
  return {
    cutout: coherent
      ? deformed(cutout, coherent, { normal, along, across, foot: region.foot })
      : cutout,
    strain: coherent?.strain ?? null,
    isAtCore: region.isAtCore,
    isAtFoot: region.isAtFoot,
    covers: region.covers,
    face: region.face,
    overhangAng: region.overhangAng,
  };
}

/** 1 for atoms with fewer neighbours than in bulk that do not lie at the interface. */
function freeOf(
  { numbers, xyz, neighbours, inBulk }: Cutout,
  isAtInterface: (x: number, y: number, z: number) => boolean,
): Uint8Array {
  const out = new Uint8Array(numbers.length);
  for (let i = 0; i < numbers.length; i++)
    if (
      neighbours[i]! < inBulk[i]! &&
      !isAtInterface(xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!)
    )
      out[i] = 1;
  return out;
}

type Order = readonly (readonly [part: number, atom: number])[];

/** All atoms that are left, part by part and element by element, in the middle of their box. */
function join(
  cutouts: readonly Cutout[],
  gone: readonly Uint8Array[],
  marginAng: number,
  relaxed: NanocrystalRecipe['relaxed'],
): Pick<Nanocrystal, 'structure' | 'charges' | 'extentsNm'> & { readonly order: Order } {
  const order: Order = cutouts.flatMap(({ numbers, laid }, p) =>
    [...new Set(laid.crystal.numbers)].flatMap((z) =>
      [...numbers.keys()]
        .filter((i) => numbers[i] === z && gone[p]![i] === 0)
        .map((i) => [p, i] as const),
    ),
  );
  const xyz = new Float64Array(3 * order.length);
  if (relaxed !== undefined && relaxed.milliAng.length !== xyz.length)
    throw new EpistackError({
      code: 'recipe',
      field: 'relaxed.milliAng',
      expected: `${xyz.length} numbers, three for each of the ${order.length} atoms of this particle`,
    });
  const low = [0, 0, 0].fill(Number.POSITIVE_INFINITY);
  const high = [0, 0, 0].fill(Number.NEGATIVE_INFINITY);
  for (const [m, [p, i]] of order.entries())
    for (let k = 0; k < 3; k++) {
      const at = cutouts[p]!.xyz[3 * i + k]! + (relaxed?.milliAng[3 * m + k] ?? 0) / 1000;
      xyz[3 * m + k] = at;
      low[k] = Math.min(low[k]!, at);
      high[k] = Math.max(high[k]!, at);
    }
  const edge = [0, 1, 2].map((k) => high[k]! - low[k]! + 2 * marginAng);
  for (let m = 0; m < xyz.length; m++) xyz[m]! += marginAng - low[m % 3]!;
  return {
    order,
    structure: {
      lattice: Float64Array.of(edge[0]!, 0, 0, 0, edge[1]!, 0, 0, 0, edge[2]!),
      numbers: Uint8Array.from(order, ([p, i]) => cutouts[p]!.numbers[i]!),
      xyz,
      layer: Uint16Array.from(order, ([p]) => p),
    },
    charges: Float64Array.from(order, ([p, i]) => cutouts[p]!.charges?.[i] ?? Number.NaN),
    extentsNm: mapTuple([0, 1, 2], (k) => (high[k]! - low[k]!) / ANG),
  };
}

/** Atoms that face each other, by their places before any relaxation. */
function facingOf(
  cutouts: readonly Cutout[],
  order: Order,
  face: CapRegion['face'],
): Facing | null {
  if (face === null) return null;
  const sides: [AtFace[], AtFace[]] = [[], []];
  for (const [index, [part, i]] of order.entries()) {
    const { numbers, xyz } = cutouts[part]!;
    const [x, y, z] = [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
    if (face.isWithin(x, y, z))
      sides[part]!.push({ index, number: numbers[i]!, heightAng: face.heightAng(x, y, z) });
  }
  return { core: outermost(sides[0], 1), cap: outermost(sides[1], -1) };
}
