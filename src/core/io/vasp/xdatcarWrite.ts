import { rightHanded } from '#core/io/rightHanded.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import { numbersLine, speciesOrder, vaspCellAndSpecies, vaspTitle } from './poscar.ts';

export interface TrajectoryFrame {
  /** 3×3, rows, Å. */
  readonly lattice: Float64Array;
  /** 3N, Cartesian, Å. */
  readonly xyz: ArrayLike<number>;
}

export interface Trajectory {
  readonly title?: string;
  /** N atomic numbers, the same in all frames. */
  readonly numbers: ArrayLike<number>;
  /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; absent or null: there is none. */
  readonly valencesE?: Float64Array | null;
  readonly frames: Iterable<TrajectoryFrame>;
  /** Decimals of the fractions; VASP writes 8. */
  readonly digits?: number;
}

/**
 * An XDATCAR in parts, one a frame, so that a long trajectory is never held as one string. The header is repeated where
 * the cell changes. Atoms are in `speciesOrder`; positions are not wrapped. A left-handed cell has a and b exchanged.
 */
export function* writeXdatcar(trajectory: Trajectory): Generator<string> {
  const { numbers, valencesE = null, frames, digits = 8 } = trajectory;
  const order = speciesOrder(numbers, valencesE);
  const title = vaspTitle(trajectory.title ?? '', numbers, valencesE);
  let written = '';
  let toFile: Float64Array = new Float64Array(9);
  let count = 0;
  for (const { lattice: given, xyz } of frames) {
    const lattice = rightHanded(given);
    const out: string[] = [];
    const header = [title, '1.0', ...vaspCellAndSpecies(lattice, numbers, valencesE)].join('\n');
    if (header !== written) {
      out.push(header);
      written = header;
      toFile = inverse(lattice);
    }
    count++;
    out.push(`Direct configuration=${String(count).padStart(6)}`);
    for (const i of order) out.push(numbersLine(mulRow(row(xyz, i), toFile), digits));
    yield `${out.join('\n')}\n`;
  }
}
