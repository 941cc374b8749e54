import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET, PRESETS } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { reportText } from '#core/recipe/report/reportText.ts';
import { library } from '../../helpers/library.ts';

const { recipe } = DEFAULT_PRESET;
const report = (of: Recipe) => reportOf(build(of, library));
const lines = (of: Recipe, change = {}) => reportText({ ...report(of), ...change }).split('\n');

test('the numbers of the report, each once with its unit', () => {
  const { cell, area, vacuum, layers, mismatch } = report(recipe);
  const text = lines(recipe).join('\n');
  expect(text).toContain(`a ${cell.a.toFixed(3)} Å   b ${cell.b.toFixed(3)} Å`);
  expect(text).toContain(`area ${area.toFixed(2)} Å²`);
  expect(text).toContain(`vacuum       ${vacuum.toFixed(2)} Å along c`);
  expect(text).toContain(
    `a ${mismatch!.a > 0 ? '+' : '−'}${Math.abs(100 * mismatch!.a).toFixed(2)} %`,
  );
  for (const layer of layers) expect(text).toContain(`${layer.atoms} atoms`);
});

test('slabs stand from top to bottom; films are numbered where there are several', () => {
  const film = recipe.steps[1]!;
  const three: Recipe = {
    ...recipe,
    steps: [recipe.steps[0]!, film, film, ...recipe.steps.slice(2)] as Recipe['steps'],
  };
  const roles = (of: Recipe) =>
    lines(of)
      .filter((l) => /atoms .* charge/.test(l) && l.startsWith('  '))
      .map((l) => /\(([^)]+)\)/.exec(l)![1]);
  expect(roles(recipe)).toEqual(['film', 'substrate']);
  expect(roles(three)).toEqual(['film 2', 'film 1', 'substrate']);
});

test('a section that has nothing to say does not stand', () => {
  const has = (name: string, change: object) => lines(recipe, change).includes(name);
  const warnings = [{ code: 'dipole', message: 'a dipole' }];
  expect(has('Warnings', { warnings: [] })).toBe(false);
  expect(has('Notes', { notes: [] })).toBe(false);
  expect(has('Notes', { notes: ['a note'] })).toBe(true);
  expect(lines(recipe, { warnings: [] }).join()).not.toContain(warnings[0]!.message);
});

test('a dipole is said where it is known, with its sign', () => {
  const { layers } = report(recipe);
  const of = (dipole: number | null) =>
    lines(recipe, { warnings: [], layers: layers.map((l) => ({ ...l, dipole })) }).join('\n');
  expect(of(null)).not.toContain('dipole');
  expect(of(-1.5)).toContain('dipole −1.50 e·Å');
  expect(of(0)).toContain('dipole 0.00 e·Å');
});

test('angles of cells are told apart to 0.01°, and none has a negative zero', () => {
  for (const gammaDeg of [-0.004, 0, 0.004, 0.006, -1.234]) {
    const mismatch = { ...report(recipe).mismatches[0]!, gammaDeg };
    const text = lines(recipe, { mismatch, mismatches: [mismatch] }).join('\n');
    const shown = /Δγ (\S+)°/.exec(text)![1];
    expect(shown).toBe(Math.abs(gammaDeg) < 0.005 ? '0.00' : gammaDeg.toFixed(2).replace('-', '−'));
  }
});

test('no number of any preset is undefined, infinite or no number', () => {
  for (const { id, recipe: of } of PRESETS)
    expect(lines(of).join('\n'), id).not.toMatch(/undefined|NaN|Infinity|\[object/);
});

test('a dipole that rounds to zero has no sign', () => {
  const of = (dipole: number) => {
    const layers = report(recipe).layers.map((layer) => ({ ...layer, dipole }));
    return lines(recipe, { layers }).join('\n');
  };
  expect(of(-1e-9)).toContain('dipole 0.00 e·Å');
  expect(of(-0.5)).toContain('dipole −0.50 e·Å');
});
