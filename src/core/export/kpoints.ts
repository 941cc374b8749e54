import { EpistackError } from '#core/errors.ts';
import { inverse, transpose } from '#core/math/mat3.ts';
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
const MAX_POINTS = 400;

/**
 * N_i = max(1, ⌈|b_i| / spacing⌉); along a vacuum one point is enough, for nothing disperses there.
 * @throws `setting` for a spacing or a mesh that is none
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
  if (!(spacingPerAng > 0 && spacingPerAng < 10))
    throw refuse('k-point spacing', 'a number above 0 and below 10, 1/Å');
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

const refuse = (field: string, expected: string) =>
  new EpistackError({ code: 'setting', field, expected });
