import { EpistackError } from '#core/errors.ts';
import { inverse, mul, mulRow, transpose } from '#core/math/mat3.ts';
import { faultOf } from './faults.ts';
import type { LammpsInput } from './lammpsInput.ts';

/** What a snapshot carries besides its positions. */
export interface SnapshotAbout {
  /** 3×3, rows, Å, in the structure's axes: the structure's own array while the box is unchanged. */
  readonly lattice: Float64Array;
  /** fs of dynamics since the run began; iterations of a minimiser are no time. */
  readonly timeFs: number;
  readonly minimising: boolean;
}

export type OnSnapshot = (step: number, xyz: Float64Array, about: SnapshotAbout) => void;

/**
 * The time of the dynamics. LAMMPS's own clock runs while it minimises and is put back afterwards, and a
 * script may set it anew: only what passes forwards between two looks while atoms move in time counts.
 */
export interface RunClock {
  minimising: boolean;
  timestepFs: number;
  /** @param lammpsFs LAMMPS's own time; without it, steps are counted */
  at(step: number, lammpsFs?: number): number;
}

export function runClock(timestepFs: number): RunClock {
  let timeFs = 0;
  let before = { step: 0, lammpsFs: 0 };
  return {
    minimising: false,
    timestepFs,
    at(step, lammpsFs) {
      const now = lammpsFs ?? before.lammpsFs + (step - before.step) * this.timestepFs;
      if (!this.minimising) timeFs += Math.max(0, now - before.lammpsFs);
      before = { step, lammpsFs: now };
      return timeFs;
    },
  };
}

/** A frozen atom that has moved by no more than this has stayed, Å. */
const STAYS_ANG = 1e-3;

/** Parses the snapshot file while LAMMPS writes it. */
export function snapshotReader(
  input: LammpsInput,
  clock: RunClock,
  onSnapshot: OnSnapshot | undefined,
) {
  const decoder = new TextDecoder();
  const latticeOf = latticeReader(input);
  const count = input.start.xyz.length / 3;
  let lines: string[] = [];
  let rest = '';
  /** The clock is read when a snapshot begins, because it is parsed later. */
  let begun: Pick<SnapshotAbout, 'timeFs' | 'minimising'>[] = [];
  let lammpsFs: number | undefined;
  const moved = new Set<number>();
  const state = {
    /** How many frozen atoms have moved, and the largest distance. */
    frozen: { moved: 0, farthestAng: 0 },
    write(bytes: Uint8Array): void {
      if (!onSnapshot && input.frozen === null) return;
      const parts = (rest + decoder.decode(bytes)).split('\n');
      rest = parts.pop()!;
      for (const part of parts) {
        const before = lines.at(-1);
        if (before === 'ITEM: TIME') {
          lammpsFs = Number(part);
          lines.pop();
          continue;
        }
        if (before === 'ITEM: TIMESTEP') {
          const timeFs = clock.at(Number(part), lammpsFs);
          begun.push({ timeFs, minimising: clock.minimising });
          lammpsFs = undefined;
        }
        lines.push(part);
      }
    },
    /** @throws `engine` when the atoms are not those of the start any more */
    advance(): void {
      // "ITEM: TIMESTEP", step, "ITEM: NUMBER OF ATOMS", count, four lines of the box, heading, atoms
      while (lines.length >= 9 && lines.length >= 9 + Number(lines[3])) {
        const atoms = Number(lines[3]);
        const frame = lines.slice(0, 9 + atoms);
        lines = lines.slice(frame.length);
        if (atoms !== count)
          throw refusal(
            `the script changed the number of atoms from ${count} to ${atoms}: a trajectory here holds the same atoms in all its frames`,
          );
        const xyz = positions(frame.slice(9), input.toStructure);
        watchFrozen(xyz);
        const about = { ...begun[0]!, lattice: latticeOf(frame.slice(5, 8)) };
        begun = begun.slice(1);
        onSnapshot?.(Number(frame[1]), xyz, about);
      }
    },
  };
  function watchFrozen(xyz: Float64Array): void {
    input.frozen?.forEach((flag, i) => {
      if (flag !== 1) return;
      const ang = Math.hypot(
        ...[0, 1, 2].map((k) => xyz[3 * i + k]! - input.start.xyz[3 * i + k]!),
      );
      if (ang <= STAYS_ANG) return;
      moved.add(i);
      state.frozen = {
        moved: moved.size,
        farthestAng: Math.max(state.frozen.farthestAng, ang),
      };
    });
  }
  return state;
}

/** Three lines "low high tilt" of a dump, where low and high are those of the box's bounding box. */
function latticeReader({ start, toStructure, ewald }: LammpsInput) {
  const { box, lattice } = start;
  // The structure's cell as whole multiples of the box that LAMMPS was given.
  const whole = mul(mul(lattice, transpose(toStructure)), inverse(box)).map(Math.round);
  return (rows: readonly string[]): Float64Array => {
    const [x, y, z] = rows.map((line) => line.trim().split(/\s+/).map(Number)) as [
      number[],
      number[],
      number[],
    ];
    const [xy, xz, yz] = [x[2] ?? 0, y[2] ?? 0, z[2] ?? 0];
    const now = Float64Array.of(
      x[1]! - x[0]! - (Math.max(0, xy, xz, xy + xz) - Math.min(0, xy, xz, xy + xz)),
      0,
      0,
      xy,
      y[1]! - y[0]! - Math.abs(yz),
      0,
      xz,
      yz,
      z[1]! - z[0]!,
    );
    if (now.every((v, k) => Math.abs(v - box[k]!) < 1e-6)) return lattice;
    const changed = mul(mul(whole, now), toStructure);
    // The box of a slab alone has no edge along c.
    if (ewald === 'slab') changed.set(lattice.subarray(6), 6);
    return changed;
  };
}

/** Rows "id type x y z", sorted by id, in the structure's axes. */
function positions(rows: readonly string[], toStructure: Float64Array): Float64Array {
  const xyz = new Float64Array(3 * rows.length);
  rows.forEach((text, i) => {
    const [id, , x, y, z] = text.split(' ').map(Number);
    if (id !== i + 1) throw refusal(`atom ${i + 1} is missing from a snapshot`);
    xyz.set(mulRow([x!, y!, z!], toStructure), 3 * i);
  });
  return xyz;
}

export function refusal(text: string): EpistackError {
  const fault = faultOf(text);
  return new EpistackError({
    code: 'engine',
    engine: 'LAMMPS',
    reason: text.split('\n')[0]!.replace(/^(Error: )?ERROR: /, ''),
    ...(fault === null ? {} : { fault }),
  });
}
