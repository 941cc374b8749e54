import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { library } from '#app/document/library.ts';
import { analyst, memorySource } from '#app/trajectory/memorySource.ts';
import { type SessionClient, sessionClient } from '#app/trajectory/sessionClient.ts';
import type { OpenedFile, OpenOptions, Stopped } from '#app/trajectory/sessionTasks.ts';
import { UNPREPARED } from '#core/analysis/motion/preparedFrame.ts';
import { build, facingAtoms } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { beforeStop } from '../../../src/ui/analysis/analysisFrames.ts';
import { farthest } from '../../core/io/structures.ts';
import { fileOf, fixture, gzipped, standInSessions, until } from './sessions.ts';

const expected = JSON.parse(readFileSync('test/fixtures/trajectories/expected.json', 'utf8'));

let client: SessionClient;
beforeEach(() => {
  standInSessions();
  client = sessionClient();
});
afterEach(() => {
  client.close();
  vi.unstubAllGlobals();
});

let stages: string[] = [];
async function open(file: File, options: OpenOptions = {}): Promise<OpenedFile> {
  client.close();
  client = sessionClient();
  stages = [];
  return client.open(file, file.name, options, ({ stage, doneBytes, totalBytes }) => {
    expect(doneBytes).toBeLessThanOrEqual(totalBytes);
    stages.push(stage);
  });
}

describe('files', () => {
  test.each(['ase-forces.extxyz', 'pymatgen-XDATCAR', 'vasprun.xml', 'OUTCAR'])(
    '%s, plain and gzip: every frame that is asked for, in any order',
    async (name) => {
      for (const file of [fileOf(fixture(name), name), gzipped(name)]) {
        const opened = await open(file);
        const { xyz, lattice, numbers } = expected[name];
        expect([...opened.numbers]).toEqual(numbers);
        expect(opened.count).toBe(xyz.length);
        expect(opened.problem).toBeNull();
        expect(opened.notes.join()).not.toMatch(/cut off/);
        expect(stages).toContain('indexing');
        expect(stages.includes('inflating')).toBe(file.name.endsWith('.gz'));
        const wanted: number[] = [...xyz.keys()].reverse();
        const frames = await Promise.all(wanted.map((k) => client.frame(k, UNPREPARED, [])));
        for (const [at, frame] of frames.entries()) {
          const k = wanted[at]!;
          expect(farthest(frame.xyz, xyz[k])).toBeLessThan(1e-5);
          expect(farthest(frame.lattice, lattice[k])).toBeLessThan(1e-8);
        }
      }
    },
  );

  test('columns of a file come with a frame when they are asked for, with their ends over all frames', async () => {
    const { forces, xyz }: { forces: number[][]; xyz: number[][] } = expected['ase-forces.extxyz'];
    const { columns } = await open(fileOf(fixture('ase-forces.extxyz'), 'a.extxyz'));
    const [column] = columns;
    expect(column).toMatchObject({ name: 'forces', unit: 'eV/Å', width: 3 });
    const all = forces.flat();
    const along = (k: number) => all.filter((_, i) => i % 3 === k);
    for (const k of [0, 1, 2]) {
      expect(column!.ends[k]![0]).toBeCloseTo(Math.min(...along(k)), 5);
      expect(column!.ends[k]![1]).toBeCloseTo(Math.max(...along(k)), 5);
    }
    const lengths = along(0).map((x, i) => Math.hypot(x, along(1)[i]!, along(2)[i]!));
    expect(column!.ends[3]![1]).toBeCloseTo(Math.max(...lengths), 5);
    for (const k of xyz.keys()) {
      const found = await client.frame(k, UNPREPARED, ['forces', 'no such']);
      expect(Object.keys(found.columns)).toEqual(['forces']);
      expect(farthest(found.columns['forces']!, forces[k]!)).toBeLessThan(1e-5);
    }
    expect((await client.frame(0, UNPREPARED, [])).columns).toEqual({});
    expect(column).toMatchObject({ inFrames: xyz.length, lookedFrames: xyz.length, isWhole: true });
    // What only some frames have, or no number at all, is told.
    const head = (properties: string) =>
      `1\nLattice="5 0 0 0 5 0 0 0 5" Properties=species:S:1:pos:R:3${properties}\nFe 0 0 0`;
    const text = `${head(':none:R:1')} nan\n${head(':q:R:1:v:R:3')} 0.5 1 2 3\n${head('')}\n`;
    const odd = await open(new File([text], 'odd.xyz'));
    expect(odd.columns).toMatchObject([
      { name: 'q', inFrames: 1, lookedFrames: 3, isWhole: false },
      { name: 'v', inFrames: 1, lookedFrames: 3, isWhole: false },
    ]);
    expect(odd.emptyColumns).toEqual(['none']);
    expect(odd.notes).toEqual(
      expect.arrayContaining([
        'no number in none: neither colours nor arrows',
        'q, v stand in 1 of 3 frames',
      ]),
    );
    // A file whose frames have none of it offers nothing.
    expect((await open(fileOf(fixture('ase-XDATCAR'), 'XDATCAR'))).columns).toEqual([]);
  });

  test('a smoothed frame of a file is that of the same frames in memory', async () => {
    const opened = await open(fileOf(fixture('ase-XDATCAR'), 'XDATCAR'));
    const plain = await Promise.all(
      Array.from({ length: opened.count }, (_, k) => client.frame(k, UNPREPARED, [])),
    );
    const structure = { ...opened, layer: new Uint16Array(opened.numbers.length) };
    const inMemory = memorySource(
      {
        kind: 'md',
        label: '',
        about: '',
        notes: [],
        structure,
        frames: Float32Array.from(plain.flatMap((f) => [...f.xyz])),
        timesFs: null,
        scalars: [],
      },
      analyst(),
    );
    const smoothed = { ...UNPREPARED, smoothOver: 2 };
    for (const [k] of plain.entries()) {
      const { xyz } = await client.frame(k, smoothed, []);
      expect(farthest(xyz, inMemory.frameAt(k, smoothed)!.positions), `${k}`).toBeLessThan(1e-4);
    }
  });

  test('a box that begins elsewhere is moved to 0, its atoms with it', async () => {
    const opened = await open(fileOf(fixture('ortho-x.lammpstrj'), 'x'));
    const corner = [-2.5, 1.25, 0];
    const moved = expected['ortho-x.lammpstrj'].xyz[0].map(
      (x: number, k: number) => x - corner[k % 3]!,
    );
    expect(farthest(opened.xyz, moved)).toBeLessThan(1e-5);
  });

  test('a corner that moves under a barostat moves no atom: displacements are those of the file', async () => {
    const snapshot = (step: number, lo: number, x: number) =>
      `ITEM: TIMESTEP\n${step}\nITEM: NUMBER OF ATOMS\n2\nITEM: BOX BOUNDS pp pp pp\n${`${lo} ${10 - lo}\n`.repeat(3)}ITEM: ATOMS id element xu yu zu\n1 Ar ${x} 1 1\n2 Kr 5 5 5\n`;
    const text = snapshot(0, -1, 1) + snapshot(10, -1.5, 1.25) + snapshot(20, -2, 1.5);
    const opened = await open(fileOf(text, 'npt.lammpstrj'));
    expect(opened.xyz[0]).toBeCloseTo(2, 6);
    const msd = (atoms: number[]) =>
      client.ask({
        kind: 'msd',
        group: { label: '', atoms },
        origins: 'first',
        removeDrift: false,
      }).answer;
    const still = await msd([1]);
    for (const x of still.totalAng2) expect(x).toBeCloseTo(0, 9);
    expect((await msd([0])).totalAng2[2]).toBeCloseTo(0.25, 6);
  });

  test('a dump without elements asks for them, and opens with them', async () => {
    const file = fileOf(fixture('triclinic-types.lammpstrj'), 'x.dump');
    await expect(open(file)).rejects.toThrow(/line 10.*element of each type/);
    expect((await open(file, { typeElements: ['Ar', 'Kr'] })).count).toBe(4);
  });

  test.each([
    ['no trajectory at all', fileOf('just text', 'notes.txt'), /notes.txt: not a format/],
    [
      'an archive of nothing',
      fileOf(new Uint8Array(200).fill(0xaa).fill(0x1f, 0, 1).fill(0x8b, 1, 2), 'a.gz'),
      /could not be read/,
    ],
    ['one torn frame', fileOf('2\nLattice="4 0 0 0 4 0 0 0 4"\nH 0 0 0\n', 'a.xyz'), /line 1/],
    ['nothing', fileOf('', 'empty'), /not a format/],
    [
      'a header without a count',
      fileOf('two\nLattice="4 0 0 0 4 0 0 0 4"\n', 'a.xyz'),
      /XYZ, line 1/,
    ],
    [
      'frames without a cell',
      fileOf('1\n\nH 0 0 0\n'.repeat(2), 'a.xyz'),
      /line 2: expected Lattice/,
    ],
    [
      'one structure',
      fileOf('Cu\n1\n3 0 0\n0 3 0\n0 0 3\nCu\n1\nDirect\n0 0 0\n', 'POSCAR'),
      /POSCAR.*this is one structure/,
    ],
  ])('%s is refused in words', async (_, file, reason) => {
    await expect(open(file)).rejects.toThrow(reason);
  });

  test('of a cut archive the whole frames are kept, and it is said', async () => {
    const bytes = gzipSync(fixture('ase-forces.extxyz'));
    const opened = await open(
      fileOf(new Uint8Array(bytes.subarray(0, Math.floor(0.8 * bytes.length))), 'cut.xyz.gz'),
    );
    expect(opened.count).toBeGreaterThan(1);
    expect(opened.count).toBeLessThan(5);
    expect(opened.notes.join()).toMatch(/cut.xyz.gz: the archive is cut off.*torn/);
  });

  test('what is whole is kept, and what is wrong has its line', async () => {
    const text = Buffer.from(fixture('ase-forces.extxyz')).toString().split('\n');
    text[2 + 9 * 3] = 'Cs 1 2';
    const torn = await open(fileOf(text.join('\n'), 'a.xyz'));
    expect(torn.count).toBe(5);
    expect(torn.notes).toContainEqual(expect.stringMatching(/^frame 3 cannot be read: .*line 30/));
    await expect(client.frame(3, UNPREPARED, [])).rejects.toThrow(/line 30/);
    await client.frame(4, UNPREPARED, []);
    text.length = 40;
    const cut = await open(fileOf(`${text.slice(0, 27).join('\n')}\nseven\n`, 'a.xyz'));
    expect(cut).toMatchObject({ count: 4, problem: null });
    expect(cut.notes).toContainEqual(expect.stringMatching(/^frame 3 cannot be read: .*line 28/));
    await expect(client.frame(3, UNPREPARED, [])).rejects.toThrow(/line 28/);
  });
});

describe('questions', () => {
  test('a distance through a file, and a range of it', async () => {
    await open(fileOf(fixture('ase-XDATCAR'), 'XDATCAR'));
    const question = { kind: 'measure', label: 'd', atoms: [0, 1] } as const;
    const whole = await client.ask(question).answer;
    expect(whole.values.length).toBe(5);
    const part = await client.ask(question, { range: { first: 1, end: 5, stride: 2 } }).answer;
    expect([...part.values]).toEqual([whole.values[1], whole.values[3]]);
  });

  test('contacts of frames that the page hands over, a few at a time', async () => {
    const built = build(DEFAULT_PRESET.recipe, library);
    const { numbers, lattice, xyz } = built.structure;
    const frame = Float32Array.from(xyz);
    const question = {
      kind: 'contacts',
      lower: facingAtoms(built, 0, 'top'),
      upper: facingAtoms(built, 1, 'bottom'),
      reference: xyz,
      bins: 20,
    } as const;
    const two = Float32Array.from([...frame, ...frame]);
    client.append(numbers, lattice, frame);
    client.append(numbers, lattice, two);
    const tracks = await client.ask(question).answer;
    const csS = tracks.find((t) => t.pair === 'Cs-S')!;
    expect(csS.nearestMeanAng.length).toBe(3);
    for (const d of csS.nearestMeanAng) expect(d).toBeCloseTo(3.733, 3);
  });

  test('correlation and spectrum of a series', async () => {
    const values = Float64Array.from({ length: 2000 }, (_, k) => Math.cos((2 * Math.PI * k) / 50));
    const found = await client.ask({
      kind: 'correlation',
      values,
      drift: 'mean',
      stepFs: 1,
      spectrum: { window: 'hann', padding: 4 },
    }).answer;
    expect(found.correlation.values[0]).toBeCloseTo(0.5, 9);
    const peak = found.spectrum.values.indexOf(Math.max(...found.spectrum.values));
    expect(Math.abs(found.spectrum.wavenumberCm[peak]! - 667.128)).toBeLessThan(
      found.spectrum.binCm,
    );
  });

  test('a long one tells how far it is, and ends when it is cancelled', async () => {
    const n = 64;
    const lattice = Float64Array.of(16, 0, 0, 0, 16, 0, 0, 0, 16);
    const one = Float32Array.from({ length: 3 * n }, (_, k) => (k * 5.37) % 16);
    const all = new Float32Array(400 * one.length);
    for (let k = 0; k < 400; k++) all.set(one, k * one.length);
    client.append(new Uint8Array(n).fill(16), lattice, all);
    const group = { label: 'S', atoms: [...Array(n).keys()] };
    const told: number[] = [];
    let settled = false;
    const asked = client.ask(
      { kind: 'rdf', a: group, b: group, maxAng: 15, bins: 100 },
      { onProgress: (done) => told.push(done) },
    );
    asked.answer.then(
      () => {
        settled = true;
      },
      () => {
        settled = true;
      },
    );
    await until(() => told.length > 0);
    asked.cancel();
    expect(told[0]).toBeGreaterThan(0);
    expect(told[0]).toBeLessThan(1);
    // The worker is free for the next question, and the old one is never answered.
    const next = await client.ask(
      { kind: 'measure', label: 'd', atoms: [0, 1] },
      { range: { end: 2 } },
    ).answer;
    expect(next.values.length).toBe(2);
    expect(settled).toBe(false);
  });

  test('a broken frame fails the question with its line', async () => {
    const text = Buffer.from(fixture('ase-forces.extxyz'))
      .toString()
      .split('\n')
      .with(12, 'Xx 1 2 3')
      .join('\n');
    await open(fileOf(text, 'a.xyz'));
    await expect(client.ask({ kind: 'measure', label: 'd', atoms: [0, 1] }).answer).rejects.toThrow(
      /line \d+/,
    );
  });

  test('a broken frame ends the range where the asker can say so', async () => {
    const lines = Buffer.from(fixture('ase-forces.extxyz')).toString().split('\n');
    await open(fileOf(lines.with(2 + 9 * 3, 'Xx 1 2 3').join('\n'), 'a.xyz'));
    const stops: Stopped[] = [];
    const question = { kind: 'measure', label: 'd', atoms: [0, 1] } as const;
    const onStopped = (at: Stopped) => void stops.push(at);
    expect((await client.ask(question, { onStopped }).answer).values.length).toBe(3);
    expect(stops).toEqual([
      { frame: 3, reason: expect.stringMatching(/^extended XYZ, line 30: unknown element "Xx"/) },
    ]);
    const range = { first: 0, end: 5, stride: 1 };
    expect(beforeStop(range, stops[0]!)).toEqual({
      range: { ...range, end: 3 },
      stopped: expect.stringMatching(/frame 4 cannot be read .*line 30/),
    });
    const after = { range: { first: 3 }, onStopped };
    await expect(client.ask(question, after).answer).rejects.toThrow(/line 30/);
  });
});
