import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { kindOfFile, readableFile } from '#app/import/fileKind.ts';
import { dismissProblem, openingStore, openTrajectory } from '#app/player/openTrajectory.ts';
import { playerStore } from '#app/player/player.ts';
import { openAtoms } from '#cli/input.ts';
import { fileOf, fixture, gzipped, standInSessions, until } from '../trajectory/sessions.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-kinds-'));
beforeEach(() => void standInSessions());
afterAll(() => {
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true });
});

const FRAME = '1\nLattice="4 0 0 0 4 0 0 0 4"\nH 0 0 0\n';
const packed = async (text: string, name: string) =>
  new File(
    [
      await new Response(
        fileOf(text, name).stream().pipeThrough(new CompressionStream('gzip')),
      ).blob(),
    ],
    name,
  );

test.each(['ase-forces.extxyz', 'pymatgen-XDATCAR', 'ortho-x.lammpstrj', 'vasprun.xml', 'OUTCAR'])(
  '%s is a trajectory, whatever it is called, packed or not',
  async (name) => {
    expect(await kindOfFile(fileOf(fixture(name), name))).toBe('trajectory');
    expect(await kindOfFile(fileOf(fixture(name), 'var'))).toBe('trajectory');
    const { size } = gzipped(name);
    const bytes = new Uint8Array(await gzipped(name).arrayBuffer());
    expect(await kindOfFile(fileOf(bytes, 'var.gz'))).toBe('trajectory');
    expect(await kindOfFile(fileOf(bytes.slice(0, size - 30), 'var.gz'))).toBe('trajectory');
  },
);

test('one frame is a crystal, packed or not; a first frame longer than the head is measured', async () => {
  expect(await kindOfFile(fileOf(FRAME, 'a.xyz'))).toBe('crystal');
  expect(await kindOfFile(await packed(FRAME, 'a.xyz.gz'))).toBe('crystal');
  expect(await kindOfFile(await packed(FRAME + FRAME, 'a.xyz.gz'))).toBe('trajectory');
  const long = `9000\nLattice="4 0 0 0 4 0 0 0 4"\n${'H 0.000000000 0.000000000 0.000000000\n'.repeat(9000)}`;
  expect(await kindOfFile(fileOf(long, 'a.xyz'))).toBe('crystal');
  expect(await kindOfFile(fileOf(long + long, 'a.xyz'))).toBe('trajectory');
});

test('text of UTF-16, and lines that \\r ends, are read as their readers take them; the terminal plays them, too', async () => {
  const xdatcar = new TextDecoder().decode(fixture('pymatgen-XDATCAR'));
  const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
  const wanted = openAtoms('test/fixtures/trajectories/pymatgen-XDATCAR');
  for (const bytes of [
    utf16(xdatcar),
    new Uint8Array(Buffer.from(xdatcar.replaceAll('\n', '\r'))),
  ]) {
    const file = await readableFile(fileOf(bytes, 'XDATCAR'));
    expect([file.name, await file.text()]).toEqual(['XDATCAR', xdatcar]);
    writeFileSync(join(folder, 'foreign-XDATCAR'), bytes);
    const opened = openAtoms(join(folder, 'foreign-XDATCAR'));
    expect(opened.frames).toBe(wanted.frames);
    expect(opened.at(1).structure).toEqual(wanted.at(1).structure);
  }
  // The player reads a file itself: its dialog hands it on as it came.
  void openTrajectory(fileOf(utf16(xdatcar), 'XDATCAR'));
  await until(() => playerStore.getState().source?.kind === 'file');
  expect(playerStore.getState().source?.count).toBe(wanted.frames);
  const plain = fileOf(xdatcar, 'XDATCAR');
  expect(await readableFile(plain)).toBe(plain);
  expect(await kindOfFile(await readableFile(fileOf(utf16(FRAME), 'a.xyz')))).toBe('crystal');
});

test('documents and screens are known by their first key, with space before it or not', async () => {
  const kind = (text: string) => kindOfFile(fileOf(text, 'x.json'));
  for (const [text, wanted] of [
    ['{"epistack":1,"title":"x","steps":[]}', 'document'],
    ['\n {"title":"x","epistack" : 1}', 'document'],
    ['{"epistackScreen":{"version":1}}\n{"key":"a"}\n', 'screen'],
    ['"epistack": 1', 'crystal'],
    ['{"other":1}', 'crystal'],
  ] as const)
    expect(await kind(text), text).toBe(wanted);
});

test('a dump whose head is wrong is refused as a dump', async () => {
  const text = 'ITEM: TIMESTAMP\n0\nITEM: ATOMS id x y z\n';
  expect(await kindOfFile(fileOf(text, 'a.dump'))).toBe('trajectory');
});

test('a refusal names its file, and is gone with the next one that is dropped', async () => {
  openTrajectory(fileOf('1\n\nH 0 0 0\n'.repeat(2), 'plain.xyz'));
  await until(() => openingStore.getState().problem !== null);
  expect(openingStore.getState().problem).toMatch(/^plain.xyz: extended XYZ, line 2: expected Lat/);
  dismissProblem();
  expect(openingStore.getState()).toMatchObject({ file: null, problem: null });
});

const xdatcar = new TextDecoder().decode(fixture('pymatgen-XDATCAR')).split('\n');
const dump = new TextDecoder().decode(fixture('ortho-x.lammpstrj')).split('\n');
const xyz = new TextDecoder().decode(fixture('ase-forces.extxyz')).split('\n');
test.each([
  ['XDATCAR_a', xdatcar.with(1, 'one')],
  ['XDATCAR_a', xdatcar.with(3, '1 2')],
  ['XDATCAR_a', xdatcar.with(5, '12 13')],
  ['XDATCAR_a', xdatcar.with(6, 'x y')],
  ['a.dump', dump.with(0, 'ITEM: TIMESTAMP')],
  ['a.dump', dump.with(3, 'many')],
  ['a.dump', dump.with(5, '0')],
  ['a.dump', dump.with(8, 'ITEM: ATOMS id type')],
  ['a.xyz', xyz.with(0, 'seven')],
  ['a.xyz', xyz.with(0, '-7')],
  ['a.xyz', xyz.with(1, 'no cell')],
  ['a.xyz', xyz.with(1, 'Lattice="1 2 3"')],
])(
  'what is wrong with the head of %s is said as the terminal says it (%#)',
  async (name, lines) => {
    const file = fileOf(lines.join('\n'), name);
    writeFileSync(join(folder, name), lines.join('\n'));
    let terminal = '';
    try {
      openAtoms(join(folder, name)).at(0);
    } catch (error) {
      terminal = (error as Error).message;
    }
    expect(terminal).toMatch(/line \d+/);
    expect(await kindOfFile(file)).toBe('trajectory');
    void openTrajectory(file);
    await until(() => openingStore.getState().problem !== null);
    // Each names the file as it knows it: with its path in the terminal.
    expect(openingStore.getState().problem).toBe(terminal.replace(`${folder}/`, ''));
    dismissProblem();
  },
);

test('a measured powder pattern is told from its content', async () => {
  const columns = '# film\n20.00 5\n20.02 6\n20.04 9\n20.06 5\n';
  expect(await kindOfFile(fileOf(Buffer.from(columns), 'film.xy'))).toBe('pattern');
  expect(await kindOfFile(fileOf(Buffer.from('*RAS_DATA_START\n'), 'x'))).toBe('pattern');
  expect(await kindOfFile(fileOf(Buffer.from('<xrdMeasurements>\n'), 'x'))).toBe('pattern');
  expect(await kindOfFile(fileOf(Buffer.from('20 5\n19 6\n18 9\n'), 'film.xy'))).toBe('crystal');
});

test('a saved nanocrystal is told from its content', async () => {
  const text = JSON.stringify({ epistackNanocrystal: 1, title: '', core: {} });
  expect(await kindOfFile(fileOf(Buffer.from(text), 'p.json'))).toBe('nanocrystal');
});

test('images are micrographs, whatever their names', async () => {
  for (const begin of [
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    [0x49, 0x49, 42, 0, 8, 0, 0, 0],
    [0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    [0xff, 0xd8, 0xff, 0xe0],
  ])
    expect(await kindOfFile(new File([Uint8Array.from([...begin, 0, 0, 0])], 'x.dat'))).toBe(
      'micrograph',
    );
  expect(await kindOfFile(new File([Uint8Array.of(0x49, 0x49, 43, 0, 1)], 'x.dat'))).not.toBe(
    'micrograph',
  );
});
