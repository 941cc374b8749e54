import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { library } from '#app/document/library.ts';
import { exportHandlers } from '#app/export/exportHandlers.ts';
import { startExport } from '#app/export/exportJob.ts';
import type { ExportRequest, ExportTasks, Written } from '#app/export/exportTasks.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { loadSymmetry } from '#engines/symmetry/symmetry.ts';
import { farthest } from '../../core/io/structures.ts';
import {
  answers,
  failsToLoad,
  silentWorker,
  standInWorkers,
  type TestWorker,
  threadWorker,
} from '../../helpers/threadWorker.ts';

const { structure } = build(DEFAULT_PRESET.recipe, library);
const request = (change: Partial<ExportRequest> = {}): ExportRequest => ({
  recipe: DEFAULT_PRESET.recipe,
  target: { kind: 'format', id: 'poscar', symmetry: false },
  options: DEFAULT_EXPORT,
  coordinates: 'direct',
  positions: null,
  note: '',
  stem: 'CdS-110_on_CsPbBr3-110',
  frames: null,
  seed: 1,
  preview: false,
  ...change,
});
const file = async (written: Promise<Written | { kind: 'failed' } | null>) => {
  const found = await written;
  if (found?.kind !== 'file') throw new Error(`no file: ${JSON.stringify(found)}`);
  return { name: found.name, text: await found.blob.text(), remarks: found.remarks };
};

const wasm = createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
beforeAll(() => loadSymmetry(new Uint8Array(readFileSync(wasm))));

let workers: readonly TestWorker[] = [];
beforeEach(() => {
  workers = standInWorkers({ 'export.worker': () => threadWorker<ExportTasks>(exportHandlers) });
});
afterEach(() => {
  // The worker is kept between exports: each test begins without one.
  for (const worker of workers) failsToLoad(worker);
  vi.unstubAllGlobals();
});

test('a file holds the atoms of the document; the worker is kept for the next', async () => {
  const { name, text, remarks } = await file(startExport(request()));
  expect([name, remarks]).toEqual(['CdS-110_on_CsPbBr3-110.vasp', []]);
  expect(readPoscar(text).structure.numbers).toHaveLength(structure.numbers.length);
  const xyz = await file(
    startExport(request({ target: { kind: 'format', id: 'extxyz', symmetry: false } })),
  );
  expect(xyz.text.split('\n')[0]).toBe(String(structure.numbers.length));
  expect(workers).toHaveLength(1);
});

test('a frame takes the place of the built positions, and the title says so', async () => {
  const positions = Float32Array.from(structure.xyz, (x) => x + 0.25);
  const target = { kind: 'format', id: 'extxyz', symmetry: false } as const;
  const { text } = await file(startExport(request({ target, positions, note: ' | frame 3' })));
  expect(text.split('\n')[1]).toMatch(/frame 3/);
  const rows = text.trim().split('\n').slice(2);
  const xyz = rows.flatMap((row) => row.trim().split(/\s+/).slice(1, 4).map(Number));
  expect(farthest(xyz, positions)).toBeLessThan(1e-4);
});

test('a CIF with its symmetry says which group was found', async () => {
  const target = { kind: 'format', id: 'cif', symmetry: true } as const;
  const { remarks } = await file(startExport(request({ target })));
  expect(remarks).toHaveLength(1);
  expect(remarks[0]).toMatch(/^(Space group|Written in P 1|.* was found)/);
});

test('a set is one archive, and looked into it is the beginnings of its files', async () => {
  const target = { kind: 'set', id: 'vasp-relax' } as const;
  const written = await startExport(request({ target }));
  if (written?.kind !== 'file') throw new Error('no file');
  expect(written.name).toMatch(/^CdS-110_on_CsPbBr3-110_vasp-relax_[0-9a-f]{8}\.zip$/);
  expect([...new Uint8Array(await written.blob.arrayBuffer()).subarray(0, 2)]).toEqual([80, 75]);
  const seen = await startExport(request({ target, preview: true }));
  if (seen?.kind !== 'preview') throw new Error('no preview');
  expect(seen.files.map((f) => f.path)).toEqual(expect.arrayContaining(['INCAR', 'POSCAR']));
  for (const { head, chars } of seen.files) expect(head.length).toBeLessThanOrEqual(chars);
});

test('what cannot be written says why', async () => {
  const target = { kind: 'trajectory', id: 'xdatcar' } as const;
  expect(await startExport(request({ target }))).toEqual({
    kind: 'failed',
    reason: 'trajectory: expected frames of this stack',
  });
});

test('a later export takes the place of one that still runs', async () => {
  workers = standInWorkers({ 'export.worker': silentWorker });
  const first = startExport(request());
  const second = startExport(request());
  expect(await first).toBeNull();
  expect(workers.map((w) => w.ended)).toEqual([true, false]);
  answers(workers[1]!, { kind: 'preview', files: [] });
  expect(await second).toEqual({ kind: 'preview', files: [] });
  // One that is done is not ended.
  void startExport(request());
  expect(workers).toHaveLength(2);
});

test('a worker that is lost fails the export with a reason, and the next one works', async () => {
  const lost = startExport(request());
  failsToLoad(workers[0]!);
  expect(await lost).toMatchObject({
    kind: 'failed',
    reason: expect.stringMatching(/could not be loaded/),
  });
  expect((await file(startExport(request()))).name).toBe('CdS-110_on_CsPbBr3-110.vasp');
});
