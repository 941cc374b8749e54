import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { command as build } from '#cli/commands/build.ts';
import { command as convert } from '#cli/commands/convert.ts';
import { command as inspect } from '#cli/commands/inspect.ts';
import { command as md } from '#cli/commands/md.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import type { Format } from '#core/io/format.ts';
import {
  FORMATS,
  OUTPUTS,
  type Output,
  PLAYABLE,
  type Playable,
  READ_NAMES,
  READABLE,
  RUN_OUTPUTS,
} from '#core/io/formats.ts';
import type { Calculation } from '#core/io/metadata.ts';
import { readAtoms, readFrame } from '#core/io/readAtoms.ts';
import { outputOfName, structureFormatOf, trajectoryFormatOf } from '#core/io/recognise.ts';
import { sourceOf } from '#core/io/text/reading.ts';
import { decodeUtf8, encodeUtf8 } from '#core/io/text/utf8.ts';
import {
  decodeTrajectoryFrame,
  frameCount,
  indexTrajectory,
  trajectoryStructure,
} from '#core/io/trajectory/trajectory.ts';
import { fileText } from '#core/io/writeAtoms.ts';
import { expectSameCrystal, failureOf } from './structures.ts';

// One set of laws for every format in the list: a new one is tested by being there.

const rutile = readAtoms(readFileSync('test/reference/TiO2-rutile.vasp'), '').file.structure;

const calculation = (): Calculation => ({
  task: 'relax',
  mesh: [2, 2, 3],
  wavefunctionRy: 50,
  densityRy: 400,
  dispersion: 'none',
  moments: null,
  hubbard: null,
  dipole: null,
});
const written = (output: Output, structure = rutile, about = {}): string =>
  fileText(output, structure, { title: 'data_1', ...about }, calculation);

const named = <F extends Format>(formats: readonly F[]) => formats.map((f) => [f.id, f] as const);

describe('the list', () => {
  test('no two formats share a word, a label or a name of files', () => {
    for (const values of [
      FORMATS.map((f) => f.id),
      FORMATS.map((f) => f.label),
      FORMATS.map((f) => f.short),
      FORMATS.flatMap((f) => f.names.map((name) => name.toLowerCase())),
    ])
      expect(new Set(values).size).toBe(values.length);
  });

  test.each(named(FORMATS))('%s is of use, and its names are patterns', (_, format) => {
    expect(format.structure ?? format.trajectory ?? format.write).toBeDefined();
    for (const name of format.names) expect(name).toMatch(/^\.[a-z0-9]+$|^[A-Za-z]+\*(\.[a-z]+)?$/);
  });

  test('the terminal names all of them', () => {
    const words = `--format ${OUTPUTS.map((f) => f.id).join('|')}]`;
    for (const { help } of [build, convert]) expect(help).toContain(words);
    expect(inspect.help).toContain(READ_NAMES.join(', '));
    for (const { short } of RUN_OUTPUTS) expect(md.help).toContain(short);
  });
});

describe('names', () => {
  const readAs = (name: string) => structureFormatOf('no structure', name)?.id ?? null;
  const writtenAs = (name: string) => outputOfName(name)?.id ?? null;
  test.each([
    ['POSCAR', 'poscar'],
    ['out/CONTCAR.300K', 'poscar'],
    ['C:\\md\\XDATCAR_2', 'xdatcar'],
    ['Film.VASP', 'poscar'],
    ['a.poscar', 'poscar'],
    ['POSCAR_film.cif', 'cif'],
    ['x.extxyz', 'extxyz'],
    ['x.xyz', 'extxyz'],
    ['x.data', 'lammps'],
    ['', null],
    ['cif', null],
  ] as const)('%s stands for %s, read or written', (name, format) => {
    expect(readAs(name)).toBe(format);
    expect(writtenAs(name)).toBe(format);
  });

  test.each([
    ['x.in', null, 'qe'],
    ['x.lammpstrj', 'dump', 'dump'],
    ['OUTCAR', null, null],
    ['vasprun.xml', null, null],
  ] as const)('%s is read as %s and written as %s', (name, read, write) => {
    expect(readAs(name)).toBe(read);
    expect(writtenAs(name)).toBe(write);
  });
});

describe('content decides', () => {
  const both = named(READABLE.filter((f): f is typeof f & Output => f.write !== undefined));
  test.each(both)('%s under a wrong name, with any line ends', (id, format) => {
    const text = written(format);
    for (const name of ['', 'x.cif', 'XDATCAR', 'POSCAR', 'x.xyz']) {
      expect(structureFormatOf(text, name)?.id).toBe(id);
      const { file, frames } = readAtoms(encodeUtf8(text), name);
      expect(file.format).toBe(id);
      expect(file.title).toBe(format.write.holds.provenance.held === 'no' ? '' : 'data_1');
      expect(frames).toBe(1);
      expectSameCrystal(file.structure, rutile, 1e-6);
      expect(readAtoms(`\ufeff${text.replaceAll('\n', '\r\n')}`, name).file).toEqual(file);
    }
  });

  test.each(named(OUTPUTS))('%s is taken for nothing else', (id, output) => {
    const bytes = encodeUtf8(written(output, rutile, { title: 'rutile' }));
    const { structure, trajectory } = FORMATS.find((f) => f.id === id)!;
    expect(structureFormatOf(bytes, '')?.id).toBe(structure && id);
    expect(trajectoryFormatOf(bytes)?.id).toBe(trajectory && id);
  });

  test('where it does not tell, the name does, so that the message fits', () => {
    expect(failureOf(() => readAtoms('no structure', 'POSCAR'))).toMatchObject({
      code: 'parse',
      format: 'POSCAR',
    });
    expect(failureOf(() => readAtoms('no structure', 'a.cif'))).toMatchObject({
      code: 'parse',
      format: 'CIF',
    });
    const unknown = { code: 'unknown-format', known: READ_NAMES };
    expect(failureOf(() => readAtoms('no structure', 'a.txt'))).toEqual({
      ...unknown,
      name: 'a.txt',
    });
    expect(failureOf(() => readAtoms(new Uint8Array(0), ''))).toMatchObject(unknown);
    for (const { short } of [...READABLE, ...PLAYABLE]) expect(READ_NAMES).toContain(short);
  });
});

test.each(named(READABLE))('%s: a frame that is not there is refused', (_, format) => {
  const text = decodeUtf8(sampleOf(format));
  const { frames } = readFrame(text, '', 0);
  expect(failureOf(() => readFrame(text, '', frames))).toMatchObject({
    code: 'too-large',
    limit: frames - 1,
  });
});

describe.each(named(RUN_OUTPUTS))('%s as a run', (id, output) => {
  const moved = [0, 1, 2].map((k) => ({ ...rutile, xyz: rutile.xyz.map((x) => x + k / 8) }));
  const parts = [
    ...output.write.run.parts({
      title: 'data_1',
      atoms: rutile,
      frames: moved.map((structure) => ({ structure, about: {} })),
    }),
  ];

  test('comes in one part a frame, and one frame is what is written alone', () => {
    expect(parts).toHaveLength(3);
    expect(written(output, rutile, { title: 'data_1' }).length).toBeGreaterThan(0);
  });

  test('gives its frames back', () => {
    const source = sourceOf(encodeUtf8(parts.join('')));
    const format = trajectoryFormatOf(source.read(0, source.size))!;
    expect(format.id).toBe(id);
    const index = indexTrajectory(source, format.id);
    expect(index).toMatchObject({ format: id, problem: null });
    expect(frameCount(index)).toBe(3);
    moved.forEach((structure, k) => {
      expectSameCrystal(trajectoryStructure(source, index, k), structure, 1e-6);
    });
  });
});

/** Writes the same whatever is held, or shows it: as the format says. */
describe('what a format says that it holds', () => {
  const n = rutile.numbers.length;
  const whole = OUTPUTS.filter(({ write }) => write.menu ?? write.input ?? write.run);
  test.each(named(whole))('%s', (_, output) => {
    const differs = (structure: Structure, about: object) =>
      written(output, structure, about) !== written(output);
    const { frozen, layers, provenance } = output.write.holds;
    const flags = Uint8Array.from({ length: 3 * n }, (_, i) => (i < 3 ? 1 : 0));
    expect(differs(rutile, { frozen: flags })).toBe(frozen.held !== 'no');
    const layer = Uint16Array.from({ length: n }, (_, i) => i % 2);
    const words = ['substrate', 'film'].map((word) => ({ word, name: `${word}: TiO2` }));
    expect(differs({ ...rutile, layer }, { layers: words })).toBe(layers.held !== 'no');
    const origin = {
      caption: 'data_1 | recipe',
      comments: ['recipe'],
      info: { recipe: 'recipe' },
    };
    expect(differs(rutile, origin)).toBe(provenance.held !== 'no');
  });
});

const FOLDERS = ['test/fixtures', 'test/fixtures/trajectories'];

/** What it writes itself, else a file among the fixtures: a format that is only read needs one there. */
function sampleOf({ id }: Format): Uint8Array {
  const output = OUTPUTS.find((f) => f.id === id);
  if (output !== undefined) return encodeUtf8(written(output, rutile, { title: 'rutile' }));
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => new Uint8Array(readFileSync(`${folder}/${entry.name}`))),
  );
  const isOne = (bytes: Uint8Array) =>
    (trajectoryFormatOf(bytes) ?? structureFormatOf(bytes, ''))?.id === id;
  const found = files.find(isOne);
  if (found === undefined) throw new Error(`a sample of ${id} belongs into ${FOLDERS[0]}`);
  return found;
}

/** The second half of it without its digits. */
function spoiled(bytes: Uint8Array): Uint8Array {
  const text = decodeUtf8(bytes);
  const half = text.length / 2;
  return encodeUtf8(text.slice(0, half) + text.slice(half).replace(/\d/g, 'x'));
}

describe('a spoiled file is refused with the name of its format and a line', () => {
  const refusal = (format: string) => ({ code: 'parse', format, line: expect.any(Number) });

  test.each(named(READABLE))('%s', (_, format) => {
    const bytes = spoiled(sampleOf(format));
    expect(failureOf(() => readAtoms(bytes, ''))).toMatchObject(refusal(format.short));
  });

  test.each(named(PLAYABLE))('%s, frame by frame', (_, format: Playable) => {
    const source = sourceOf(spoiled(sampleOf(format)));
    expect(
      failureOf(() => {
        const index = indexTrajectory(source, format.id);
        const xyz = new Float64Array(3 * index.numbers.length);
        for (let k = 0; k < frameCount(index); k++)
          decodeTrajectoryFrame(source.read(index.starts[k]!, index.ends[k]!), index, k, { xyz });
        if (index.problem !== null) throw new EpistackError(index.problem);
      }),
    ).toMatchObject(refusal(format.short));
  });
});
