import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDumpHeader } from '#core/io/lammps/dumpHeader.ts';
import { trajectoryFormatOf } from '#core/io/recognise.ts';
import { readAsync, sourceOf } from '#core/io/text/reading.ts';
import {
  decodeTrajectoryFrame,
  frameCount,
  indexTrajectory,
  readerOf,
  trajectoryStructure,
} from '#core/io/trajectory/trajectory.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import { fc } from '../../../helpers/property.ts';
import { failureOf, farthest } from '../structures.ts';

// Files of other programs, frame by frame as ASE or pymatgen read them: see the README beside them.

const FOLDER = 'test/fixtures/trajectories';
const bytesOf = (name: string) => new Uint8Array(readFileSync(`${FOLDER}/${name}`));

interface Expected {
  readonly numbers: readonly number[];
  readonly lattice: readonly (readonly number[])[];
  readonly xyz: readonly (readonly number[])[];
  readonly forces?: readonly (readonly number[])[];
  readonly energies?: readonly number[];
}
const recorded: Record<string, Expected> = JSON.parse(
  readFileSync(`${FOLDER}/expected.json`, 'utf8'),
);

function open(name: string) {
  const source = sourceOf(bytesOf(name));
  const format = trajectoryFormatOf(source.read(0, 65536))!.id;
  return { source, index: indexTrajectory(source, format), format };
}

/** Tolerance: the digits that stand in the file, or that ASE keeps of them. */
const FILES: readonly [name: string, format: string, toleranceAng: number][] = [
  ...['ortho', 'triclinic'].flatMap((box) =>
    ['x', 'xs', 'xu', 'xsu'].map((c): [string, string, number] => [
      `${box}-${c}.lammpstrj`,
      'dump',
      1e-8,
    ]),
  ),
  ['ase-forces.extxyz', 'extxyz', 1e-8],
  ['ase-XDATCAR', 'xdatcar', 1e-8],
  ['pymatgen-XDATCAR', 'xdatcar', 1e-8],
  ['vasprun.xml', 'vasprun', 1e-8],
  ['OUTCAR', 'outcar', 1e-8],
];

describe.each(FILES)('%s', (name, format, toleranceAng) => {
  const expected = recorded[name]!;
  const { source, index, format: sniffed } = open(name);

  test('every frame as the other program read it', () => {
    expect(sniffed).toBe(format);
    expect(index.problem).toBeNull();
    expect([...index.numbers]).toEqual(expected.numbers);
    expect(frameCount(index)).toBe(expected.xyz.length);
    for (const [k, xyz] of expected.xyz.entries()) {
      const structure = trajectoryStructure(source, index, k);
      expect(farthest(structure.lattice, expected.lattice[k]!), `cell ${k}`).toBeLessThan(1e-8);
      expect(farthest(structure.xyz, xyz), `frame ${k}`).toBeLessThan(toleranceAng);
    }
  });

  test('forces and energies', () => {
    const n = 3 * index.numbers.length;
    for (const [k, wanted] of (expected.forces ?? []).entries()) {
      const forces = new Float64Array(n);
      const bytes = source.read(index.starts[k]!, index.ends[k]!);
      decodeTrajectoryFrame(bytes, index, k, {
        xyz: new Float64Array(n),
        columns: [{ name: format === 'dump' ? 'f' : 'forces', values: forces }],
      });
      expect(farthest(forces, wanted)).toBeLessThan(1e-8);
    }
    if (expected.energies !== undefined) {
      const energy = index.scalars.find((s) =>
        /^(energy|e_fr_energy|free energy TOTEN)$/.test(s.name),
      );
      expect(energy?.unit).toBe('eV');
      expect(farthest(energy!.values, expected.energies)).toBeLessThan(1e-8);
    }
  });

  test('awaited and with progress it is the same; float32 is the rounded float64', async () => {
    const { size } = source;
    const told: number[] = [];
    const scan = () => readerOf(index).scan(size);
    const slow = { size, read: async (a: number, b: number) => source.read(a, b).slice() };
    expect(await readAsync(scan(), slow, (bytes) => told.push(bytes) > 0)).toEqual(index);
    expect(told.at(-1)).toBe(size);
    expect(await readAsync(scan(), slow, () => false)).toBeNull();
    const xyz = new Float32Array(3 * index.numbers.length);
    decodeTrajectoryFrame(source.read(index.starts[1]!, index.ends[1]!), index, 1, { xyz });
    expect([...xyz]).toEqual([...trajectoryStructure(source, index, 1).xyz].map(Math.fround));
  });
});

test.each(['ortho', 'triclinic'])('%s: x, xs, xu, xsu of one run are one trajectory', (box) => {
  const files = ['x', 'xs', 'xu', 'xsu'].map((c) => open(`${box}-${c}.lammpstrj`));
  for (let k = 0; k < 4; k++) {
    const [x, ...others] = files.map((f) => trajectoryStructure(f.source, f.index, k));
    const toFrac = inverse(x!.lattice);
    let crossings = 0;
    for (const other of others)
      for (let i = 0; i < 16; i++) {
        const d = mulRow(
          row(
            other.xyz.map((v, j) => v - x!.xyz[j]!),
            i,
          ),
          toFrac,
        ).map((f) => f - Math.round(f));
        crossings +=
          Math.hypot(...row(other.xyz, i).map((v, j) => v - row(x!.xyz, i)[j]!)) > 1 ? 1 : 0;
        // Six digits of a length: 11.1301 is printed 11.13.
        expect(Math.max(...d.map(Math.abs))).toBeLessThan(2e-5);
      }
    if (k === 3) expect(crossings).toBeGreaterThan(0);
  }
});

test('what a dump tells beside the positions', () => {
  const { index } = open('ortho-xu.lammpstrj');
  expect([...index.timesFs!].map(Math.round)).toEqual([0, 80, 160, 240]);
  expect(index.scalars).toEqual([
    { name: 'step', unit: '', values: Float64Array.of(0, 40, 80, 120) },
  ]);
  expect(index.notes).toEqual([]);
  expect(open('ortho-x.lammpstrj').index.notes.join()).toContain('units');
  expect([...open('vasprun.xml').index.timesFs!]).toEqual([0, 1.5, 3, 4.5, 6]);
  expect([...open('OUTCAR').index.timesFs!]).toEqual([0, 1.5, 3, 4.5, 6]);
  expect(open('vasprun.xml').index.title).toBe('made by a script');
});

test('types without elements are refused with what to do, and read when the elements are given', () => {
  const source = sourceOf(bytesOf('triclinic-types.lammpstrj'));
  const read = (typeElements?: string[]) =>
    indexTrajectory(source, 'dump', typeElements ? { typeElements } : {});
  expect(failureOf(() => read())).toMatchObject({
    code: 'needs-types',
    line: 10,
  });
  expect(failureOf(() => read(['Ar']))).toMatchObject({ code: 'parse', line: 18 });
  expect(failureOf(() => read(['Ar', 'Xx']))).toMatchObject({ code: 'unknown-element' });
  const index = read(['Ar', 'Kr']);
  expect([...index.numbers]).toEqual(recorded['triclinic-x.lammpstrj']!.numbers);
  expect(
    farthest(
      trajectoryStructure(source, index, 0).xyz,
      recorded['triclinic-xs.lammpstrj']!.xyz[0]!,
    ),
  ).toBeLessThan(1e-8);
});

/** As the manual of LAMMPS says how bounds are printed; in exact eighths, so that nothing is rounded. */
test('the bounds of a tilted box give its corner and its vectors, whatever the signs of the tilts', () => {
  const eighths = (low: number, high: number) =>
    fc.integer({ min: 8 * low, max: 8 * high }).map((x) => x / 8);
  fc.assert(
    fc.property(
      fc.tuple(eighths(-9, 9), eighths(-9, 9), eighths(-9, 9)),
      fc.tuple(eighths(4, 30), eighths(4, 30), eighths(4, 30)),
      fc.tuple(eighths(-6, 6), eighths(-6, 6), eighths(-6, 6)),
      ([x, y, z], [lx, ly, lz], [xy, xz, yz]) => {
        const header = parseDumpHeader(
          [
            'ITEM: TIMESTEP',
            '0',
            'ITEM: NUMBER OF ATOMS',
            '1',
            'ITEM: BOX BOUNDS xy xz yz pp pp pp',
            `${x + Math.min(0, xy, xz, xy + xz)} ${x + lx + Math.max(0, xy, xz, xy + xz)} ${xy}`,
            `${y + Math.min(0, yz)} ${y + ly + Math.max(0, yz)} ${xz}`,
            `${z} ${z + lz} ${yz}`,
            'ITEM: ATOMS id element xs ys zs',
          ],
          1,
        )!;
        expect([...header.lattice].map((v) => v + 0)).toEqual(
          [lx, 0, 0, xy, ly, 0, xz, yz, lz].map((v) => v + 0),
        );
        expect(header.originAng.map((v) => v + 0)).toEqual([x, y, z].map((v) => v + 0));
      },
    ),
  );
});

test('a general triclinic box, as newer versions of LAMMPS print it', () => {
  const text = [
    'ITEM: TIMESTEP\n7\nITEM: NUMBER OF ATOMS\n1',
    'ITEM: BOX BOUNDS abc origin pp pp pp',
    '4 1 0 -2\n0 5 1 3\n1 0 6 0.5',
    'ITEM: ATOMS id element x y z\n1 Cd 1 2 3\n',
  ].join('\n');
  const index = indexTrajectory(sourceOf(new TextEncoder().encode(text)), 'dump');
  const bytes = new TextEncoder().encode(text);
  const xyz = new Float64Array(3);
  const cell = decodeTrajectoryFrame(bytes, index, 0, { xyz });
  expect([...cell.lattice]).toEqual([4, 1, 0, 0, 5, 1, 1, 0, 6]);
  expect(cell.originAng).toEqual([-2, 3, 0.5]);
  expect([...xyz]).toEqual([1, 2, 3]);
});
