import { describe, expect, test } from 'vitest';
import { EpistackError } from '#core/errors.ts';
import { rightHanded } from '#core/io/rightHanded.ts';
import { readSync, sourceOf } from '#core/io/text/reading.ts';
import { encodeUtf8 } from '#core/io/text/utf8.ts';
import { decodeTrajectoryFrame, trajectoryStructure } from '#core/io/trajectory/trajectory.ts';
import type { TrajectoryIndex } from '#core/io/trajectory/trajectoryIndex.ts';
import { speciesOrder } from '#core/io/vasp/poscar.ts';
import { scanXdatcar } from '#core/io/vasp/xdatcar.ts';
import { writeXdatcar } from '#core/io/vasp/xdatcarWrite.ts';
import { mulRow } from '#core/math/mat3.ts';
import { fc } from '../../../helpers/property.ts';
import { failureOf, farthest, structures } from '../structures.ts';

const HEADER = 'CdS\n1.0\n 4 0 0\n 0 5 0\n 0 0 6\n Cd S\n 1 1\n';
const frame = (n: number, ...rows: string[]) =>
  `Direct configuration=     ${n}\n${rows.join('\n')}\n`;
const TWO =
  HEADER +
  frame(1, '  0.00000000  0.00000000  0.00000000', '  0.25000000  0.25000000  0.25000000') +
  frame(2, '  0.50000000  0.00000000  0.00000000', '  0.25000000  0.25000000  0.75000000');
/** The index of a file that is wanted whole: what ends the reading early refuses it. */
function indexOf(bytes: Uint8Array) {
  const found = readSync(scanXdatcar(bytes.length), sourceOf(bytes));
  if (found.problem !== null) throw new EpistackError(found.problem);
  return found;
}
const index = (text: string) => indexOf(encodeUtf8(text));
const frameOf = (text: string, i: number) =>
  trajectoryStructure(sourceOf(encodeUtf8(text)), index(text), i);
const xyzOf = (text: string, i: number) => [...frameOf(text, i).xyz];
/** As it is drawn. */
function decode(bytes: Uint8Array, found: TrajectoryIndex, i: number): Float32Array {
  const xyz = new Float32Array(3 * found.numbers.length);
  decodeTrajectoryFrame(bytes.subarray(found.starts[i], found.ends[i]), found, i, { xyz });
  return xyz;
}

describe('what is read', () => {
  test('a fixed cell is stored once', () => {
    const found = index(TWO);
    expect([...found.numbers]).toEqual([48, 16]);
    expect(found.starts.length).toBe(2);
    expect(found.layout.cells.length).toBe(9);
    expect(xyzOf(TWO, 1)).toEqual([2, 0, 0, 1, 1.25, 4.5]);
    expect(found.notes).toEqual([]);
  });

  test('a header before each frame, cells that change', () => {
    const text = TWO + HEADER.replace('4 0 0', '8 0 0') + frame(3, '0.5 0 0', '.25 -0.25 1.25');
    expect(index(text).layout.cellOf).toEqual(Uint32Array.of(0, 0, 1));
    expect(xyzOf(text, 2)).toEqual([4, 0, 0, 2, -1.25, 7.5]);
    expect([...frameOf(text, 2).lattice]).toEqual([8, 0, 0, 0, 5, 0, 0, 0, 6]);
  });

  test('the same header again is the same cell', () => {
    expect(index(TWO + HEADER + frame(3, '0 0 0', '0 0 0.5')).layout.cells.length).toBe(9);
  });

  test('Konfig=, Cartesian, scale factor, Windows line ends, blank end', () => {
    expect(index(TWO.replaceAll('Direct configuration=', 'Konfig=')).starts.length).toBe(2);
    const cartesian = TWO.replace('1.0', '2.0').replace(
      'Direct configuration=     2',
      'Cartesian configuration= 2',
    );
    expect(xyzOf(cartesian, 1)).toEqual([1, 0, 0, 0.5, 0.5, 1.5]);
    expect(xyzOf(`${TWO.replaceAll('\n', '\r\n')}\r\n \r\n`, 1)).toEqual([2, 0, 0, 1, 1.25, 4.5]);
  });

  test('lines of changing length are counted', () => {
    const text =
      HEADER +
      frame(1, '0 0 0', '0.25 0.5 0.75') +
      frame(2, '0.1 0.1 0.1', '0 0 0') +
      frame(3, '0 0 1e-1', '1E0 +.5 5.d-1');
    expect(index(text).starts.length).toBe(3);
    expect(xyzOf(text, 2)).toEqual([0, 0, 0.1 * 6, 4, 2.5, 3]);
  });
});

describe('torn and corrupt files', () => {
  test('cut anywhere, every frame that is left equals the original; nothing else is thrown', () => {
    const bytes = encodeUtf8(
      TWO +
        HEADER.replace('4 0 0', '8 0 0') +
        frame(3, '  0.50000000  0.00000000  0.00000000', '  0.25000000  0.25000000  0.75000001'),
    );
    const whole = indexOf(bytes);
    const ends = [...whole.starts].map((start) => start + 2 * 37);
    for (let size = 0; size < bytes.length; size++) {
      const cut = bytes.subarray(0, size);
      // The last line needs its digits, not its end.
      const expected = ends.filter((end) => end - 1 <= size).length;
      if (expected === 0) {
        expect(failureOf(() => indexOf(cut))).toMatchObject({
          code: expect.stringMatching(/parse|bad-lattice|unknown-element/),
        });
        continue;
      }
      const found = indexOf(cut);
      expect(found.starts.length, `at ${size} bytes`).toBe(expected);
      for (let i = 0; i < expected; i++)
        expect(decode(cut, found, i)).toEqual(decode(bytes, whole, i));
      const clean = ends.some((end) => end - 1 === size || end === size);
      expect(found.notes.length > 0, `at ${size} bytes`).toBe(!clean);
    }
  });

  const corrupt: [string, string, number][] = [
    ['a position is missing', TWO.replace('  0.25000000  0.25000000  0.25000000\n', ''), 10],
    [
      'a position too many',
      TWO.replace('Direct configuration=     2', '0.1 0.1 0.1\nDirect configuration=     2'),
      11,
    ],
    ['text among positions', TWO.replace('  0.25000000  0.25000000  0.25000000', 'Cd'), 10],
    ['no marker', `${HEADER}0 0 0\n0 0 0\n`, 8],
    [
      'other atoms in a later header',
      TWO + HEADER.replace('1 1', '1 2') + frame(3, '0 0 0', '0 0 0', '0 0 0'),
      14,
    ],
    ['not one whole frame', HEADER + frame(1, '0 0 0'), 8],
  ];
  test.each(corrupt)('%s', (_, text, line) =>
    expect(failureOf(() => index(text))).toMatchObject({ code: 'parse', line }),
  );

  test.each([
    '0.25000000  0.25000000  0.2500000x',
    '0.25000000  0.25000000          ',
    '0.25000000  NaN         0.75000000',
    '0.25000000+10.25000000  0.75000000',
    '0.25000000 1E99999999  0.75000000',
  ])('numbers are looked at when the frame is: %j', (row) => {
    const bytes = encodeUtf8(TWO.replace('0.25000000  0.25000000  0.75000000', row));
    const found = indexOf(bytes);
    expect(failureOf(() => decode(bytes, found, 1))).toMatchObject({
      code: 'parse',
      line: 13,
    });
    expect(failureOf(() => decode(bytes, found, 0))).toBe('accepted');
  });

  test('an absurd count is refused before anything is allocated', () => {
    expect(failureOf(() => index(TWO.replace(' 1 1', ' 1 999999999')))).toMatchObject({
      code: 'too-large',
    });
    expect(failureOf(() => index(TWO.replace(' 1 1', ' 1 1999999')))).toMatchObject({
      code: 'parse',
    });
  });

  test.each([-1, 2, 0.5, Number.NaN])('frame %s is not there', (i) => {
    const bytes = encodeUtf8(TWO);
    expect(failureOf(() => decode(bytes, indexOf(bytes), i))).toMatchObject({
      code: 'too-large',
      limit: 1,
    });
  });
});

describe('laws', () => {
  /** Everything as strings and objects, as slowly as it gets. */
  function eagerRead(text: string) {
    const lines = text.trimEnd().split('\n');
    const frames: number[][] = [];
    let lattice: number[] = [];
    let n = 0;
    for (let at = 0; at < lines.length; ) {
      if (!lines[at]!.includes('configuration=')) {
        lattice = lines.slice(at + 2, at + 5).flatMap((l) => l.trim().split(/\s+/).map(Number));
        n = lines[at + 6]!.trim()
          .split(/\s+/)
          .map(Number)
          .reduce((a, b) => a + b, 0);
        at += 7;
      }
      const rows = lines.slice(at + 1, at + 1 + n).map((l) => l.trim().split(/\s+/).map(Number));
      frames.push(rows.flatMap((r) => [...mulRow([r[0]!, r[1]!, r[2]!], lattice)]));
      at += 1 + n;
    }
    return frames;
  }

  const trajectories = fc
    .tuple(
      structures({ maxAtoms: 5 }),
      fc.array(fc.tuple(structures({ maxAtoms: 1 }), fc.boolean()), { minLength: 1, maxLength: 6 }),
    )
    .map(([s, moves]) => ({
      numbers: s.numbers,
      frames: moves.map(([other, sameCell], k) => ({
        lattice: sameCell ? s.lattice : other.lattice,
        xyz: s.xyz.map((x) => x * (1 - k / 7)),
      })),
    }));

  test('indexed read = eager read for every frame; parse ∘ write = id to the digits written', () => {
    fc.assert(
      fc.property(trajectories, fc.integer({ min: 8, max: 16 }), ({ numbers, frames }, digits) => {
        const text = [...writeXdatcar({ title: 'T', numbers, frames, digits })].join('');
        const bytes = encodeUtf8(text);
        const found = indexOf(bytes);
        const eager = eagerRead(text);
        expect(found.starts.length).toBe(frames.length);
        const order = speciesOrder(numbers);
        frames.forEach(({ lattice: given, xyz }, i) => {
          const lattice = rightHanded(given);
          const { xyz: read, lattice: cell } = trajectoryStructure(sourceOf(bytes), found, i);
          expect([...read]).toEqual(eager[i]);
          expect([...decode(bytes, found, i)]).toEqual(eager[i]!.map(Math.fround));
          expect(farthest(cell, lattice)).toBeLessThan(1e-14);
          const written = [...order].flatMap((a) => [...xyz.subarray(3 * a, 3 * a + 3)]);
          expect(farthest(read, written)).toBeLessThan(40 * 10 ** -digits + 1e-12);
        });
      }),
    );
  });
});
