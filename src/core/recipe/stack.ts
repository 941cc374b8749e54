import type { Crystal } from '#core/crystal/crystal.ts';
import { wrap01 } from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';
import { alongX, deformation, sharedCell } from '#core/match/strain.ts';
import {
  type Cell2,
  det2,
  type IntMat2,
  inverse2,
  mul2,
  rowTimes,
  type Vec2,
} from '#core/math/plane2.ts';
import { cutSlab, heightsOf, inPlaneCell, type Slab } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import type { SlabSpec, StrainPolicy } from './recipe.ts';

/** More atoms than this are refused before any memory is taken. */
export const MAX_STACK_ATOMS = 1_200_000;

/** A slab cut to its supercell, still unstrained and in its own frame. */
export interface CutSlab {
  readonly spec: SlabSpec;
  readonly crystal: Crystal;
  readonly slab: Slab;
  /** Supercell in multiples of the primitive in-plane cell, det > 0. */
  readonly matrix: IntMat2;
  /** Rows of the unstrained supercell, Å. */
  readonly supercell: Cell2;
}

/** @throws `bad-plane`, `bad-slab`, `bad-supercell` */
export function cutToSupercell(crystal: Crystal, spec: SlabSpec, face: 'top' | 'bottom'): CutSlab {
  const surface = surfaceOf(crystal, spec.hkl, spec.planesOf);
  const slab = cutSlab(surface, { ...spec, face });
  const { matrix: basis } = inPlaneCell(surface, spec.inPlane);
  const matrix = mul2(spec.matrix, basis);
  if (!(det2(matrix) > 0))
    throw new EpistackError({
      code: 'bad-supercell',
      slab: crystal.name,
      reason: 'the matrix needs a positive determinant',
    });
  return { spec, crystal, slab, matrix, supercell: mul2(matrix, surface.cell) };
}

/** The in-plane cell of the stack, a along x. A second film and later ones always follow it. */
export function interfaceCell(slabs: readonly CutSlab[], strained: StrainPolicy): Cell2 {
  const [substrate, film] = slabs;
  if (film === undefined) return alongX(substrate!.supercell);
  if (strained.who === 'film') return alongX(substrate!.supercell);
  if (strained.who === 'substrate') return alongX(film.supercell);
  return sharedCell(film.supercell, substrate!.supercell, strained.filmShare);
}

/** Atoms of one slab in the interface cell, in the order plane (upward), cell, site. */
export interface PlacedSlab {
  readonly numbers: Uint8Array;
  readonly xyz: Float64Array;
  readonly charges: Float64Array | null;
  /** Atomic plane of each atom, counted from the slab's bottom. */
  readonly plane: Uint16Array;
  /** Atom of the surface's primitive cell that each one repeats. */
  readonly site: Uint16Array;
  readonly lowAng: number;
  readonly highAng: number;
}

/**
 * Repeats, strains, shifts and wraps a slab.
 * @param cell the interface cell, a along x
 * @param shift fractions of the interface cell
 * @param baseAng height of the slab's lowest atom
 */
export function placeSlab(cut: CutSlab, cell: Cell2, shift: Vec2, baseAng: number): PlacedSlab {
  const { slab, matrix } = cut;
  const points = cosets(matrix);
  const n = slab.numbers.length;
  const total = n * points.length;
  const numbers = new Uint8Array(total);
  const xyz = new Float64Array(3 * total);
  const plane = new Uint16Array(total);
  const site = new Uint16Array(total);
  const charges = slab.charges && new Float64Array(total);
  const f = deformation(cut.supercell, cell);
  const toFrac = inverse2(cell);
  const { lowAng, highAng } = heightsOf(slab);
  const rise = 1 + (cut.spec.normalStrain ?? 0);
  const steps = points.map((p) => rowTimes(p, slab.surface.cell));
  const starts = planeStarts(slab);
  let at = 0;
  for (let p = 0; p + 1 < starts.length; p++)
    for (const step of steps)
      for (let i = starts[p]!; i < starts[p + 1]!; i++) {
        const flat = rowTimes([slab.xyz[3 * i]! + step[0], slab.xyz[3 * i + 1]! + step[1]], f);
        const frac = rowTimes(flat, toFrac);
        const [x, y] = rowTimes([wrap01(frac[0] + shift[0]), wrap01(frac[1] + shift[1])], cell);
        numbers[at] = slab.numbers[i]!;
        plane[at] = slab.plane[i]!;
        site[at] = slab.site[i]!;
        if (charges) charges[at] = slab.charges![i]!;
        xyz.set([x, y, rise * (slab.xyz[3 * i + 2]! - lowAng) + baseAng], 3 * at);
        at++;
      }
  const topAng = baseAng + rise * (highAng - lowAng);
  return { numbers, xyz, charges, plane, site, lowAng: baseAng, highAng: topAng };
}

/** First atom of each plane, and the end: atoms of a slab come plane by plane. */
function planeStarts(slab: Slab): readonly number[] {
  const starts = Array.from(slab.sequence, (_, p) => slab.plane.indexOf(p)).filter((i) => i >= 0);
  return [...starts, slab.plane.length];
}

/**
 * The lattice points inside a supercell, each once: exact integer arithmetic, no rounding at the edges. As many steps
 * as there are points and rows, however sheared the cell is.
 */
export function cosets(matrix: IntMat2): readonly (readonly [number, number])[] {
  const [[a, b], [c, d]] = matrix;
  const n = det2(matrix);
  const out: [number, number][] = [];
  const low = [Math.min(0, a, c, a + c), Math.min(0, b, d, b + d)];
  const high = [Math.max(0, a, c, a + c), Math.max(0, b, d, b + d)];
  for (let i = low[0]!; i <= high[0]!; i++) {
    // (i, j) · matrix⁻¹ = (i·d − j·c, j·a − i·b) / n, both in [0, 1).
    const [one, other] = [within(-c, i * d, n), within(a, -i * b, n)];
    const from = Math.max(low[1]!, one[0], other[0]);
    const to = Math.min(high[1]!, one[1], other[1]);
    for (let j = from; j <= to; j++) out.push([i, j]);
  }
  return out;
}

/** The whole numbers j with 0 ≤ slope · j + start < n, as the first and the last. */
function within(slope: number, start: number, n: number): readonly [number, number] {
  if (slope === 0) return start >= 0 && start < n ? [-Infinity, Infinity] : [1, 0];
  const [zero, end] = [-start / slope, (n - start) / slope];
  // Quotients of safe integers: whole ones are exact, so that an edge is on the right side.
  return slope > 0
    ? [Math.ceil(zero), Math.ceil(end) - 1]
    : [Math.floor(end) + 1, Math.floor(zero)];
}
