import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { composition, formula } from '#core/crystal/structure.ts';
import { readAtoms } from '#core/io/readAtoms.ts';
import { trajectoryFormatOf } from '#core/io/recognise.ts';
import { sourceOf } from '#core/io/text/reading.ts';
import {
  frameCount,
  indexTrajectory,
  trajectoryStructure,
} from '#core/io/trajectory/trajectory.ts';
import { det } from '#core/math/mat3.ts';

// Kinds of VASP output that real runs leave, each of which was refused or misread once.

const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/cases/${name}`, import.meta.url));

function open(name: string, change: (text: string) => string = (text) => text) {
  const bytes = new TextEncoder().encode(change(fixture(name).toString('latin1')));
  const source = sourceOf(bytes);
  const index = indexTrajectory(source, trajectoryFormatOf(bytes)!.id);
  const frame = (k: number) => trajectoryStructure(source, index, k);
  return { index, frame, formula: formula(composition(index.numbers)) };
}

const scalar = ({ index }: ReturnType<typeof open>, name: string) => [
  ...index.scalars.find((s) => s.name === name)!.values,
];

test('E0 of vasprun.xml is that of the last electronic iteration', () => {
  const run = open('e0.vasprun.xml');
  expect(scalar(run, 'e_0_energy')).toEqual([-6.49, -6.69]);
  expect(scalar(run, 'e_fr_energy')).toEqual([-6.5, -6.7]);
});

test('the last of several iterations counts', () => {
  const twice = (text: string) =>
    text.replace(/<scstep>.*-6\.49.*<\/scstep>/, (step) => step.replace('-6.49', '-5.11') + step);
  expect(scalar(open('e0.vasprun.xml', twice), 'e_0_energy')).toEqual([-6.49, -6.69]);
});

test('E0 holds the classical van der Waals energy, which the electronic iterations leave out', () => {
  // With IVDW the free energy of the step is lower than that of its last iteration: here by 0.4 eV.
  const withD3 = (text: string) =>
    text.replaceAll(
      /(<energy><i name="e_fr_energy">) -6\.(\d) (<\/i><i name="e_wo_entrp">[^<]*<\/i><i name="e_0_energy"> 0\.0)/g,
      (_, head: string, digit: string, rest: string) =>
        `${head} ${-6 - Number(digit) / 10 - 0.4} ${rest}`,
    );
  const run = open('e0.vasprun.xml', withD3);
  const [first, second] = scalar(run, 'e_0_energy');
  expect(first).toBeCloseTo(-6.89, 9);
  expect(second).toBeCloseTo(-7.09, 9);
});

test('an E0 of 0 without one in the electronic iterations is no energy', () => {
  const withoutE0 = (text: string) =>
    text.replaceAll(/<scstep>.*<\/scstep>/g, (step) =>
      step.replace(/<i name="e_0_energy">.*?<\/i>/, ''),
    );
  const run = open('e0.vasprun.xml', withoutE0);
  expect(run.index.scalars.map((s) => s.name)).not.toContain('e_0_energy');
  expect(scalar(run, 'e_fr_energy')).toEqual([-6.5, -6.7]);
  const old = (text: string) => withoutE0(text).replaceAll('0.00000000', '-6.49');
  expect(scalar(open('e0.vasprun.xml', old), 'e_0_energy')).toEqual([-6.49, -6.49]);
});

test('steps of a machine-learned force field stand outside every calculation', () => {
  const run = open('mlff-only.vasprun.xml');
  expect(frameCount(run.index)).toBe(2);
  expect([run.frame(0).xyz[0], run.frame(1).xyz[0]]).toEqual([0.04, 0.08]);
  expect(scalar(run, 'e_fr_energy')).toEqual([-9, -9]);
});

test('a run without ionic steps has the atoms that it ended with, and says so', () => {
  const run = open('no-ionic-step.vasprun.xml');
  expect([run.formula, frameCount(run.index)]).toEqual(['CsBr', 1]);
  expect(run.index.notes.join()).toMatch(/no ionic step .* ended with \(finalpos\)/);
  const begun = open('no-ionic-step.vasprun.xml', (text) =>
    text.replace(/<structure name="finalpos".*<\/structure>/, ''),
  );
  expect(begun.index.notes.join()).toMatch(/began with \(initialpos\)/);
});

test('cell vectors of 100 Å and more touch in OUTCAR', () => {
  const { lattice } = open('long-cell.OUTCAR').frame(0);
  expect(lattice[8]).toBe(113.517567);
  expect(det(lattice)).toBeCloseTo(1816.28, 2);
});

test('positions that touch are taken apart by their signs', () => {
  const run = open('long-cell.OUTCAR', (text) =>
    text.replace(/^ {6}0\.00000 {6}0\.00000 {6}0\.00000/m, '      0.00000-1000.00000-1000.00000'),
  );
  expect([...run.frame(0).xyz.slice(0, 3)]).toEqual([0, -1000, -1000]);
});

test('more than ten species are counted over two lines', () => {
  const run = open('eleven-species.OUTCAR');
  expect(run.index.numbers).toHaveLength(11);
  expect([...run.index.numbers]).toEqual([22, 23, 24, 25, 26, 27, 28, 29, 30, 40, 41]);
});

test('without VRHFIN the pseudopotentials name the elements', () => {
  expect(open('no-VRHFIN.OUTCAR').formula).toBe('CsBr');
  const titled = (text: string) =>
    text
      .replaceAll(/ POTCAR:.*\n/g, '')
      .replace('   ions per', '   TITEL  = PAW_PBE Cs_sv 1\n   TITEL  = PAW Br 2\n   ions per');
  expect(open('no-VRHFIN.OUTCAR', titled).formula).toBe('CsBr');
});

test('symbols and counts of a POSCAR may be broken over lines', () => {
  const { structure } = readAtoms(fixture('wrapped-symbols.POSCAR'), 'POSCAR').file;
  expect(formula(composition(structure.numbers))).toBe('Cr11Fe11');
  expect([...structure.numbers.slice(0, 4)]).toEqual([26, 24, 26, 24]);
});

test('numbers of an XDATCAR that touch are taken apart by their signs', () => {
  const run = open('glued.XDATCAR');
  const { lattice, xyz } = run.frame(1);
  const fractions = [0, 1, 2].map((k) => xyz[k]! / lattice[4 * k]!);
  for (const [k, x] of [-0.63265286, -0.11227753, -0.15402785].entries())
    expect(fractions[k]).toBeCloseTo(x, 12);
});

test('frames of an old XDATCAR stand between blank lines', () => {
  const run = open('blank-separators.XDATCAR');
  expect([run.formula, frameCount(run.index)]).toEqual(['CsBr', 2]);
  expect(run.frame(1).xyz[0]).toBeCloseTo(0.04, 12);
  expect(run.frame(1).xyz[5]).toBeCloseTo(2.04, 12);
});

const run = (name: string, change: (text: string) => string) => {
  const text = change(readFileSync(`test/fixtures/trajectories/${name}`, 'latin1'));
  const bytes = new TextEncoder().encode(text);
  const index = indexTrajectory(sourceOf(bytes), trajectoryFormatOf(bytes)!.id);
  const lineOf = (pattern: RegExp, n: number) =>
    text.split('\n').flatMap((line, k) => (pattern.test(line) ? [k + 1] : []))[n]!;
  return { index, lineOf };
};
/** Replaces the n-th match, from 0. */
const nth = (text: string, what: string, n: number, by: string) => {
  const parts = text.split(what);
  return parts.slice(0, n + 1).join(what) + by + parts.slice(n + 1).join(what);
};

test('an ionic step of an OUTCAR whose table is damaged is named by its line, and keeps no foreign energy', () => {
  const { index, lineOf } = run('OUTCAR', (text) => nth(text, ' POSITION ', 2, ' POSITIOM '));
  expect(frameCount(index)).toBe(5);
  expect(index.problem).toBeNull();
  expect(index.damage).toMatchObject([
    {
      frame: 2,
      failure: {
        code: 'parse',
        line: lineOf(/free {2}energy {3}TOTEN/, 2),
        expected: expect.stringMatching(/table "POSITION … TOTAL-FORCE"/),
      },
    },
  ]);
  expect([...index.scalars[0]!.values]).toEqual([-20, -19.9, Number.NaN, -19.7, -19.6]);
  expect(index.timesFs).toEqual(run('OUTCAR', (text) => text).index.timesFs);
});

test('steps that VASP was told not to print are left out, counted, and keep the times right', () => {
  const quiet = (text: string) =>
    nth(text, ' POSITION ', 1, ' POSITIOM ').replace('\n', '\n   NWRITE =      0\n');
  const { index, lineOf } = run('OUTCAR', quiet);
  const line = lineOf(/free {2}energy {3}TOTEN/, 1);
  expect(frameCount(index)).toBe(4);
  expect(index.notes.join()).toContain(
    `an ionic step has no table of positions, the first one ends at line ${line}`,
  );
  expect([...index.scalars[0]!.values]).toEqual([-20, -19.8, -19.7, -19.6]);
  const whole = run('OUTCAR', (text) => text).index.timesFs!;
  expect([...index.timesFs!]).toEqual([...whole].filter((_, k) => k !== 1));
});

test('NIONS and the ions per type have to agree, and so do <atoms> and the list of atoms', () => {
  const other = (text: string) => text.replace('NIONS =       2', 'NIONS =       3');
  expect(() => open('no-VRHFIN.OUTCAR', other)).toThrow(/OUTCAR, line 10: .*NIONS is 3/);
  expect(() => run('vasprun.xml', (text) => text.replace(/(<atoms>\s*)7/, '$18'))).toThrow(
    /vasprun\.xml, line \d+: expected 8 atoms, as <atoms> says; 7 are listed/,
  );
});

test('a calculation that lost its structure is named by its line', () => {
  const { index, lineOf } = run('vasprun.xml', (text) =>
    nth(text, '<structure>', 2, '<strvcture>'),
  );
  expect(frameCount(index)).toBe(5);
  expect(index.damage).toMatchObject([
    { frame: 2, failure: { code: 'parse', line: lineOf(/<calculation>/, 2) } },
  ]);
  const first = run('vasprun.xml', (text) => nth(text, '<structure>', 0, '<strvcture>'));
  expect(frameCount(first.index)).toBe(4);
  expect(first.index.notes.join()).toMatch(/the <calculation> at line 88 .* left out/);
});

test('zirconium and xenon, whose symbols lost a letter', () => {
  const old = (text: string) =>
    text.replaceAll('<c>Cs</c>', '<c>r </c>').replaceAll('<c>Pb</c>', '<c>X </c>');
  const { index } = run('vasprun.xml', old);
  expect(new Set(index.numbers)).toEqual(new Set([40, 54, 35]));
  const outcar = run('OUTCAR', (text) => text.replace(/VRHFIN =Cs/, 'VRHFIN =r'));
  expect([...outcar.index.numbers]).toContain(40);
});
