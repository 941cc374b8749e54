import { checkLattice } from '#core/crystal/lattice.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError, FRAME_NUMBER } from '#core/errors.ts';
import { row } from '#core/math/mat3.ts';
import { norm } from '#core/math/vec3.ts';
import { refuse } from './text.ts';

/** Most atoms in one frame. Counts are compared with it before anything is allocated. */
export const MAX_FRAME_ATOMS = 2_000_000;
/** Longest text that is held as one string. Trajectories are scanned as bytes instead. */
export const MAX_TEXT_BYTES = 256 * 1024 * 1024;
/** Farthest a coordinate may be from the origin, Å: beyond it a float32 cannot hold a bond. */
export const MAX_COORDINATE_ANG = 1e6;

/** @throws `too-large` for a frame that the file does not have; 0 is the first */
export function checkFrame(frame: number, frames: number): void {
  if (!(Number.isInteger(frame) && frame >= 0 && frame < frames))
    throw new EpistackError({
      code: 'too-large',
      what: FRAME_NUMBER,
      count: frame,
      limit: frames - 1,
    });
}

/** Shortest and longest cell vector of a crystal, Å. */
const CELL_LENGTH_ANG = [1e-3, 1e4] as const;

/** @throws `bad-lattice` unless the rows span a volume and have the lengths of a crystal's cell */
export function checkCell(lattice: Float64Array): void {
  for (let i = 0; i < 3; i++) {
    const length = norm(row(lattice, i));
    if (!Number.isFinite(length))
      throw new EpistackError({
        code: 'bad-lattice',
        reason: `the vector ${'abc'[i]} has no finite length: are its numbers and the scale factor right?`,
      });
    if (!(length > CELL_LENGTH_ANG[0] && length < CELL_LENGTH_ANG[1]))
      throw new EpistackError({
        code: 'bad-lattice',
        reason: `the vector ${'abc'[i]} is ${length.toPrecision(4)} Å long, not ${CELL_LENGTH_ANG.join(' to ')} Å: are the unit and the scale factor right?`,
      });
  }
  checkLattice(lattice);
}

/** @throws `too-large` over {@link MAX_FRAME_ATOMS}; NaN is refused too */
export function checkAtomCount(count: number, limit = MAX_FRAME_ATOMS): void {
  if (!(count <= limit))
    throw new EpistackError({ code: 'too-large', what: 'atoms', count, limit });
}

/** @throws `too-large` */
export function checkTextSize(length: number): void {
  if (length > MAX_TEXT_BYTES)
    throw new EpistackError({
      code: 'too-large',
      what: 'bytes of text',
      count: length,
      limit: MAX_TEXT_BYTES,
    });
}

/**
 * A structure from arrays that the caller owns, layer 0 everywhere.
 * @param lineOf line in the file of atom i, for the message
 * @throws `parse` at a coordinate that is not finite or beyond {@link MAX_COORDINATE_ANG}
 */
export function checkedStructure(
  format: string,
  parts: Omit<Structure, 'layer'> & { readonly layer?: Uint16Array },
  lineOf: (atom: number) => number,
): Structure {
  const { lattice, numbers, xyz } = parts;
  for (let k = 0; k < xyz.length; k++)
    if (!(Math.abs(xyz[k]!) < MAX_COORDINATE_ANG))
      refuse(format, lineOf(Math.floor(k / 3)), `a position within ${MAX_COORDINATE_ANG} Å`);
  return { lattice, numbers, xyz, layer: parts.layer ?? new Uint16Array(numbers.length) };
}
