import type { Structure } from '#core/crystal/structure.ts';
import { det, inverse, mul, mulRow, row, transpose } from '#core/math/mat3.ts';
import type { StressField } from '#engines/dynamics/relaxation.ts';
import { fire } from '#engines/universal/fire.ts';
import { strained } from './strained.ts';

export interface CellRelaxStep {
  readonly step: number;
  readonly structure: Structure;
  readonly energyEv: number;
  readonly converged: boolean;
}

/** How far the deformation counts against the atoms: their springs and the cell's come out alike, Å for each √atom. */
const CELL_LENGTH_ANG = 2;

/**
 * Relaxes a crystal's cell and atoms together. Forces and stress have the symmetry of the crystal, and so it keeps it. The cell
 * is never turned: its deformation stays symmetric.
 * @param forceEvAng the largest force at which it ends; on the cell it is V σ / (2 Å √N)
 */
export function* cellRelaxation(
  start: Structure,
  field: StressField,
  options: { readonly forceEvAng: number; readonly maxSteps: number },
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
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++)
        out[width + 3 * i + j] = (factor * (onCell[3 * i + j]! + onCell[3 * j + i]!)) / 2;
    return { energyEv, forces: out };
  };
  const q = new Float64Array(width + 9);
  q.set(start.xyz);
  for (const { step, energyEv, xyz, converged } of fire(q, onAll, { ...options, frozen: null }))
    yield { step, energyEv, converged, structure: at(xyz) };
}
