import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { makeExport } from '#app/export/exportHandlers.ts';
import type { ExportRequest } from '#app/export/exportTasks.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { build } from '#core/recipe/build.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { farthest } from '../../core/io/structures.ts';

const { recipe } = DEFAULT_PRESET;
const { structure } = build(recipe, library);
const request: ExportRequest = {
  recipe,
  target: { kind: 'format', id: 'poscar', symmetry: false },
  options: DEFAULT_EXPORT,
  coordinates: 'cartesian',
  positions: null,
  note: ' | moved',
  stem: 'moved',
  frames: null,
  seed: 1,
  preview: false,
};

async function textOf(of: Partial<ExportRequest>): Promise<string> {
  const reply = await makeExport({ ...request, ...of });
  if (reply.kind !== 'file') throw new Error(JSON.stringify(reply));
  return reply.blob.text();
}

test('a frame stands in place of the built positions, and the title says so', async () => {
  const positions = Float32Array.from(structure.xyz, (x, k) => x + 0.01 * (k % 7));
  const text = await textOf({ positions });
  expect(farthest(readPoscar(text).structure.xyz, positions)).toBeLessThan(1e-4);
  expect(text.split('\n')[0]).toContain('moved');
  expect(await textOf({})).not.toContain('moved');
});

test('a file holds a frame to the last digit, a set holds it in thousandths of its recipe', async () => {
  const positions = Float32Array.from(structure.xyz, (x, k) => x + 0.0004 * (k % 5));
  const text = await textOf({ positions });
  expect(farthest(readPoscar(text).structure.xyz, positions)).toBeLessThan(1e-5);
  const set = await makeExport({
    ...request,
    positions,
    target: { kind: 'set', id: 'vasp-static' },
    preview: true,
  });
  if (set.kind !== 'preview') throw new Error('no preview');
  const inSet = set.files.find((f) => f.path === 'recipe.json')!.head;
  expect(inSet).toMatch(/"relaxed":\{"milliAng":\[-?\d+,/);
});

test('a frame of a stack with relaxed positions is counted from the rigid one, as in the terminal', async () => {
  const relaxed = {
    note: 'test',
    milliAng: Array.from(structure.xyz, (_, k) => (k % 3 === 2 ? 0 : 5)),
  };
  const moved = { ...recipe, relaxed } as unknown as typeof recipe;
  const positions = Float32Array.from(structure.xyz);
  expect(await textOf({ recipe: moved, positions, note: '' })).toBe(
    await textOf({ recipe, positions, note: '' }),
  );
});

test('the LAMMPS set holds the atoms of the frozen planes, and no others', async () => {
  const frozenText = async (bottom: number) => {
    const reply = await makeExport({
      ...request,
      target: { kind: 'set', id: 'lammps' },
      recipe: setFreeze({ kind: 'planes', bottom, top: 0 })(request.recipe),
      preview: true,
    });
    if (reply.kind !== 'preview') throw new Error(JSON.stringify(reply));
    return reply.files.find((f) => f.path.endsWith('in.lammps'))!.head;
  };
  const script = await frozenText(1);
  const ids = /^group frozen id (.+)$/m
    .exec(script)![1]!
    .split(/\s+/)
    .flatMap((part) => {
      const [a, b = a] = part.split(':').map(Number);
      return Array.from({ length: b! - a! + 1 }, (_, k) => a! + k);
    });
  const low = Math.min(...structure.xyz.filter((_, k) => k % 3 === 2));
  const bottom = [...structure.numbers.keys()].filter((i) => structure.xyz[3 * i + 2]! < low + 0.3);
  expect(ids).toEqual(bottom.map((i) => i + 1));
  expect(await frozenText(0)).not.toMatch(/^group frozen/m);
});

test('a preview tells the size of the whole trajectory from its first frame', async () => {
  const count = 3;
  const xyz = Float32Array.from(
    [0, 1, 2].flatMap((t) => [...structure.xyz.map((x) => x + 0.01 * t)]),
  );
  const of = {
    target: { kind: 'trajectory', id: 'dump' },
    frames: { xyz, count, frameFs: 20 },
  } as const;
  const preview = await makeExport({ ...request, ...of, preview: true });
  const whole = await textOf(of);
  if (preview.kind !== 'preview') throw new Error('no preview');
  expect(Math.abs(preview.files[0]!.chars / whole.length - 1)).toBeLessThan(0.01);
  expect(whole.startsWith(preview.files[0]!.head.slice(0, 1000))).toBe(true);
  expect(whole.match(/ITEM: TIMESTEP\n(\d+)/g)).toHaveLength(count);
});

test('what cannot be written says why', async () => {
  const made = makeExport({ ...request, target: { kind: 'trajectory', id: 'xdatcar' } });
  await expect(made).rejects.toThrow(/trajectory/);
});
