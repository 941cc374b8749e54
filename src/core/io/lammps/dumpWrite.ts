import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Periodic } from '#core/io/atomsFile.ts';
import { rightHanded } from '#core/io/rightHanded.ts';
import { NUCLEAR_CHARGE, speciesOf } from '#core/io/species.ts';
import { fixedDecimals } from '#core/io/text/text.ts';
import type { Trajectory, TrajectoryFrame } from '#core/io/vasp/xdatcarWrite.ts';
import { mulRow, row } from '#core/math/mat3.ts';
import { lammpsBox } from './lammpsData.ts';

export interface DumpFrame extends TrajectoryFrame {
  /** Along a, b, c of the right-handed cell; absent: all three. */
  readonly periodic?: Periodic;
}

export interface DumpTrajectory extends Omit<Trajectory, 'frames'> {
  readonly frames: Iterable<DumpFrame>;
  /** N, index of each atom's slab; written as column `layer`. */
  readonly layer: ArrayLike<number>;
  /** Time steps between frames. */
  readonly stepsPerFrame?: number;
}

/**
 * A LAMMPS text dump in parts, one a frame: id, type, element, layer, unwrapped positions in Å; where there is
 * pseudo-hydrogen, the nuclear charge of each atom, e.
 * A dump knows only boxes with a along x and b in the xy plane: another cell is turned there, its atoms
 * with it. A left-handed cell has a and b exchanged.
 * @see https://docs.lammps.org/dump.html
 */
export function* writeLammpsDump(trajectory: DumpTrajectory): Generator<string> {
  const { numbers, valencesE = null, layer, frames, digits = 8, stepsPerFrame = 1 } = trajectory;
  const { of } = speciesOf(numbers, valencesE);
  let count = 0;
  for (const { lattice, xyz, periodic = [true, true, true] } of frames) {
    const flags = periodic.map((p) => (p ? 'pp' : 'ff')).join(' ');
    const { box, turn } = lammpsBox(rightHanded(lattice));
    const out = [
      'ITEM: TIMESTEP',
      String(count * stepsPerFrame),
      'ITEM: NUMBER OF ATOMS',
      String(numbers.length),
      ...boxLines(box, digits, flags),
      `ITEM: ATOMS id type element layer xu yu zu${valencesE === null ? '' : ` ${NUCLEAR_CHARGE}`}`,
    ];
    for (let i = 0; i < numbers.length; i++) {
      const at = mulRow(row(xyz, i), turn).map((x) => fixedDecimals(x, digits));
      const z = numbers[i]!;
      // Of other atoms it is that of their element.
      const charge = valencesE && (Number.isNaN(valencesE[i]!) ? z : valencesE[i]);
      const end = charge === null ? '' : ` ${charge}`;
      out.push(`${i + 1} ${of[i]! + 1} ${SYMBOLS[z]} ${layer[i]} ${at.join(' ')}${end}`);
    }
    count++;
    yield `${out.join('\n')}\n`;
  }
}

/** Bounds of the box that encloses the cell, and the tilts where there are any. */
function boxLines(box: Float64Array, digits: number, flags: string): string[] {
  const [xy, xz, yz] = [box[3]!, box[6]!, box[7]!].map((t) => (Math.abs(t) < 1e-9 ? 0 : t)) as [
    number,
    number,
    number,
  ];
  const text = (x: number) => fixedDecimals(x, digits);
  if (xy === 0 && xz === 0 && yz === 0)
    return [`ITEM: BOX BOUNDS ${flags}`, ...[0, 4, 8].map((k) => `${text(0)} ${text(box[k]!)}`)];
  const x = [0, xy, xz, xy + xz];
  return [
    `ITEM: BOX BOUNDS xy xz yz ${flags}`,
    `${text(Math.min(...x))} ${text(box[0]! + Math.max(...x))} ${text(xy)}`,
    `${text(Math.min(0, yz))} ${text(box[4]! + Math.max(0, yz))} ${text(xz)}`,
    `${text(0)} ${text(box[8]!)} ${text(yz)}`,
  ];
}
