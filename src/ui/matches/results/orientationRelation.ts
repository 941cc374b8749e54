import { MICROSCOPE_RELATION } from '#core/match/relation.ts';
import { gcd } from '#core/math/integer.ts';
import { mulRow } from '#core/math/mat3.ts';
import { length2 } from '#core/math/plane2.ts';
import { norm } from '#core/math/vec3.ts';
import type { Built, BuiltSlab } from '#core/recipe/build.ts';
import { indexText, MAX_INDEX, readPlane } from '#core/surface/miller.ts';

/** A plane and a direction in it: (h k l)[u v w], three or four indices each. */
export interface PlaneAndDirection {
  readonly hkl: readonly number[];
  readonly uvw: readonly number[];
}

const BOTH = /^\s*[({]([^)}]*)[)}]\s*[[<⟨]([^\]>⟩]*)[\]>⟩]\s*$/;

/**
 * "(211)[-111]", "{2 1 1} <−1 1 1>", "(2,1,1)[1̄11]" → indices; any sort of minus, bars over digits, commas or
 * spaces. Null when it is none of these.
 */
export function parsePlaneAndDirection(text: string): PlaneAndDirection | null {
  const [, inRound = '', inSquare = ''] = BOTH.exec(text) ?? [];
  const [hkl, uvw] = [readPlane(inRound), readPlane(inSquare)];
  return hkl && uvw ? { hkl, uvw } : null;
}

/** A relation typed into one field, "… ∥ …" or "… || …": its two halves. */
export const halves = (text: string): readonly [string, string] | null => {
  const parts = text.split(/∥|‖|\|\|/);
  return parts.length === 2 ? [parts[0]!.trim(), parts[1]!.trim()] : null;
};

export const planeAndDirectionText = ({ hkl, uvw }: PlaneAndDirection): string =>
  `(${indexText(hkl)})[${indexText(uvw)}]`;

/** Two planes laid on each other, and the directions in them that lie along each other. */
export interface PlanesAndDirections {
  readonly film: PlaneAndDirection;
  readonly substrate: PlaneAndDirection;
}

/**
 * The relation to begin with: the microscope's for its own pair of crystals, else that of the stack as it
 * stands, its planes with the directions of the cells' first vectors, which lie on each other.
 */
export function firstRelation({ slabs }: Built): PlanesAndDirections {
  const [substrate, film] = slabs;
  const papers = substrate?.spec.material === 'CsPbBr3' && film?.spec.material === 'CdS';
  if (substrate === undefined || film === undefined || papers) return MICROSCOPE_RELATION;
  return { film: alongFirst(film), substrate: alongFirst(substrate) };
}

function alongFirst({ spec, slab, crystal, matrix }: BuiltSlab): PlaneAndDirection {
  const { directions, cell } = slab.surface;
  // A coprime conventional direction is a whole number of primitive vectors long.
  const [p, q] = directions.map((d, i) =>
    Math.round(norm(mulRow(d, crystal.lattice)) / length2(cell[i]!)),
  ) as [number, number];
  const [m, n] = [matrix[0][0] * q, matrix[0][1] * p];
  const exact = coprime(directions[0].map((u, k) => m * u + n * directions[1][k]!));
  const readable = exact.every((x) => Math.abs(x) <= MAX_INDEX);
  const [u, v, w] = readable ? exact : directions[0];
  // Four indices where the plane is written so.
  const uvw =
    spec.hkl.length === 4 ? coprime([2 * u! - v!, 2 * v! - u!, -u! - v!, 3 * w!]) : [u!, v!, w!];
  return { hkl: spec.hkl, uvw };
}

function coprime(indices: readonly number[]): readonly number[] {
  const divisor = indices.reduce(gcd, 0);
  return indices.map((x) => x / divisor + 0);
}
