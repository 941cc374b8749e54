import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { relaxedBuilt, rigidBuilt } from '#core/recipe/edits/relaxed.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { DFT_NOTE, ENGINES_SAY, paperCheck } from '#core/recipe/presets/paperCheck.ts';
import { PAPER_DFT } from '#core/recipe/presets/paperRuns.ts';
import { paperText } from '#core/recipe/presets/paperText.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { filesOf, sourceOf } from '../../../helpers/export.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/cp2k/${name}`, import.meta.url), 'utf8');

interface Geometry {
  readonly energyHa: number;
  readonly gradientHaBohr: { readonly largest: number; readonly rms: number } | null;
  readonly xyzAng?: readonly (readonly number[])[];
  readonly forcesHaBohr?: readonly (readonly number[])[];
}
const log = JSON.parse(read('relax.json')) as {
  readonly limits: { readonly largestGradientHaBohr: number };
  readonly geometries: readonly Geometry[];
};
const source = sourceOf(parseRecipe(JSON.parse(read('interface.recipe.json'))));
const EV_PER_HA = 27.211386;
const BOHR_ANG = 0.5291772;

const acting = (input: string): string[] =>
  input
    .split('\n')
    .map((line) => line.replace(/[!#].*/, '').trim())
    .filter((line) => line !== '');

test('the input that ran is the one that export writes, but for where its charge starts', () => {
  const vasp = { ...DEFAULT_EXPORT.vasp, relaxMesh: { kind: 'mesh', mesh: [2, 3, 1] } } as const;
  const files = filesOf(source, 'cp2k', { ...DEFAULT_EXPORT, vasp });
  const written = acting(files.get('relax.inp')!);
  const ran = acting(read('relax.inp'));
  expect(ran.filter((line) => !written.includes(line))).toEqual(['SCF_GUESS ATOMIC']);
  expect(written.filter((line) => !ran.includes(line))).toEqual(['SCF_GUESS RESTART']);
});

test('what the paper check says of DFT is what the log holds', () => {
  const [start, last] = [log.geometries[0]!, log.geometries.at(-1)!];
  const meansOf = (built: typeof source.built) =>
    Object.fromEntries(reportOf(built).contacts.map((c) => [c.pair, +c.nearestMean.toFixed(3)]));
  const xyz = Float64Array.from(last.xyzAng!.flat());
  const moved = relaxedBuilt(rigidBuilt(source.built), xyz, 'CP2K');
  for (const pair of ['Cs-S', 'Br-Cd'] as const)
    expect(PAPER_DFT.contacts[pair]).toEqual({
      start: meansOf(source.built)[pair],
      last: meansOf(moved)[pair],
    });
  const perAng = EV_PER_HA / BOHR_ANG;
  const { largest, rms } = last.gradientHaBohr!;
  expect(PAPER_DFT.geometries).toBe(log.geometries.length);
  expect((start.energyHa - last.energyHa) * 1000 * EV_PER_HA).toBeCloseTo(
    PAPER_DFT.energyFellMeV,
    0,
  );
  const forces = last.forcesHaBohr!;
  const norms = forces.map((f) => Math.hypot(...f) * perAng);
  expect(Math.max(...norms)).toBeCloseTo(PAPER_DFT.largestForceEVAng, 3);
  // What the optimiser printed of the same geometry in the first run.
  expect(Math.max(...forces.flat().map(Math.abs))).toBeCloseTo(largest, 7);
  expect(rms * perAng).toBeCloseTo(PAPER_DFT.rmsForceEVAng, 3);
  expect(log.limits.largestGradientHaBohr * perAng).toBeCloseTo(PAPER_DFT.limitEVAng, 3);
  // The note says so as long as it is so.
  expect(largest).toBeGreaterThan(log.limits.largestGradientHaBohr);
  expect(DFT_NOTE).toMatch(/^\* Not a relaxed geometry\./);
});

test('the terminal has the engines in a table of their own, the unfinished one with an asterisk', () => {
  const { built, report } = sourceOf(presetOf('cspbbr3-cds').recipe);
  const text = paperText(paperCheck(built, report));
  expect(text).toMatch(/printed +learned +classical +PBE-D3, CP2K, 1×1\n/);
  expect(text).toMatch(/Br–Cd relaxed +3\.053 Å +2\.658 +2\.623 +2\.668\*\n/);
  expect(text).toMatch(/Br–Cd at 300 K +2\.714 Å +2\.674 +2\.676 +—\n/);
  expect(text).toContain(DFT_NOTE);
  // What they agree on is said without being asked for.
  expect(text).toContain(ENGINES_SAY);
  expect(ENGINES_SAY).toMatch(/agree on 2\.62–2\.67 Å.*3\.053 Å is a minimum of neither potential/);
  expect(paperText([])).toBe('');
});
