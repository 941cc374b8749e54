import { expect, test } from 'vitest';
import type { PlayableId } from '#core/io/formats.ts';
import { columnEnds } from '#core/io/trajectory/atomColumns.ts';
import { decodeTrajectoryFrame, indexTrajectory } from '#core/io/trajectory/trajectory.ts';
import { readExtXyz } from '#core/io/xyz/xyz.ts';

function opened(text: string, id: PlayableId) {
  const bytes = new TextEncoder().encode(text);
  const source = { size: bytes.length, read: (a: number, b: number) => bytes.slice(a, b) };
  const index = indexTrajectory(source, id);
  const read = (name: string, width: number, frame = 0) => {
    const values = new Float64Array(width * index.numbers.length);
    decodeTrajectoryFrame(source.read(index.starts[frame]!, index.ends[frame]!), index, frame, {
      xyz: new Float64Array(3 * index.numbers.length),
      columns: [{ name, values }],
    });
    return [...values];
  };
  return { columns: index.columns, read };
}

const HEAD = 'Lattice="5 0 0 0 5 0 0 0 5"';
const XYZ = `2
${HEAD} Properties=magmoms:R:1:species:S:1:forces:R:3:tag:S:1:pos:R:3:layer:I:1:moment:R:9
1.5 Fe .1 .2 .3 up 0 0 0 0 1 2 3 4 5 6 7 8 9
-2 O 0 0 -1 down 1 1 1 0 1 2 3 4 5 6 7 8 9
2
${HEAD} Properties=species:S:1:pos:R:3:magmoms:R:1
Fe 0 0 0 0.5
O 1 1 1 x
`;

test('numbers and vectors of extended XYZ, wherever they stand; words, tensors and what is read otherwise are none', () => {
  const { columns, read } = opened(XYZ, 'extxyz');
  expect(columns).toEqual([
    { name: 'magmoms', unit: 'μB', width: 1 },
    { name: 'forces', unit: 'eV/Å', width: 3 },
  ]);
  expect(read('magmoms', 1)).toEqual([1.5, -2]);
  expect(read('forces', 3)).toEqual([0.1, 0.2, 0.3, 0, 0, -1]);
  // A frame without them, a word that is no number, a name of another width.
  expect(read('forces', 3, 1).every(Number.isNaN)).toBe(true);
  expect(read('magmoms', 1, 1)).toEqual([0.5, Number.NaN]);
  expect(read('magmoms', 3).every(Number.isNaN)).toBe(true);
  // A structure does not take them along, and says so.
  expect(readExtXyz(XYZ).warnings.join()).toMatch(/magmoms, forces of each atom: .*not taken/);
});

const dump = (units: string) => `${units}ITEM: TIMESTEP
0
ITEM: NUMBER OF ATOMS
2
ITEM: BOX BOUNDS pp pp pp
0 5
0 5
0 5
ITEM: ATOMS id q fz fx fy element x y z c_s[1] c_s[2] c_s[3] c_s[4] c_d[1] c_d[2] c_d[3] ix iy iz
2 -1 3 1 2 O 1 1 1 11 12 13 14 7 8 9 0 0 0
1 0.5 6 4 5 Mg 0 0 0 21 22 23 24 4 5 6 0 0 0
`;

test('columns of a dump: three of one stem are a vector in the order x, y, z, atoms in the order of their ids', () => {
  const { columns, read } = opened(dump('ITEM: UNITS\nmetal\n'), 'dump');
  expect(columns!.map(({ name, unit, width }) => `${name} ${unit} ${width}`)).toEqual([
    'f eV/Å 3',
    'c_d  3',
    'q e 1',
    'c_s[1]  1',
    'c_s[2]  1',
    'c_s[3]  1',
    'c_s[4]  1',
  ]);
  expect(read('f', 3)).toEqual([4, 5, 6, 1, 2, 3]);
  expect(read('c_d', 3)).toEqual([4, 5, 6, 7, 8, 9]);
  expect(read('q', 1)).toEqual([0.5, -1]);
  const unitOf = (units: string) => opened(dump(units), 'dump').columns![0]!.unit;
  expect([unitOf('ITEM: UNITS\nreal\n'), unitOf('')]).toEqual(['kcal/mol/Å', '']);
});

test('a column that begins in a later frame is held; of two widths of a name the first counts', () => {
  const head = (properties: string) => `2\n${HEAD} Properties=species:S:1:pos:R:3${properties}\n`;
  const text = `${head('')}Fe 0 0 0\nO 1 1 1
${head(':q:R:1')}Fe 0 0 0 1\nO 1 1 1 nan
${head(':q:R:3:v:R:3')}Fe 0 0 0 1 2 3 4 5 6\nO 1 1 1 1 2 3 4 5 6
`;
  const { columns, read } = opened(text, 'extxyz');
  expect(columns).toEqual([
    { name: 'q', unit: '', width: 1 },
    { name: 'v', unit: '', width: 3 },
  ]);
  const found = columnEnds(columns!);
  for (const k of [0, 1, 2]) found.add([read('q', 1, k), read('v', 3, k)]);
  expect(found.inFrames()).toEqual([1, 1]);
  expect(found.isWhole()).toEqual([false, false]);
  const later = dump('')
    .replace('q fz fx fy', 'mass fz fx fy')
    .replace('TIMESTEP\n0', 'TIMESTEP\n1');
  expect(opened(dump('') + later, 'dump').columns!.map(({ name }) => name)).toContain('mass');
});

test('ends of columns: what is not known widens nothing, and a column of nothing has none', () => {
  const found = columnEnds([
    { name: 'q', unit: '', width: 1 },
    { name: 'v', unit: '', width: 3 },
    { name: 'no', unit: '', width: 1 },
  ]);
  found.add([[1, Number.NaN, -2], [3, 4, 0, 0, 0, 12], [Number.NaN]]);
  expect(found.ends()).toEqual([
    [[-2, 1]],
    [
      [0, 3],
      [0, 4],
      [0, 12],
      [5, 12],
    ],
    null,
  ]);
});
