import { wholeUnits } from '#core/crystal/bondedUnits.ts';
import { type Crystal, unitCellStructure } from '#core/crystal/crystal.ts';
import { areHexagonalAxes } from '#core/crystal/lattice.ts';
import { primitiveCell } from '#core/crystal/primitive.ts';
import { EpistackError } from '#core/errors.ts';
import { hypot } from '#core/math/hypot.ts';
import { gcd, type IntVec3, planeBasis } from '#core/math/integer.ts';
import { det, fromRows, inverse, mulCol, mulRow, row } from '#core/math/mat3.ts';
import { type Cell2, type IntMat2, reduceCell, type Vec2 } from '#core/math/plane2.ts';
import { cross, dot, mapTuple, norm, scale, unit, type Vec3 } from '#core/math/vec3.ts';
import { dSpacingAng, type Plane, planeOf } from './miller.ts';
import { type AtomicPlane, clusterPlanes } from './planes.ts';

/**
 * What the planes of a surface are sets of: atoms of one height, or units that are cut nowhere, which are molecules,
 * polyatomic ions and atoms of neither.
 */
export type PlanesOf = 'atoms' | 'units';

/** Planes of units where a crystal has any that could be cut apart, else of atoms. */
export function defaultPlanesOf(crystal: Crystal): PlanesOf {
  const known =
    defaults.get(crystal) ??
    (wholeUnits(unitCellStructure(crystal)).length > 0 ? 'units' : 'atoms');
  defaults.set(crystal, known);
  return known;
}

const defaults = new WeakMap<Crystal, PlanesOf>();

/**
 * A crystal turned so that a plane lies flat: z is the outward normal of (hkl), x lies along the first
 * in-plane vector. Only proper rotations were used, so a chiral crystal keeps its hand.
 */
export interface Surface {
  readonly name: string;
  readonly plane: Plane;
  readonly dSpacingAng: number;
  /** Distance along the normal after which the crystal repeats (with a lateral step). */
  readonly layerPeriodAng: number;
  /** Rows: two in-plane vectors (x, y, 0) and one step (x, y, layerPeriodAng). Primitive, right-handed. */
  readonly lattice: Float64Array;
  /** The in-plane primitive cell, Gauss-reduced, a ≤ b. */
  readonly cell: Cell2;
  /** Conventional-axes directions of the two in-plane vectors, coprime: [1 −1 0]. */
  readonly directions: readonly [IntVec3, IntVec3];
  /** The in-plane cell of the conventional lattice (no centring): `conventional = matrix · cell`. */
  readonly conventional: IntMat2;
  readonly numbers: Uint8Array;
  /** 3n Cartesian Å, one primitive cell. */
  readonly xyz: Float64Array;
  readonly charges: Float64Array | null;
  readonly planesOf: PlanesOf;
  /** Atomic planes of one period, from the plane through the crystal's origin downward. */
  readonly planes: readonly AtomicPlane[];
}

/**
 * Turns a crystal so that (hkl) lies flat and finds its atomic planes.
 * @param indices three Miller indices in the axes of `crystal.lattice`, four where these are hexagonal; a
 *   common factor is allowed
 * @param planesOf what a plane is a set of
 * @throws `bad-plane`, `bad-lattice`
 */
export function surfaceOf(
  crystal: Crystal,
  indices: readonly number[],
  planesOf: PlanesOf = 'atoms',
): Surface {
  const surfaces = known.get(crystal) ?? new Map<string, Surface>();
  known.set(crystal, surfaces);
  const key = `${indices} ${planesOf}`;
  const found = surfaces.get(key);
  if (found !== undefined) return found;
  const surface = findSurface(crystal, indices, planesOf);
  // The oldest one goes.
  if (surfaces.size >= MAX_KNOWN) surfaces.delete(surfaces.keys().next().value!);
  surfaces.set(key, surface);
  return surface;
}

/** Surfaces of a crystal met before: each build, check and partner of a screen asks for the same one. */
const known = new WeakMap<Crystal, Map<string, Surface>>();
const MAX_KNOWN = 64;

function findSurface(crystal: Crystal, indices: readonly number[], planesOf: PlanesOf): Surface {
  if (!(det(crystal.lattice) > 0))
    throw new EpistackError({ code: 'bad-lattice', reason: 'the cell is left-handed' });
  const plane = planeOf(indices);
  if (indices.length === 4 && !areHexagonalAxes(crystal.lattice))
    throw new EpistackError({
      code: 'bad-plane',
      hkl: indices,
      reason:
        'four indices are for hexagonal axes (a = b, α = β = 90°, γ = 120°), and this cell has others: give three',
    });
  const primitive = primitiveCell(crystal);
  const { lattice } = primitive.crystal;
  // h in primitive axes is basis · h; with a centred lattice the products share a fraction.
  const basis = planeBasis(coprimeOf(mulCol(primitive.basis, plane.coprime)));
  const flat = [mulRow(basis[0], lattice), mulRow(basis[1], lattice)] as const;
  const normal = unit(cross(flat[0], flat[1]));
  const along = unit(flat[0]);
  const lateral = cross(normal, along);
  const project = (v: Vec3): Vec2 => [dot(v, along), dot(v, lateral)];
  const { cell: turned, transform } = facingForward(
    withObtuseHexagon(reduceCell([project(flat[0]), project(flat[1])])),
    (m) => mulRow(combine(m, basis[0], basis[1]), primitive.basis),
  );
  // Turn once more so that the reduced first vector is along x.
  const toFrame = frameRows(turned[0], along, lateral, normal);
  const step = mulCol(toFrame, mulRow(basis[2], lattice));
  const cell: Cell2 = mapTuple(turned, (v) => planar(v, turned[0]));
  const inPlane = mapTuple(transform, (t) => combine(t, basis[0], basis[1]));
  const { numbers, frac, charges } = primitive.crystal;
  const xyz = new Float64Array(frac.length);
  for (let i = 0; i < numbers.length; i++)
    xyz.set(
      mulCol(toFrame, mulRow([frac[3 * i]!, frac[3 * i + 1]!, frac[3 * i + 2]!], lattice)),
      3 * i,
    );
  const oriented = fromRows([...cell[0], 0], [...cell[1], 0], step);
  return {
    name: crystal.name,
    plane,
    dSpacingAng: dSpacingAng(crystal.lattice, plane.hkl),
    layerPeriodAng: step[2],
    lattice: oriented,
    cell,
    directions: mapTuple(inPlane, (u) => coprimeOf(mulRow(u, primitive.basis))),
    conventional: conventionalCell(plane.coprime, primitive.basis, inPlane, cell),
    numbers,
    xyz,
    charges,
    planesOf,
    planes: clusterPlanes(
      numbers,
      xyz,
      charges,
      oriented,
      planesOf === 'units' ? wholeUnits({ lattice: oriented, numbers, xyz }) : [],
    ),
  };
}

/** A hexagonal cell with its usual γ = 120° instead of 60°; any other cell as it is. */
function withObtuseHexagon(reduced: { cell: Cell2; transform: IntMat2 }): {
  cell: Cell2;
  transform: IntMat2;
} {
  const [a, b] = reduced.cell;
  const [s, t] = reduced.transform;
  const aa = a[0] * a[0] + a[1] * a[1];
  const [bb, ab] = [b[0] * b[0] + b[1] * b[1], a[0] * b[0] + a[1] * b[1]];
  if (!(Math.abs(bb - aa) < 1e-6 * aa && Math.abs(2 * ab - aa) < 1e-6 * aa)) return reduced;
  return {
    cell: [a, [b[0] - a[0], b[1] - a[1]]],
    transform: [s, [t[0] - s[0], t[1] - s[1]]],
  };
}

/**
 * Of a cell and the same turned by 180°, the one whose directions read with fewer minus signs.
 * @param directionOf conventional direction of an integer combination of the input vectors
 */
function facingForward(
  reduced: { cell: Cell2; transform: IntMat2 },
  directionOf: (m: readonly [number, number]) => Vec3,
): { cell: Cell2; transform: IntMat2 } {
  const { cell, transform } = reduced;
  const entries = transform.flatMap((m) => [...directionOf(m)]).filter((x) => Math.abs(x) > 1e-9);
  const minuses = entries.filter((x) => x < 0).length;
  const forward =
    2 * minuses < entries.length || (2 * minuses === entries.length && entries[0]! > 0);
  if (forward) return reduced;
  const turn = <T extends readonly [number, number]>(v: T) => [0 - v[0], 0 - v[1]] as const;
  return {
    cell: [turn(cell[0]), turn(cell[1])],
    transform: [turn(transform[0]), turn(transform[1])],
  };
}

/** Rows of the rotation that takes the crystal to the frame: x along the planar vector `a`. */
function frameRows(a: Vec2, along: Vec3, lateral: Vec3, normal: Vec3): Float64Array {
  const [c, s] = [a[0] / hypot(...a), a[1] / hypot(...a)];
  const x = mapTuple(along, (v, k) => c * v + s * lateral[k]!);
  return fromRows(x, cross(normal, x), normal);
}

/** A planar vector seen from the frame whose x axis lies along `a`. */
function planar(v: Vec2, a: Vec2): Vec2 {
  const length = hypot(...a);
  const y = (a[0] * v[1] - a[1] * v[0]) / length;
  return [(a[0] * v[0] + a[1] * v[1]) / length, v === a ? 0 : y];
}

const combine = (m: readonly [number, number], u: IntVec3, v: IntVec3): Vec3 => [
  m[0] * u[0] + m[1] * v[0],
  m[0] * u[1] + m[1] * v[1],
  m[0] * u[2] + m[1] * v[2],
];

/** Centring fractions are multiples of 1/n with n ≤ 24 in any sensible setting. */
const MAX_DENOMINATOR = 48;

/** The coprime integers along a rational vector. @throws `bad-plane` when there are none */
function coprimeOf(v: Vec3): IntVec3 {
  for (let n = 1; n <= MAX_DENOMINATOR; n++) {
    const scaled = scale(v, n);
    if (scaled.every((x) => Math.abs(x - Math.round(x)) < 1e-6)) {
      const whole = mapTuple(scaled, (x) => Math.round(x) + 0);
      const g = gcd(gcd(whole[0], whole[1]), whole[2]);
      if (g > 0) return mapTuple(whole, (x) => x / g + 0);
    }
  }
  throw new EpistackError({
    code: 'bad-plane',
    hkl: v,
    reason: 'no integers along this direction',
  });
}

/** The reduced in-plane cell of the uncentred conventional lattice, in multiples of the primitive one. */
function conventionalCell(
  hkl: IntVec3,
  basis: Float64Array,
  inPlane: readonly [Vec3, Vec3],
  cell: Cell2,
): IntMat2 {
  const toPrimitive = inverse(basis);
  const [u, v] = planeBasis(hkl);
  const rows = mapTuple([u, v] as const, (w) => solve(mulRow(w, toPrimitive), inPlane));
  const reduced = facingForward(
    withObtuseHexagon(reduceCell(mapTuple(rows, (m) => lateralOf(m, cell)))),
    (t) => combine(t, u, v),
  ).transform;
  return mapTuple(
    reduced,
    (t): Vec2 => [
      t[0] * rows[0][0] + t[1] * rows[1][0] + 0,
      t[0] * rows[0][1] + t[1] * rows[1][1] + 0,
    ],
  );
}

const lateralOf = (m: readonly [number, number], cell: Cell2): Vec2 => [
  m[0] * cell[0][0] + m[1] * cell[1][0],
  m[0] * cell[0][1] + m[1] * cell[1][1],
];

/** Integers (m, n) with p = m·u + n·v, for p in the plane of u and v. */
function solve(p: Vec3, [u, v]: readonly [Vec3, Vec3]): readonly [number, number] {
  const normal = cross(u, v);
  const g = dot(normal, normal);
  return [
    Math.round(dot(cross(p, v), normal) / g) + 0,
    Math.round(dot(cross(u, p), normal) / g) + 0,
  ];
}

/** Area of the primitive in-plane cell, Å². */
export const primitiveArea = (s: Surface): number =>
  norm(cross(row(s.lattice, 0), row(s.lattice, 1)));
