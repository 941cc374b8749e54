import { describe, expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { adviceFor } from '#app/md/advice.ts';
import { COVERED, coverageOf, hrefOf } from '#app/md/coverage.ts';
import { driftOf, energyChange, energyCsv } from '#app/md/energies.ts';
import { type Md, mdStore } from '#app/md/runStore.ts';
import { isRunOf, takeable, takenOver } from '#app/md/takeOver.ts';
import { axisTickText, duration, planWords, progressWords, size } from '#app/md/words.ts';
import { build } from '#core/recipe/build.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import type { FilmStep, Recipe } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { faultOf } from '#engines/lammps/faults.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { DEFAULT_SETTINGS } from '#engines/lammps/protocolSettings.ts';
import { protocolOf } from '#engines/lammps/protocols.ts';
import { planOf } from '#engines/lammps/runPlan.ts';

const { recipe } = DEFAULT_PRESET;
const built = build(recipe, library);
const { xyz, lattice, numbers } = built.structure;

const mdOf = (settings: object, more: Partial<Md> = {}): Md => {
  const ran = { ...DEFAULT_SETTINGS, seed: 7, engine: null, coulomb: 'dsf' as const, ...settings };
  const input = lammpsInput(built.structure, protocolOf(ran), ran);
  return {
    ...mdStore.getInitialState(),
    status: 'done',
    ran,
    built,
    input,
    plan: planOf(input, built.structure),
    ...more,
  };
};
const series = (at: number[], total: number[]) => ({
  at: Float64Array.from(at),
  temperatureK: Float64Array.from(at, () => 300),
  potentialKcalMol: Float64Array.from(total),
  totalKcalMol: Float64Array.from(total),
});

describe('positions taken over', () => {
  /** Each atom by up to half an Ångström, another way each. */
  const moved = xyz.map((x, k) => x + 0.5 * Math.sin(k));

  test('are built again to the thousandth of an Ångström, and survive being written', () => {
    const taken = takenOver(recipe, moved, 'a note');
    const again = build(parseRecipe(JSON.parse(JSON.stringify(taken))), library);
    expect(Math.max(...again.structure.xyz.map((x, k) => Math.abs(x - moved[k]!)))).toBeLessThan(
      0.000501,
    );
  });

  test('of atoms that were wrapped at a face of the cell do not jump', () => {
    const wrapped = moved.slice();
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < 3; j++)
        wrapped[3 * i + j] = wrapped[3 * i + j]! + 2 * lattice[j]! - lattice[3 + j]!;
    expect(takenOver(recipe, wrapped, 'n')).toEqual(takenOver(recipe, moved, 'n'));
  });

  test('are counted from the rigid stack also when the document is relaxed already', () => {
    const first = takenOver(recipe, xyz.map((x) => x + 1) as Float64Array, 'first');
    expect(takenOver(first, moved, 'n')).toEqual(takenOver(recipe, moved, 'n'));
  });

  test('of another stack, or flown apart, are refused', () => {
    expect(() => takenOver(recipe, moved.slice(3), 'n')).toThrow(/600 numbers/);
    const far = moved.slice();
    far[2] = 500;
    expect(() => takenOver(recipe, far, 'n')).toThrow(/flown apart/);
  });

  test('are offered for a relaxation of the same stack only, and the note tells how it ended', () => {
    const result = {
      version: '10 Sep 2025',
      warnings: [],
      stopped: 'force tolerance',
      maxForceKcalMolAng: 0.004,
      frozenMoved: 0,
      last: { step: 1563 } as never,
    };
    const md = mdOf({ kind: 'relax' }, { last: moved, result });
    const offer = takeable(md, recipe) as { readonly note: string };
    expect(offer).toMatchObject({
      positions: moved,
      note: 'classical preview, LAMMPS 10 Sep 2025, lj-ions, minimised (FIRE) to 0.01 kcal/mol/Å, seed 7, ended by force tolerance after 1563 iterations',
    });
    const [substrate, film, vacuum] = recipe.steps as [Recipe['steps'][0], FilmStep, never];
    const other = { ...recipe, steps: [substrate, { ...film, separationAng: 3 }, vacuum] };
    expect(isRunOf(md, other)).toBe(false);
    expect(takeable(md, other)).toMatchObject({ problem: /has been changed/ });
    // Relaxed once already, it is the same stack.
    expect(takeable(md, takenOver(recipe, moved, 'x'))).toHaveProperty('positions');
    // With another d₀, as films have moved as wholes, it is still the end of this run, and of no other.
    const risen = { ...md, moves: { filmsAng: [0.25], cAng: 0 } };
    const end = takenOver(recipe, moved, offer.note, risen.moves);
    expect(isRunOf(md, end)).toBe(false);
    expect(isRunOf(risen, end)).toBe(true);
    expect(takeable(risen, end)).toMatchObject({ note: offer.note });
    expect(takeable(risen, takenOver(recipe, moved, 'x', risen.moves))).toHaveProperty('problem');
    expect(takeable(mdOf({ kind: 'nvt' }, { last: moved, result }), recipe)).toMatchObject({
      problem: expect.stringMatching(/are moving/),
    });
    expect(takeable({ ...md, status: 'failed' }, recipe)).toHaveProperty('problem');
  });
});

describe('energies', () => {
  test('are counted from the start of NVE, and their slope is the drift', () => {
    const at = Array.from({ length: 41 }, (_, k) => 200 * k);
    // 1 kcal/mol is 43.364 meV; a slope of 0.1 kcal/mol/ps after a jumpy heating of 2 ps.
    const md = mdOf(
      {},
      {
        series: series(
          at,
          at.map((t) => (t < 2000 ? -5 * t : t / 10_000)),
        ),
      },
    );
    // The row at 2 ps is that of the heating.
    expect(energyChange(md).reference).toBe(11);
    expect(energyChange(md).mevPerAtom[40]).toBeCloseTo((0.58 * 43.3641) / numbers.length, 6);
    expect(driftOf(md)!.mevPerAtomPerPs).toBeCloseTo((0.1 * 43.3641) / numbers.length, 6);
    expect(driftOf(md)!.overPs).toBeCloseTo(5.8, 9);
  });

  test('say nothing of a drift under a thermostat, or before NVE has lasted', () => {
    const at = [0, 20, 40, 60, 80, 100, 120];
    expect(driftOf(mdOf({ kind: 'nvt' }, { series: series(at, at) }))).toBeNull();
    expect(driftOf(mdOf({}, { series: series(at, at) }))).toBeNull();
  });

  test('are written with their units', () => {
    const csv = energyCsv(mdOf({}, { series: series([0, 20], [-1, -2]) }), 'label');
    expect(csv).toBe(
      '# label\ntime_fs,temperature_K,potential_kcal_mol,total_kcal_mol\n0,300,-1,-1\n20,300,-2,-2\n',
    );
  });
});

test('a failure is told by what, where and what to do', () => {
  const frames = Float32Array.from([...xyz, ...xyz.map((x, k) => (k === 51 ? x + 3 : x))]);
  const lost = mdOf(
    { kind: 'nvt', timestepFs: 20 },
    {
      status: 'failed',
      reason: 'LAMMPS: Lost atoms: original 200 current 144',
      fault: { kind: 'lost-atoms', lost: 56, of: 200 },
      progress: {
        stage: 'nvt',
        step: 40,
        steps: 100,
        ps: 0.8,
        timestepFs: 20,
        stepsPerSecond: null,
        secondsLeft: null,
      },
      frames,
      count: 2,
    },
  );
  const advice = adviceFor(lost);
  expect(advice.what).toMatch(/^56 of 200 atoms flew out/);
  expect(advice.where).toBe(
    'after step 40 (0.800 ps); in the last snapshot Cs 18 had gone farthest, 3.00 Å',
  );
  expect(advice.todo).toMatch(/shorter time step than 20 fs/);
  const script = adviceFor({ ...mdOf({ kind: 'custom' }), reason: 'LAMMPS: Unknown command: x' });
  expect(script.todo).toMatch(/Mend the script/);
  const dumped = 'LAMMPS: Cannot reset timestep with active dump - must undump first';
  const dump = { ...mdOf({ kind: 'custom' }), reason: dumped, fault: faultOf(dumped) };
  expect(adviceFor(dump).todo).toMatch(/Leave reset_timestep out/);
  // A script's own step, not the field's.
  const progress = { ...lost.progress!, stage: 'script' as const, timestepFs: 7 };
  expect(
    adviceFor({ ...lost, progress, ran: { ...lost.ran!, kind: 'custom', timestepFs: 1 } }).todo,
  ).toMatch(/shorter time step than 7 fs/);
  expect(
    adviceFor({ ...lost, fault: faultOf('Non-numeric atom coords - simulation unstable') }).what,
  ).toMatch(/no number any more/);
  expect(adviceFor({ ...lost, fault: { kind: 'not-loaded' } }).todo).toMatch(/connection/);
});

test('atoms without parameters are refused by name, with the sets that there are', () => {
  const report = reportOf(built);
  expect(coverageOf(built.structure, report, 'dsf')).toMatchObject({
    potential: { id: 'lj-ions' },
    warnings: [expect.stringMatching(/^CsPbBr3 is polar/)],
  });
  expect(coverageOf(built.structure, report, 'pppm')).toMatchObject({
    warnings: [expect.stringMatching(/^CsPbBr3 is polar: .* is in this sum/)],
  });
  const flat = reportOf(build(presetOf('cspbbr3-cds-b').recipe, library));
  expect(coverageOf(built.structure, flat, 'dsf')).toMatchObject({ warnings: [] });
  expect(
    coverageOf({ ...built.structure, numbers: Uint8Array.of(31, 33) }, report, 'dsf'),
  ).toMatchObject({
    problem: expect.stringMatching(/Ga, As/),
    showSets: true,
  });
  expect(
    coverageOf({ ...built.structure, numbers: numbers.slice(1) }, report, 'dsf'),
  ).toMatchObject({
    problem: expect.stringMatching(/neutral/),
    showSets: false,
  });
  expect(COVERED[0]!.species).toMatch(/^Cs, Pb, Br/);
  expect(hrefOf({ cite: '', id: 'doi 10.1/x' })).toBe('https://doi.org/10.1/x');
  expect(hrefOf({ cite: '', id: 'arXiv:1201.2992' })).toBe('https://arxiv.org/abs/1201.2992');
});

test('a plan is told in words, at the speed of the last run when there was one', () => {
  const md = mdOf({});
  const words = (m: Md) => planWords(m.input!, m.plan!, 200, m);
  expect(words(md)).toEqual([
    '200 atoms. 8000 steps, 8 ps.',
    '401 snapshots, one every 20 fs: 1.0 MB of memory.',
    'About 16 s after relaxing (a guess before the first run).',
  ]);
  const progress = {
    stage: 'nve',
    step: 8000,
    steps: 8000,
    ps: 8,
    timestepFs: 1,
    stepsPerSecond: 100,
    secondsLeft: 3,
  } as const;
  expect(words({ ...md, progress })[2]).toMatch(
    /^About 80 s after relaxing \(at the speed of the last run\)/,
  );
  expect(words(mdOf({ kind: 'relax' }))[0]).toBe('200 atoms. At most 5000 iterations.');
  expect(words(mdOf({ kind: 'custom' }))).toHaveLength(2);
  expect(progressWords(progress)).toBe('step 8000 of 8000 · 8.00 ps · 100 steps/s · 3 s left');
  expect([-0.5, 20, 1.25e6, -3e5].map(axisTickText)).toEqual(['−0.5', '20', '1.25e6', '−3e5']);
  expect([size(500), size(2_450_000), size(31e6)]).toEqual(['1 kB', '2.5 MB', '31 MB']);
  expect([duration(0.1), duration(100), duration(9000)]).toEqual(['1 s', '2 min', '2.5 h']);
});
