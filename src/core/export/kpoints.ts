import { EpistackError } from '#core/errors.ts';
import { inverse, mul, transpose } from '#core/math/mat3.ts';
import { latticeRotations } from '#core/math/reducedCell.ts';
import { norm } from '#core/math/vec3.ts';

export type Mesh = readonly [number, number, number];

/** Given outright, or by the largest spacing between points, 1/Å with 2π in the reciprocal vectors. */
export type MeshChoice =
  | { readonly kind: 'mesh'; readonly mesh: Mesh }
  | { readonly kind: 'spacing'; readonly spacingPerAng: number };

/** Lengths of the reciprocal vectors b₁, b₂, b₃ in 1/Å, 2π included. */
export function reciprocalLengths(lattice: ArrayLike<number>): readonly [number, number, number] {
  const b = transpose(inverse(lattice));
  const length = (i: number) => 2 * Math.PI * norm([b[3 * i]!, b[3 * i + 1]!, b[3 * i + 2]!]);
  return [length(0), length(1), length(2)];
}

/** Rounding that must not add a point: |b|/spacing = 3.0000000001 is 3. */
const SLACK = 1e-9;
/** Most points of a mesh along one axis. */
export const MAX_POINTS = 400;
/** Spacings are below this, 1/Å. */
export const MAX_SPACING = 10;

/**
 * N_i = max(1, ⌈|b_i| / spacing⌉); along a vacuum one point is enough, for nothing disperses there.
 * @throws `setting` for an impossible spacing or mesh
 * @see https://vasp.at/wiki/KSPACING
 */
export function meshOf(
  lattice: ArrayLike<number>,
  choice: MeshChoice,
  options: { readonly vacuumAlongC: boolean },
): Mesh {
  if (choice.kind === 'mesh') {
    if (!choice.mesh.every((n) => Number.isInteger(n) && n >= 1 && n <= MAX_POINTS))
      throw refuse('mesh', `three whole numbers from 1 to ${MAX_POINTS}`);
    return choice.mesh;
  }
  const { spacingPerAng } = choice;
  if (!(spacingPerAng > 0 && spacingPerAng < MAX_SPACING))
    throw refuse('k-point spacing', `a number above 0 and below ${MAX_SPACING}, 1/Å`);
  const [x, y, z] = reciprocalLengths(lattice).map((b) =>
    Math.max(1, Math.ceil(b / spacingPerAng - SLACK)),
  ) as [number, number, number];
  const mesh: Mesh = [x, y, options.vacuumAlongC ? 1 : z];
  if (mesh.some((n) => n > MAX_POINTS)) throw refuse('k-point spacing', 'a coarser one');
  return mesh;
}

/** Distance between neighbouring points along each reciprocal vector, 1/Å. */
export const spacingsOf = (lattice: ArrayLike<number>, mesh: Mesh): readonly number[] =>
  reciprocalLengths(lattice).map((b, i) => b / mesh[i]!);

/** Rounding of a whole number, and the tolerance with which operations are found. */
const WHOLE = 0.01;

/**
 * True when every point operation of the lattice maps the points of a Γ-centred mesh onto themselves. They are
 * the reciprocal lattice of the supercell with rows N_i a_i, so that one must go onto itself.
 * @see https://vasp.at/wiki/KPOINTS, which warns of meshes that break the symmetry of the lattice
 */
export function isSymmetricMesh(
  lattice: ArrayLike<number>,
  mesh: Mesh,
  rotations: readonly Float64Array[] = latticeRotations(lattice),
): boolean {
  const supercell = Float64Array.from(lattice, (x, k) => x * mesh[Math.floor(k / 3)]!);
  const back = inverse(supercell);
  return rotations.every((r) =>
    mul(mul(supercell, r), back).every((x) => Math.abs(x - Math.round(x)) < WHOLE),
  );
}

/**
 * The fewest points, no coarser than asked for, that keep the symmetry of every one of some lattices with like
 * rows: of a crystal and of the same strained, whose energies are subtracted. The same count along each row
 * always does.
 * @throws `setting` as {@link meshOf}
 */
export function symmetricMesh(lattices: readonly ArrayLike<number>[], spacingPerAng: number): Mesh {
  const each = lattices.map((l) =>
    meshOf(l, { kind: 'spacing', spacingPerAng }, { vacuumAlongC: false }),
  );
  const least = [0, 1, 2].map((k) => Math.max(...each.map((mesh) => mesh[k]!)));
  const most = Math.max(...least);
  const counts = (k: number) =>
    Array.from({ length: most - least[k]! + 1 }, (_, i) => least[k]! + i);
  const turned = lattices.map((lattice) => ({ lattice, rotations: latticeRotations(lattice) }));
  const points = ([x, y, z]: Mesh) => x * y * z;
  const found = counts(0)
    .flatMap((x) => counts(1).flatMap((y) => counts(2).map((z): Mesh => [x, y, z])))
    .toSorted((p, q) => points(p) - points(q))
    .find((mesh) =>
      turned.every(({ lattice, rotations }) => isSymmetricMesh(lattice, mesh, rotations)),
    );
  return found ?? [most, most, most];
}

const refuse = (field: string, expected: string) =>
  new EpistackError({ code: 'setting', field, expected });
