import { expect, test } from 'vitest';
import { exportCommand } from '#core/export/command.ts';
import { inputSet } from '#core/export/inputSets.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { bulkMeshCheck } from '#core/export/references/bulkMeshCheck.ts';
import { normalScan } from '#core/export/references/normalScan.ts';
import { referencesOf } from '#core/export/references/references.ts';
import { setChecks } from '#core/export/setFiles.ts';
import { writePlain } from '#core/export/writeStructure.ts';
import { filesOf, recipeA, sourceOf } from '../../helpers/export.ts';

const source = sourceOf();
const { all } = referencesOf(source.built, source.report, source.built.structure);

test('a bulk is sampled densely, or the check says it is coarse', () => {
  const bulk = all.find((r) => !r.slab)!;
  const text = (mesh: readonly [number, number, number]) =>
    JSON.stringify(bulkMeshCheck(bulk, mesh));
  expect(bulkMeshCheck(bulk, [12, 12, 12]).level).toBe('ok');
  expect(bulkMeshCheck(bulk, [1, 1, 1]).level).toBe('warn');
  expect(text([1, 1, 1])).toMatch(/coarse for anything that disperses/);
  expect(text([12, 12, 12])).not.toMatch(/coarse/);
});

test('each reference names its own slab, or both', () => {
  const [lower, upper] = source.built.slabs.map((s) => s.name) as [string, string];
  for (const { folder, label } of all) {
    expect(label.includes(lower), `${folder}: ${label}`).toBe(/stack|lower|substrate/.test(folder));
    expect(label.includes(upper), `${folder}: ${label}`).toBe(/stack|upper|film/.test(folder));
  }
});

test('distances of planes in a scan are evenly spaced', () => {
  const bulk = all.find((r) => r.id === 'upperBulkStrained')!.structure;
  const factors = normalScan(bulk, source.built, 1).map((s) => s.factor);
  const step = factors[1]! - factors[0]!;
  expect(step).toBeGreaterThan(0);
  for (let k = 1; k < factors.length; k++)
    expect(factors[k]! - factors[k - 1]!).toBeCloseTo(step, 12);
});

test('the command of a bundle names the trajectory of its snapshots, and of no other set', () => {
  const snapshots = { frames: new Float32Array(0), count: 1, frameFs: 2.5 };
  const command = (id: 'vasp-namd' | 'vasp-relax', of: typeof snapshots | null) =>
    exportCommand(inputSet(id), { ...DEFAULT_EXPORT, snapshots: of }, null).join(' ');
  expect(command('vasp-namd', snapshots)).toContain('--trajectory TRAJECTORY --frame-fs 2.5');
  expect(command('vasp-namd', null)).not.toContain('trajectory');
  expect(command('vasp-relax', snapshots)).not.toContain('trajectory');
  expect(command('vasp-relax', null)).toBe(
    'epistack export recipe.json --set vasp-relax --out AGAIN',
  );
});

test('atoms of which nothing is known are sampled along all three axes', () => {
  const { structure } = all.find((r) => !r.slab)!;
  const text = writePlain(structure, 'qe', { title: '', frozen: null });
  const mesh = /K_POINTS automatic\n(\d+) (\d+) (\d+)/.exec(text)!.slice(1).map(Number);
  for (const n of mesh) expect(n).toBeGreaterThan(1);
});

test('the words on dynamics give its times in ps', () => {
  const dynamics = { ...DEFAULT_EXPORT.vasp.dynamics, heatFs: 3000, nveFs: 7500, lastFs: 2500 };
  const files = filesOf(sourceOf(recipeA), 'vasp-md', {
    ...DEFAULT_EXPORT,
    vasp: { ...DEFAULT_EXPORT.vasp, dynamics },
  });
  const text = [...files.values()].join('\n').replace(/\s+/g, ' ');
  expect(text).toMatch(/heats for 3 ps in 1-heat, then .* to 2-nve for 7.5 ps/);
  expect(text).toMatch(/The last 2.5 ps of 2-nve/);
});

test('one plane is a plane, two are planes', () => {
  const text = JSON.stringify(setChecks(source, 'vasp-relax', DEFAULT_EXPORT));
  // CsPbBr3 (110) has two planes in its period, CdS (110) one.
  expect(text).toMatch(/its period is 2 planes/);
  expect(text).toMatch(/its period is 1 plane\./);
});
