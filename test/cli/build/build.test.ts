import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command } from '#cli/commands/build.ts';
import { allMatches } from '#core/match/coincidence.ts';
import { planeLatticeOf } from '#core/match/planeLattice.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { changeSlab } from '#core/recipe/edits/slab.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import { filmsOf, type Recipe } from '#core/recipe/recipe.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { library } from '../../helpers/library.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-build-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);

const buildOf = (...args: string[]) => {
  const { value } = command.run(readArguments(args, command.options));
  return value as Report;
};
const edited = (recipe: string, ...args: string[]): Recipe => {
  buildOf(recipe, ...args, '--recipe', file('edited.json'));
  return parseRecipe(JSON.parse(readFileSync(file('edited.json'), 'utf8')));
};

describe('build changes the recipe before it builds it', () => {
  test('strain share, shift, d₀ and vacuum are what the report then measures', () => {
    const options = [
      '--strain-share',
      '0.3',
      '--shift',
      '0.25,-0.5',
      '--d0',
      '3',
      '--vacuum',
      '25',
    ];
    const report = buildOf('preset:ge-si', ...options);
    const cell = 5.658 + 0.3 * (5.431 - 5.658);
    expect(report.layers[1]!.strain.xx).toBeCloseTo(cell / 5.658 - 1, 3);
    expect(report.layers[0]!.strain.xx).toBeCloseTo(cell / 5.431 - 1, 3);
    expect(report.separations).toEqual([expect.closeTo(3, 9)]);
    expect(report.vacuum).toBe(25);
    expect(filmsOf(edited('preset:ge-si', ...options))[0]!.registryShift).toEqual([0.25, 0.5]);
  });

  test('a match of other planes is built as the search measured it', () => {
    const plane = (id: string) => {
      const material = library.get(id)!;
      return planeLatticeOf(surfaceOf(crystalOf(material, material.constants[0]!.cell), [1, 1, 1]));
    };
    const [match] = allMatches(plane('GaAs'), plane('Si'), {
      maxAreaAng2: 60,
      tolerance: { mode: 'strain', maxStrain: 0.05 },
      maxAtoms: null,
      mirrors: false,
    });
    const planes = ['--film-hkl', '111', '--substrate-hkl', '1,1,1'];
    const report = buildOf(
      'preset:gaas-si',
      ...['--film-matrix', String(match!.filmMatrix)],
      ...['--substrate-matrix', String(match!.substrateMatrix)],
      ...planes,
    );
    expect(report.title).toBe('GaAs (111) on Si (111)');
    expect(report.area).toBeCloseTo(match!.substrateAreaAng2, 6);
    expect(report.mismatch!.a).toBeCloseTo(match!.mismatch.a, 6);
  });

  test('without such options the recipe stays as it is; with them relaxed positions go', () => {
    const { recipe } = DEFAULT_PRESET;
    expect(edited('preset:cspbbr3-cds')).toEqual(recipe);
    const relaxed = { note: 'test', milliAng: Array<number>(600).fill(1) };
    writeFileSync(file('relaxed.json'), JSON.stringify({ ...recipe, relaxed }));
    expect(edited(file('relaxed.json')).relaxed).toEqual(relaxed);
    expect(edited(file('relaxed.json'), '--d0', '2.9').relaxed).toBeUndefined();
    const strained = changeSlab(1, { normalStrain: 0.01 })(presetOf('ge-si').recipe);
    writeFileSync(file('strained.json'), JSON.stringify(strained));
    const shared = edited(file('strained.json'), '--strain-share', '0');
    expect(filmsOf(shared)[0]!.slab).not.toHaveProperty('normalStrain');
  });

  test('what cannot be read or met is refused', () => {
    const from = 'preset:ge-si';
    for (const [args, text] of [
      [['--film-matrix', '1,0,0,1'], /--substrate-matrix is missing/],
      [['--film-hkl', '110'], /--film-matrix is missing/],
      [['--film-matrix', '1,0,0', '--substrate-matrix', '1,0,0,1'], /four integers row by row/],
      [['--shift', '0.5'], /two fractions/],
      [['--shift', '0.5,'], /two fractions/],
      [['--out', '-', '--recipe', '-'], /both/],
      [['--recipe', '-', '--json'], /--json/],
    ] as const) {
      expect(() => buildOf(from, ...args), args.join(' ')).toThrow(UsageError);
      expect(() => buildOf(from, ...args), args.join(' ')).toThrow(text);
    }
    // The option that was typed, not the field of the recipe that it sets.
    for (const [option, value, expected, ...more] of [
      ['--strain-share', '1.5', 'a number from 0 to 1'],
      ['--d0', '-3', 'a number from 0 to 100'],
      ['--vacuum', '1e9', 'a number from 0 to 1000'],
      ['--film-matrix', '900,0,0,1', 'a number from -200 to 200', '--substrate-matrix', '1,0,0,1'],
    ] as const) {
      const refused = () => buildOf(from, option, value, ...more);
      expect(refused).toThrow(UsageError);
      expect(refused).toThrow(`${option}: expected ${expected}, not ${value}`);
    }
    const mirror = ['--film-matrix', '0,1,1,0', '--substrate-matrix', '1,0,0,1'];
    expect(() => buildOf(from, ...mirror)).toThrow(/positive determinant/);
  });
});

test('warnings in JSON have their code and words, with atoms and distance where there are some', () => {
  const { warnings } = buildOf('preset:cspbbr3-cds', '--d0', '0.4');
  expect(warnings[0]).toEqual({
    code: 'overlap',
    message: expect.stringMatching(/^Atoms overlap: .* Widen d₀ or move the shift\.$/),
    atoms: [expect.any(Number), expect.any(Number)],
    distance: expect.any(Number),
  });
  const strained = buildOf('preset:cspbbr3-zns').warnings.find((w) => w.code === 'large-strain');
  expect(strained).toEqual({
    code: 'large-strain',
    message: expect.stringMatching(/is strained by up to/),
  });
});
