import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as buildCommand } from '#cli/commands/build.ts';
import { command as md } from '#cli/commands/md.ts';
import { command as energy } from '#cli/commands/universal/energy.ts';
import { readFrame } from '#core/io/readAtoms.ts';
import { sourceOf } from '#core/io/text/reading.ts';
import { indexTrajectory } from '#core/io/trajectory/trajectory.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { build } from '#core/recipe/build.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { countFrozen } from '#core/recipe/freeze.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../helpers/library.ts';
import { randomModel } from '../helpers/randomModel.ts';
import { TERMINAL } from '../helpers/terminal.ts';

// Seconds alone; CI shares two cores with other test files.
const folder = mkdtempSync(join(tmpdir(), 'epistack-md-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);

interface Value {
  readonly [key: string]: unknown;
  readonly potentialEnergy: number;
  readonly totalEnergy: number;
  readonly temperature: number;
  readonly steps: number;
}
const answer = async (...args: string[]) => md.run(readArguments(args, md.options));
const value = async (...args: string[]) =>
  (await answer('preset:cspbbr3-cds', ...args)).value as Value;
const native = JSON.parse(
  readFileSync(new URL('../fixtures/lammps-native.json', import.meta.url), 'utf8'),
) as { totalKcalMol: Readonly<Record<string, number>> };

test('a single point through the terminal is what an ordinary LAMMPS says, to 1e-6', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/cli/main.ts', 'md', 'preset:cspbbr3-cds', '--steps', '0', '--json'],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const single = JSON.parse(stdout) as Value;
  expect(single).toMatchObject({ steps: 0, atoms: 200, temperature: 0, seed: 1 });
  expect(single['warnings']).toEqual([
    expect.stringMatching(/^CsPbBr3 is polar: .* not in a Coulomb sum that ends at 12 Å/),
  ]);
  const expected = native.totalKcalMol['preset cspbbr3-cds']!;
  expect(Math.abs(single.potentialEnergy / expected - 1)).toBeLessThan(1e-6);
});

test('what a script’s shell commands print goes to standard error', () => {
  const script = file('shell.in');
  writeFileSync(script, 'shell echo from-the-shell\nfix i mobile nve\nrun 5\n');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...[TERMINAL, 'md', 'preset:cspbbr3-cds'], ...['--script', script, '--json']],
    { encoding: 'utf8' },
  );
  expect(JSON.parse(stdout)).toMatchObject({ steps: 5 });
  expect(stderr).toBe('from-the-shell\n');
});

describe('a script', () => {
  const withScript = async (text: string, ...args: string[]) => {
    const script = file('script.in');
    writeFileSync(script, text);
    return answer('preset:cspbbr3-cds', '--script', script, ...args);
  };

  test('has the time of its own steps, and what it minimised first is no part of the frames', async () => {
    const out = file('own.xyz');
    const { value: own } = await withScript(
      'minimize 0 0 10 100\ntimestep 2\nfix i mobile nve\nrun 10\n',
      ...['--every', '5', '--out', out],
    );
    const written = sourceOf(readFileSync(out));
    expect([...indexTrajectory(written, 'extxyz').timesFs!]).toEqual([0, 10, 20]);
    expect(own).toMatchObject({
      timePs: 0.02,
      frames: 3,
      minimisation: 'max iterations',
      protocol: expect.stringMatching(
        /^own script \(minimised, stopped: max iterations, max force .* kcal\/mol\/Å\), step 2 fs$/,
      ),
    });
  });

  test('that changes the cell is written with the cell of each frame', async () => {
    const out = file('cell.xyz');
    await withScript(
      'fix i all nve\nrun 5\nchange_box all z scale 1.1 remap\nrun 5\n',
      ...['--every', '5', '--out', out],
    );
    const bytes = readFileSync(out);
    const [first, last] = [0, 2].map(
      (k) => readFrame(bytes, 'cell.xyz', k).file.structure.lattice[8]!,
    );
    expect(last! / first!).toBeCloseTo(1.1, 5);
  });

  test('that moves held planes is told so, and the file does not call them fixed', async () => {
    const out = file('adrift.vasp');
    const { text, value: adrift } = await withScript(
      'velocity all create 300 1\nfix i all nve\nrun 20\n',
      ...['--freeze', '1,0', '--out', out],
    );
    expect(text).toMatch(/note: held planes did not stay: 12 of 12 held atoms moved/);
    expect(adrift).toMatchObject({ held: { bottom: 1, top: 0, stayed: false } });
    expect(readFileSync(out, 'utf8')).not.toMatch(/ F F F$/m);
  });
});

describe('md', () => {
  test('runs the paper’s protocol from a seed and writes all snapshots, labelled', async () => {
    const [a, b] = [file('a.xyz'), file('XDATCAR')];
    const short = ['--steps', '60', '--every', '30', '--seed', '9'];
    const first = await value(...short, '--out', a);
    expect(first).toMatchObject({ steps: 60, timePs: 0.06, frames: 3, seed: 9 });
    expect(Math.abs(first.temperature - 300)).toBeLessThan(30);
    const again = await value(...short, '--out', b);
    expect(again.totalEnergy).toBe(first.totalEnergy);
    const xyz = readFrame(readFileSync(a), 'a.xyz', 2);
    expect(xyz.frames).toBe(3);
    expect(xyz.file.title).toMatch(/^step 60, classical preview, LAMMPS .*lj-ions.*seed 9$/);
    const xdatcar = readFileSync(b);
    expect(readFrame(xdatcar, 'XDATCAR', 0).frames).toBe(3);
    // The same atoms at the same places in either format; XDATCAR groups by element, as they are built.
    const last = readFrame(xdatcar, 'XDATCAR', 2).file.structure;
    last.xyz.forEach((x, i) => {
      expect(Math.abs(x - xyz.file.structure.xyz[i]!)).toBeLessThan(1e-5);
    });
    expect((await value(...short.slice(0, 4), '--seed', '10')).totalEnergy).not.toBe(
      first.totalEnergy,
    );
  });

  test('relaxes, and writes the relaxed structure where a format holds one', async () => {
    const out = file('CONTCAR');
    const relaxed = await value('--protocol', 'relax', '--steps', '40', '--out', out);
    expect(relaxed).toMatchObject({ steps: 40, temperature: 0, minimisation: 'max iterations' });
    const text = readFileSync(out, 'utf8');
    const built = await value('--steps', '0', '--out', file('built.vasp'));
    expect(relaxed.potentialEnergy).toBeLessThan(built.potentialEnergy - 10);
    const [before, after] = [readFileSync(file('built.vasp'), 'utf8'), text].map(
      (t) => readPoscar(t).structure.xyz,
    );
    expect(Math.max(...after!.map((x, i) => Math.abs(x - before![i]!)))).toBeGreaterThan(0.05);
  });

  test('takes a thermostat, a temperature, frozen planes, or a script', async () => {
    const nvt = await value(
      ...['--protocol', 'nvt', '--thermostat', 'langevin', '--temperature', '500'],
      ...['--steps', '30', '--timestep', '0.5', '--freeze', '2,1'],
    );
    expect(nvt['protocol']).toMatch(
      /^minimised \(CG, stopped: .*, max force .*\), NVT 500 K \(Langevin, 100 fs\) 0.015 ps, step 0.5 fs, held planes: 2 lowest, 1 highest$/,
    );
    expect(nvt['warnings']).toHaveLength(1);
    expect(nvt['timePs']).toBeCloseTo(0.015, 12);
    // From the minimum: potential energy takes its share first.
    expect(nvt.temperature).toBeGreaterThan(300);
    expect(nvt.temperature).toBeLessThan(600);
    const held = file('held.vasp');
    await value('--steps', '0', '--freeze', '1,0', '--out', held);
    // The lowest plane of the default stack: 4 CsPbBr.
    expect(readFileSync(held, 'utf8').match(/ F F F$/gm)).toHaveLength(12);
    // As the recipe says, where the line says nothing: here all but the planes near the interface.
    const recipe = setFreeze({ kind: 'beyond', distanceAng: 8 })(presetOf('cspbbr3-cds').recipe);
    const far = file('far.json');
    writeFileSync(far, JSON.stringify(recipe));
    const run = await answer(far, '--steps', '0', '--out', held);
    expect(run.value).toMatchObject({
      held: { kind: 'beyond', distanceAng: 8, stayed: true },
    });
    expect(readFileSync(held, 'utf8').match(/ F F F$/gm)!.length).toBe(
      countFrozen(build(recipe, library)),
    );
    const script = file('own.in');
    writeFileSync(script, 'fix i all nve\nrun 10\n');
    expect(await value('--script', script)).toMatchObject({ steps: 10 });
  });

  test('says where atoms overlap, and how NVE drifts: least squares, in meV/atom/ps', async () => {
    const close = file('close.json');
    const { recipe } = presetOf('cspbbr3-cds');
    const steps = recipe.steps.map((s) => (s.kind === 'film' ? { ...s, separationAng: 0.2 } : s));
    writeFileSync(close, JSON.stringify({ ...recipe, steps }));
    const { text } = await answer(close, '--steps', '0');
    expect(text).toMatch(/note: Atoms overlap: /);
    const thin = file('thin.json');
    const fewer = recipe.steps.map((s) =>
      'slab' in s ? { ...s, slab: { ...s.slab, planes: 3 } } : s,
    );
    writeFileSync(thin, JSON.stringify({ ...recipe, steps: fewer }));
    const nve = await answer(thin, '--steps', '2100', '--freeze', '1,0');
    expect(nve.text).toMatch(/^NVE: mean \d+\.\d K, drift .*\d meV\/atom\/ps \(least squares\)$/m);
  });

  test('the text for people says what ran, and that it is no DFT', async () => {
    const { text } = await answer('preset:cspbbr3-cds', '--steps', '0');
    expect(text).toMatch(/200 atoms {3}single point, seed 1 .*not DFT/);
    expect(text).toMatch(/potential -18140\.685/);
  });

  test.each([
    [['--steps', '-3'], /--steps/],
    [['--steps', '1.5'], /--steps/],
    [['--protocol', 'npt'], /--protocol/],
    [['--protocol', 'custom'], /--script/],
    [['--script', 'own.in', '--protocol', 'nvt'], /--script is a protocol of its own/],
    [['--thermostat', 'none'], /--thermostat/],
    [['--freeze', '1,2,3'], /--freeze/],
    [['--out', 'x.unknown'], /format/],
  ])('%j is a usage error', async (args, text) => {
    const refused = answer('preset:cspbbr3-cds', ...args);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(text);
  });

  test.each([
    [
      ['preset:cspbcl3-cds'],
      /no potential parameters for Cs–Cl, Pb–Cl.*; others: --potential universal --model FILE/,
    ],
    [['preset:CsPbBr3'], /CsPbBr3 is a crystal: md runs an interface or a nanocrystal/],
    [
      ['preset:cspbbr3-cds', '--steps', '0', '--out', '/nonexistent/x.xyz'],
      /cannot write \/nonexistent\/x\.xyz/,
    ],
    [['preset:cspbbr3-cds', '--seed', '0'], /seed/],
    [['preset:cspbbr3-cds', '--temperature', '-1'], /temperature/],
    [['preset:cspbbr3-cds', '--steps', '0', '--timestep', '0'], /step/],
    [['preset:cspbbr3-cds', '--freeze', '0,7'], /7 planes/],
  ])('%j is refused with its reason', async (args, text) => {
    await expect(answer(...args)).rejects.toThrow(text);
  });
});

test('--kspace goes with the classical potential', async () => {
  const tried = (...words: string[]) => answer('preset:cspbbr3-cds', ...words);
  await expect(tried('--kspace', 'ewald')).rejects.toThrow(/--kspace is pppm or dsf/);
  await expect(tried('--kspace', 'pppm', '--potential', 'universal')).rejects.toThrow(UsageError);
});

test('--pair-style runs a potential file in the full LAMMPS, in its own units', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'epistack-own-'));
  const file = join(folder, 'Si.sw');
  // Stillinger and Weber, Phys. Rev. B 31, 5262 (1985).
  writeFileSync(
    file,
    'Si Si Si 2.1683 2.0951 1.80 21.0 1.20 -0.333333333333 7.049556277 0.6022245584 4.0 0.0 0.0\n',
  );
  const { recipe } = presetOf('ge-si');
  const silicon = {
    ...recipe,
    steps: recipe.steps.map((step) =>
      'slab' in step
        ? { ...step, slab: { ...step.slab, material: 'Si', cell: { a: 5.431 } } }
        : step,
    ),
  };
  const stack = join(folder, 'si.json');
  writeFileSync(stack, JSON.stringify(silicon));
  const own = (...args: string[]) => md.run(readArguments(args, md.options));
  const { value } = await own(
    ...[stack, '--potential', file, '--pair-style', 'sw', '--steps', '0'],
  );
  // 40 atoms with two faces; 4.336 eV an atom within, 23.06 kcal/mol each.
  const { potentialEnergy } = value as { potentialEnergy: number };
  expect(potentialEnergy / 40 / 23.06).toBeCloseTo(-4.12, 1);
  expect(value).toMatchObject({ potential: { id: 'sw of Si.sw' } });
  await expect(own(stack, '--potential', file)).rejects.toThrow(/needs --pair-style/);
  await expect(own(stack, '--pair-style', 'sw')).rejects.toThrow(/needs --potential FILE/);
  await expect(own(stack, '--potential', file, '--pair-style', 'lj')).rejects.toThrow(UsageError);
  rmSync(folder, { recursive: true });
});

const EXTXYZ = ['--format', 'extxyz'];

test.skipIf(!existsSync('/dev/full'))(
  'what a full disk has no room for is kept in the folder for temporary files, and named',
  async () => {
    vi.stubEnv('TMPDIR', folder);
    const run = answer('preset:cspbbr3-cds', '--steps', '0', '--out', '/dev/full', ...EXTXYZ);
    const reason = await run.then(String, String);
    vi.unstubAllEnvs();
    const [, path] =
      /cannot write \/dev\/full: no space left on device; the snapshots are in (\S+)$/.exec(
        reason,
      )!;
    expect(path!.startsWith(folder)).toBe(true);
    expect(readFrame(readFileSync(path!), 'x.xyz', 0).file.structure.numbers).toHaveLength(200);
  },
);
test('--potential universal runs the same protocols by a model file, with energies in eV', async () => {
  const model = file('nequix-own.nqx');
  writeFileSync(model, randomModel(5));
  const universal = (...args: string[]) =>
    md.run(readArguments(['preset:ws2-mos2', '--potential', 'universal', ...args], md.options));
  const { value, text } = await universal(
    ...['--model', model, '--protocol', 'nvt', '--steps', '40', '--every', '10'],
    ...['--temperature', '50', '--out', file('run.xyz')],
  );
  expect(value).toMatchObject({
    steps: 40,
    timePs: 0.04,
    atoms: 6,
    frames: 5,
    energyUnit: 'eV',
    engine: expect.stringMatching(/^machine-learned PBE \(Nequix own\), no dispersion; /),
    potential: { id: 'universal', model: { name: 'nequix-own.nqx' } },
    protocol: expect.stringMatching(
      /^relaxed \(L-BFGS, atoms\).*NVT 50 K \(Nosé–Hoover, 100 fs\) 0\.04 ps/,
    ),
  });
  const { potentialEnergy, kineticEnergy, totalEnergy } = value as Record<string, number>;
  expect(totalEnergy).toBeCloseTo(potentialEnergy! + kineticEnergy!, 9);
  expect(text).toMatch(/total −?-?[\d.]+ eV/);
  // The energy of the built positions is that of `energy`.
  const [point, single] = [
    (await universal('--model', model, '--steps', '0')).value as { potentialEnergy: number },
    (await energy.run(readArguments([structureFile(), '--model', model], energy.options)))
      .value as { energy: number },
  ];
  expect(point.potentialEnergy).toBeCloseTo(single.energy, 3);
  for (const wrong of [
    ['--script', 'in.lmp'],
    ['--potential', 'lj'],
  ])
    await expect(universal(...wrong)).rejects.toThrow(UsageError);
  await expect(
    md.run(readArguments(['preset:ws2-mos2', '--model', model], md.options)),
  ).rejects.toThrow(/--model goes with --potential universal/);
});

/** The built stack as a file. */
function structureFile(): string {
  const path = file('POSCAR');
  buildCommand.run(readArguments(['preset:ws2-mos2', '--out', path], buildCommand.options));
  return path;
}

test('a nanocrystal runs alone, its trajectory says that nothing repeats', async () => {
  const [path, out] = [join(folder, 'sphere.json'), join(folder, 'sphere.extxyz')];
  writeFileSync(
    path,
    JSON.stringify({ epistackNanocrystal: 1, core: { material: 'CdS', sphereNm: 0.85 } }),
  );
  const { value } = await answer(path, '--steps', '20', '--every', '10', '--out', out);
  // 13 Cd and 4 S: charged, which a cell that repeats would not be allowed.
  expect(value).toMatchObject({ atoms: 17, frames: 3, steps: 20 });
  expect(readFileSync(out, 'utf8')).toContain('pbc="F F F"');
});
