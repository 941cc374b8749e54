import { type Cursor, readFloat } from '#core/io/text/floatBytes.ts';
import { checkCell, MAX_COORDINATE_ANG } from '#core/io/text/limits.ts';
import { located, refuse } from '#core/io/text/text.ts';
import { vaspForces } from '#core/io/trajectory/atomColumns.ts';
import type {
  FrameCell,
  FrameTarget,
  TrajectoryIndex,
} from '#core/io/trajectory/trajectoryIndex.ts';
import { VASPRUN_FORMAT as FORMAT } from './vasprun.ts';

/**
 * Fills a frame from its own bytes: cell and fractions from the structure, forces from after it.
 * @throws `parse` with the line of the file
 */
export function decodeVasprunFrame(
  bytes: Uint8Array,
  { numbers, lines }: Pick<TrajectoryIndex, 'numbers' | 'lines'>,
  frame: number,
  { xyz, columns }: FrameTarget,
): FrameCell {
  const forces = vaspForces(columns);
  const n = numbers.length;
  const file: Rows = { bytes, line: lines[frame]! };
  const lattice = new Float64Array(9);
  const basis =
    find(file, 'name="basis"', 0) ??
    refuse(FORMAT, file.line, 'the cell of this step (name="basis")');
  readVectors(file, basis, 3, 'a cell vector: three numbers', (k, x, y, z) => {
    lattice.set([x, y, z], 3 * k);
  });
  located({ format: FORMAT, line: file.line + lineFeeds(bytes, basis) }, () => checkCell(lattice));
  // Nine numbers: a typed array keeps no length in its type.
  const [ax, ay, az, bx, by, bz, cx, cy, cz] = lattice as unknown as NineNumbers;
  const positions =
    find(file, 'name="positions"', 0) ??
    refuse(FORMAT, file.line, 'the positions of this step (name="positions")');
  readVectors(file, positions, n, 'a position: three numbers', (i, u, v, w) => {
    xyz[3 * i] = u * ax + v * bx + w * cx;
    xyz[3 * i + 1] = u * ay + v * by + w * cy;
    xyz[3 * i + 2] = u * az + v * bz + w * cz;
  });
  if (forces !== undefined) {
    const at = find(file, 'name="forces"', positions);
    if (at !== null)
      readVectors(file, at, n, 'a force: three numbers', (i, x, y, z) => {
        forces[3 * i] = x;
        forces[3 * i + 1] = y;
        forces[3 * i + 2] = z;
      });
  }
  return { lattice, originAng: [0, 0, 0] };
}

interface Rows {
  readonly bytes: Uint8Array;
  /** Line of the first byte. */
  readonly line: number;
}

/** Offset after a text in the bytes, which is found by its letters; null when it is not there. */
function find({ bytes }: Rows, text: string, from: number): number | null {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let k = 1;
    while (k < text.length && bytes[at + k] === text.charCodeAt(k)) k++;
    if (k === text.length) return at + k;
  }
  return null;
}

const [LF, LESS, V, GREATER, SLASH] = [10, 60, 118, 62, 47];

/** Reads `<v> x y z </v>`, one after the other, and checks that there are no more. */
function readVectors(
  { bytes, line }: Rows,
  from: number,
  count: number,
  expected: string,
  put: (k: number, x: number, y: number, z: number) => void,
): void {
  const cursor: Cursor = { at: from };
  const wrong = (at: number, what: string): never =>
    refuse(FORMAT, line + lineFeeds(bytes, at), what);
  for (let k = 0; k < count; k++) {
    const at = bytes.indexOf(LESS, cursor.at);
    if (at < 0 || bytes[at + 1] !== V || bytes[at + 2] !== GREATER)
      wrong(at < 0 ? cursor.at : at, `${count} rows here: ${expected}`);
    const stop = bytes.indexOf(LESS, at + 1);
    const end = stop < 0 ? bytes.length : stop;
    cursor.at = at + 3;
    const x = readFloat(bytes, cursor, end);
    const y = readFloat(bytes, cursor, end);
    const z = readFloat(bytes, cursor, end);
    if (
      !(
        Math.abs(x) < MAX_COORDINATE_ANG &&
        Math.abs(y) < MAX_COORDINATE_ANG &&
        Math.abs(z) < MAX_COORDINATE_ANG
      )
    )
      wrong(at, expected);
    put(k, x, y, z);
    // Past "</v>", whose letters were not looked at.
    cursor.at = end + 4;
  }
  const end = bytes.indexOf(LESS, cursor.at);
  if (end < 0 || bytes[end + 1] !== SLASH) wrong(end < 0 ? cursor.at : end, `${count} rows here`);
}

type NineNumbers = [number, number, number, number, number, number, number, number, number];

function lineFeeds(bytes: Uint8Array, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(LF); at >= 0 && at < end; at = bytes.indexOf(LF, at + 1)) count++;
  return count;
}
