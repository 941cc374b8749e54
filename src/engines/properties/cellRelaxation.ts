import type { Structure } from '#core/crystal/structure.ts';
import { det, inverse, mul, mulRow, row, transpose } from '#core/math/mat3.ts';
import type { StressField } from '#engines/dynamics/relaxation.ts';
import { lbfgs } from '#engines/universal/lbfgs.ts';
import { strained } from './strained.ts';

export interface CellRelaxStep {
  readonly step: number;
  readonly structure: Structure;
  readonly energyEv: number;
  readonly converged: boolean;
}

/**
 * What of a cell moves: all of it; all, but its plane stays flat in x and y; or the normal alone, as in a slab whose plane is
 * held. The cell is never turned: its deformation stays symmetric, in the plane where that is flat.
 */
export type CellFreedom = 'all' | 'flat' | 'normal';

/** How far the deformation counts against the atoms: their springs and the cell's come out alike, Å for each √atom. */
const CELL_LENGTH_ANG = 2;

/**
 * Relaxes a crystal's cell and atoms together. Forces and stress have the symmetry of the crystal, and so it keeps it.
 * @param forceEvAng the largest force at which it ends; on the cell it is V σ / (2 Å √N)
 */
export function* cellRelaxation(
  start: Structure,
  field: StressField,
  options: {
    readonly forceEvAng: number;
    readonly maxSteps: number;
    /** All, if not given. */
    readonly free?: CellFreedom;
  },
): Generator<CellRelaxStep, void, void> {
  const width = start.xyz.length;
  const lengthAng = CELL_LENGTH_ANG * Math.sqrt(start.numbers.length);
  const deformationAt = (q: Float64Array) =>
    Float64Array.from({ length: 9 }, (_, k) => (k % 4 === 0 ? 1 : 0) + q[width + k]! / lengthAng);
  const at = (q: Float64Array) => strained({ ...start, xyz: q.slice(0, width) }, deformationAt(q));
  const onAll = (q: Float64Array) => {
    const deformation = deformationAt(q);
    const { lattice, xyz } = at(q);
    const { energyEv, forces, stress } = field(xyz, lattice);
    const out = new Float64Array(q.length);
    const back = transpose(deformation);
    for (let i = 0; i < width / 3; i++) out.set(mulRow(row(forces, i), back), 3 * i);
    const onCell = mul(transpose(inverse(deformation)), stress);
    const factor = -Math.abs(det(lattice)) / lengthAng;
    const pull = freed(onCell, options.free ?? 'all');
    for (let k = 0; k < 9; k++) out[width + k] = factor * pull[k]!;
    return { energyEv, forces: out };
  };
  const q = new Float64Array(width + 9);
  q.set(start.xyz);
  for (const { step, energyEv, xyz, converged } of lbfgs(q, onAll, { ...options, frozen: null }))
    yield { step, energyEv, converged, structure: at(xyz) };
}

/** The part of a pull on the deformation that it may follow. Its last row is where the normal goes. */
function freed(pull: Float64Array, free: CellFreedom): Float64Array {
  // A spread has no length in its type.
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = [...pull] as Nine;
  if (free === 'normal') return Float64Array.of(0, 0, 0, 0, 0, 0, zx, zy, zz);
  const inPlane = (xy + yx) / 2;
  if (free === 'flat') return Float64Array.of(xx, inPlane, 0, inPlane, yy, 0, zx, zy, zz);
  const [x, y] = [(xz + zx) / 2, (yz + zy) / 2];
  return Float64Array.of(xx, inPlane, x, inPlane, yy, y, x, y, zz);
}

type Nine = [number, number, number, number, number, number, number, number, number];

/** Goes to the end of a relaxation. */
export function* restOf(
  steps: Generator<CellRelaxStep, void, void>,
): Generator<void, CellRelaxStep, void> {
  let end: CellRelaxStep | null = null;
  for (const step of steps) {
    end = step;
    yield;
  }
  // L-BFGS tells the first step before any other.
  return end!;
}
