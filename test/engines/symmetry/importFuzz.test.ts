import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import { crystalFromSites } from '#core/crystal/crystal.ts';
import { operationsFromHall } from '#core/crystal/hall.ts';
import { allSettings, settingOfHall, settingsOfSymbol } from '#core/crystal/spaceGroups.ts';
import { EpistackError } from '#core/errors.ts';
import { det } from '#core/math/mat3.ts';
import { handForm, parseFraction } from '#core/recipe/crystals/handCrystal.ts';
import { materialOfForm } from '#core/recipe/crystals/imported.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { MAX_SITES, ownCrystal } from '#core/recipe/crystals/parseCrystal.ts';
import {
  type Imported,
  type ImportSource,
  importCrystal,
} from '#engines/symmetry/importCrystal.ts';
import { loadSymmetry } from '#engines/symmetry/symmetry.ts';
import { mutant, random, STRANGE, text } from '../../core/io/fuzz/mutants.ts';

// Broken crystals, 1,000 of them, through everything that happens before one enters a recipe: each
// becomes a crystal that a recipe can carry and build again, or is refused with an EpistackError.

const SEED = 20260301;
const MUTANTS = 100;

const wasm = createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
beforeAll(() => loadSymmetry(new Uint8Array(readFileSync(wasm))));

const read = (path: string) => readFileSync(path, 'utf8');
const bare = (name: string) =>
  read(`test/fixtures/${name}.cif`).replace(
    /loop_\n_space_group_symop_operation_xyz\n(?:'.*'\n)+/,
    '',
  );
const charged = bare('perovskite-Pm-3m')
  .replaceAll(/^(Cs1) Cs/gm, '$1 Cs1+')
  .replaceAll(/^(Pb2) Pb/gm, '$1 Pb2+')
  .replaceAll(/^(Br3) Br/gm, '$1 Br1-');

/** What a file may be read with, answers to questions included. */
const corpus: readonly (readonly [name: string, data: string, answers: Partial<ImportSource>])[] = [
  ['symbol.cif', bare('corundum-R-3c'), {}],
  ['screw.cif', bare('quartz-P3221'), {}],
  ['axes.cif', bare('perovskite-Pnma'), {}],
  ['origin.cif', `${bare('spinel-Fd-3m')}\n_cell_formula_units_Z 8\n_chemical_formula_sum 'Al2 Mg O4'\n`, {}],
  ['setting.cif', bare('spinel-Fd-3m'), { setting: '-F 4vw 2vw 3' }],
  ['charged.cif', charged, {}],
  ['blocks.cif', `${bare('wurtzite-P63mc')}\n${bare('quartz-P3221')}`, { block: 'quartz-P3221' }],
  ['POSCAR', 'old\n1\n4 0 0\n0 4 0\n0 0 5\n1 2\nDirect\n0 0 0\n.5 .5 0\n0 .5 .5\n', { symbols: ['Pb', 'I'] }],
  ['left.vasp', 'left\n-96\n0 4 0\n4 0 0\n0 0 6\nCd S\n1 1\nSelective\nCartesian\n0 0 0 T T F\n1 1 1 F F F\n', {}],
  ['x.xyz', '2\nLattice="0 2.7 2.7 2.7 0 2.7 2.7 2.7 0" Properties=species:S:1:pos:R:3\nSi 0 0 0\nSi 1.35 1.35 1.35\n', {}],
]; // biome-ignore format: a table

function check(imported: Imported): void {
  expect(imported.forms.length).toBeGreaterThan(0);
  for (const list of [imported.warnings, imported.notes])
    for (const line of list) expect(line).not.toMatch(/undefined|NaN|\[object/);
  for (const form of imported.forms) {
    if (form.sites.length > MAX_SITES) continue;
    const material = materialOfForm(form, {
      name: imported.title,
      statesE: imported.species.map((s) => s.stateE),
      source: imported.fileName,
      groupText: imported.group?.symbol ?? '',
    });
    const kept = ownCrystal(JSON.parse(JSON.stringify(material)), 'crystals[0]');
    const built = crystalOf(kept, kept.constants[0]!.cell);
    expect(built.numbers.length).toBe(Object.values(form.counts).reduce((sum, n) => sum + n, 0));
    expect(det(built.lattice)).toBeGreaterThan(0);
    expect(det(built.lattice) / built.numbers.length).toBeCloseTo(
      imported.volumeAng3 / imported.atoms,
      1,
    );
  }
}

test.each(corpus)(`broken copies of %s (seed ${SEED})`, async (name, data, answers) => {
  const original = Buffer.from(data, 'utf8');
  const below = random(SEED + name.length * 7919 + data.length);
  const outcome = { read: 0, refused: 0 };
  check(await importCrystal({ data: original, name, ...answers }));
  for (let k = 0; k < MUTANTS; k++) {
    const bytes = mutant(original, below);
    try {
      check(await importCrystal({ data: Uint8Array.from(bytes), name, ...answers }));
      outcome.read++;
    } catch (error) {
      if (!(error instanceof EpistackError))
        throw new Error(`mutant ${k}:\n${text(bytes)}`, { cause: error });
      expect(error.message).not.toMatch(/undefined|\[object/);
      outcome.refused++;
    }
  }
  expect(outcome.read).toBeGreaterThan(0);
  expect(outcome.refused).toBeGreaterThan(0);
});

test('2,000 broken symbols: each is a setting of the tables, or none', () => {
  const below = random(SEED);
  for (let k = 0; k < 2000; k++) {
    const s = allSettings()[below(530)]!;
    const symbol = text(mutant(Buffer.from(below(2) ? s.full : s.hall), below));
    for (const found of settingsOfSymbol(symbol, STRANGE[below(STRANGE.length)]!))
      expect(allSettings()).toContain(found);
    expect([undefined, ...allSettings()]).toContain(settingOfHall(symbol));
    try {
      expect(operationsFromHall(symbol).length).toBeLessThanOrEqual(192);
    } catch (error) {
      expect(error).toBeInstanceOf(EpistackError);
    }
  }
});

test('1,000 crystals typed at random: made as typed, or refused', () => {
  const below = random(SEED + 1);
  const words = [...STRANGE, '1/3', '-1/8', '0.25', '½', '2/0', '1e9', '0.5', '0'];
  const outcome = { made: 0, refused: 0 };
  for (let k = 0; k < 1000; k++) {
    const s = allSettings()[below(530)]!;
    const fraction = () =>
      parseFraction(words[below(3) === 0 ? below(words.length) : words.length - 1 - below(2)]!) ??
      Number.NaN;
    const length = () =>
      below(8) === 0 ? [0, -1, Number.NaN, 1e9, 1e-9][below(5)]! : 3 + below(100) / 10;
    try {
      const { form } = handForm({
        hall: below(20) === 0 ? words[below(words.length)]! : s.hall,
        cell: {
          a: length(),
          b: length(),
          c: length(),
          alpha: 60 + below(60),
          beta: 60 + below(60),
          gamma: 60 + below(60),
        },
        sites: Array.from({ length: below(4) }, () => ({
          symbol: ['Cd', 'S', 'O', below(10) === 0 ? words[below(words.length)]! : 'Zn'][below(4)]!,
          xyz: [fraction(), fraction(), fraction()] as const,
        })),
      });
      const built = crystalFromSites(
        '',
        form.spaceGroup,
        form.cell,
        form.sites.map((x) => ({ ...x, chargeE: null })),
      );
      expect(built.numbers.length).toBe(Object.values(form.counts).reduce((sum, n) => sum + n, 0));
      expect(built.frac.every(Number.isFinite)).toBe(true);
      outcome.made++;
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      expect(error.message).not.toMatch(/undefined|\[object/);
      outcome.refused++;
    }
  }
  expect(outcome.made).toBeGreaterThan(50);
  expect(outcome.refused).toBeGreaterThan(100);
});
