import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { PlayableId } from '#core/io/formats.ts';
import { BLOCK_BYTES, sourceOf } from '#core/io/text/reading.ts';
import { encodeUtf8 } from '#core/io/text/utf8.ts';
import { frameCache } from '#core/io/trajectory/frameCache.ts';
import {
  frameCount,
  indexTrajectory,
  trajectoryStructure,
} from '#core/io/trajectory/trajectory.ts';

const FILES: readonly [name: string, format: PlayableId][] = [
  ['ortho-x.lammpstrj', 'dump'],
  ['triclinic-xs.lammpstrj', 'dump'],
  ['ase-forces.extxyz', 'extxyz'],
  ['pymatgen-XDATCAR', 'xdatcar'],
  ['vasprun.xml', 'vasprun'],
  ['OUTCAR', 'outcar'],
];

function open(text: string, format: PlayableId) {
  const source = sourceOf(encodeUtf8(text));
  const asked: number[] = [];
  const watched = {
    size: source.size,
    read: (a: number, b: number) => {
      asked.push(b - a);
      return source.read(a, b);
    },
  };
  const index = indexTrajectory(watched, format);
  return { index, asked, xyz: (k: number) => trajectoryStructure(source, index, k).xyz };
}

/** What stands before the first frame, and the frames. */
function parts(text: string, format: PlayableId): [head: string, frames: string] {
  const cut = (from: string, to?: string): [string, string] => [
    text.slice(0, text.indexOf(from)),
    text.slice(text.indexOf(from), to === undefined ? undefined : text.indexOf(to)),
  ];
  if (format === 'vasprun') return cut(' <calculation>', ' <structure name="finalpos"');
  if (format === 'outcar') return cut('------', ' General timing');
  return ['', text];
}

test.each(FILES)(
  '%s over and over: the borders of blocks fall anywhere, all frames are found',
  (name, format) => {
    const text = readFileSync(`test/fixtures/trajectories/${name}`, 'utf8');
    const { index, xyz } = open(text, format);
    const frames = frameCount(index);
    const [head, body] = parts(text, format);
    const times = Math.ceil((2.2 * BLOCK_BYTES) / body.length);
    const long = open(head + body.repeat(times), format);
    expect(long.index.problem).toBeNull();
    expect(frameCount(long.index)).toBe(times * frames);
    for (let k = 0; k < times * frames; k += 37) expect(long.xyz(k)).toEqual(xyz(k % frames));
    const perBody = body.split('\n').length - 1;
    for (let t = 1; t < times; t += 101)
      expect(long.index.lines[t * frames]! - long.index.lines[0]!).toBe(t * perBody);
    // Never more at once than a block, and each byte read about once.
    expect(Math.max(...long.asked)).toBeLessThanOrEqual(BLOCK_BYTES);
    expect(long.asked.length).toBeGreaterThan(2);
    expect(long.asked.reduce((sum, n) => sum + n, 0)).toBeLessThan(3.5 * BLOCK_BYTES);
  },
);

test('a late snapshot with a row too many is refused as an early one is', () => {
  const text = readFileSync('test/fixtures/trajectories/ortho-x.lammpstrj', 'utf8');
  const wrong = text.replace('ATOMS\n16\n', 'ATOMS\n15\n');
  const damageAfter = (times: number) => {
    const { damage, problem } = open(text.repeat(times) + wrong, 'dump').index;
    expect(problem).toBeNull();
    expect(damage).toHaveLength(1);
    const { failure } = damage[0]!;
    const { line, expected } = failure as unknown as { line: number; expected: string };
    const before = times * (text.split('\n').length - 1);
    return { line: line - before, expected: expected.replace(/line \d+ holds/, 'it holds') };
  };
  const early = damageAfter(1);
  expect(early.expected).toMatch(/^16 atoms.*15 atoms; it holds more$/);
  expect(damageAfter(Math.ceil((2.2 * BLOCK_BYTES) / text.length))).toEqual(early);
});

test('a late snapshot of another atom ends the frames as an early one does', () => {
  const text = readFileSync('test/fixtures/trajectories/ortho-x.lammpstrj', 'utf8');
  const other = text.replace(' Kr ', ' Xe ');
  const problemAfter = (times: number) => {
    const { index } = open(text.repeat(times) + other, 'dump');
    expect(index.damage).toEqual([]);
    const { line, frames, ...rest } = index.problem as unknown as { line: number; frames: number };
    const before = times * (text.split('\n').length - 1);
    return { ...rest, line: line - before, frames: frames / times };
  };
  const early = problemAfter(1);
  expect(early).toMatchObject({ code: 'other-atoms', frames: expect.any(Number) });
  expect(problemAfter(Math.ceil((2.2 * BLOCK_BYTES) / text.length))).toEqual(early);
});

test('the cache drops what was not used for longest, by bytes', () => {
  const cache = frameCache<string>(100);
  cache.set(1, 'a', 40);
  cache.set(2, 'b', 40);
  expect(cache.get(1)).toBe('a');
  cache.set(3, 'c', 40);
  expect([cache.get(1), cache.get(2), cache.get(3)]).toEqual(['a', undefined, 'c']);
  expect(cache.bytes()).toBe(80);
  cache.set(3, 'd', 10);
  expect(cache.bytes()).toBe(50);
  cache.set(4, 'huge', 1000);
  expect([cache.get(1), cache.get(3), cache.get(4)]).toEqual([undefined, undefined, 'huge']);
});

test('a tag that the border of two blocks cuts is seen', () => {
  const text = readFileSync('test/fixtures/trajectories/vasprun.xml', 'utf8');
  const { index, xyz } = open(text, 'vasprun');
  const at = text.indexOf('<calculation>');
  for (let cut = 0; cut <= 14; cut += 2) {
    const pad = `<!--${' '.repeat(BLOCK_BYTES - at - 7 - cut)}-->`;
    const padded = open(text.slice(0, at) + pad + text.slice(at), 'vasprun');
    expect(frameCount(padded.index), `${cut} bytes before`).toBe(frameCount(index));
    expect(padded.xyz(0)).toEqual(xyz(0));
  }
});
