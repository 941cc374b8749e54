import { expect, test } from 'vitest';
import {
  elementNumbers,
  exportStore,
  hubbardOf,
  optionsOf,
  pairsOf,
} from '#app/export/exportSettings.ts';
import { INPUT_SETS, SET_IDS } from '#core/export/inputSets.ts';
import { OUTPUTS } from '#core/io/formats.ts';
import { offeredText, targetGroups } from '#ui/export/exportTargets.ts';

test('what is typed becomes settings, or is refused as a whole', () => {
  expect(pairsOf('')).toEqual({});
  expect(pairsOf(' ALGO = Fast , NCORE=4 ')).toEqual({ ALGO: 'Fast', NCORE: '4' });
  for (const bad of ['NCORE', '=4', 'NCORE=', 'A=1,,B=2', '4=A'])
    expect(pairsOf(bad), bad).toBeNull();
  expect(elementNumbers('Fe=3, O=-0.5')).toEqual({ Fe: 3, O: -0.5 });
  for (const bad of ['Fe=up', 'Fe', 'Fe=3,']) expect(elementNumbers(bad), bad).toBeNull();
  // l of the orbital as VASP counts it.
  for (const [letter, l] of [
    ['p', 1],
    ['d', 2],
    ['f', 3],
  ] as const)
    expect(hubbardOf(`X=${letter} 1`)).toEqual({ X: { l, uEV: 1, jEV: 0 } });
  expect(hubbardOf('Fe=d 4.0, Ce=f 5 0.7')).toEqual({
    Fe: { l: 2, uEV: 4, jEV: 0 },
    Ce: { l: 3, uEV: 5, jEV: 0.7 },
  });
  for (const bad of ['Fe', 'Fe=4', 'Fe=s 4', 'Fe=d', 'Fe=d 4 x'])
    expect(hubbardOf(bad), bad).toBeNull();
});

test('empty fields ask for nothing; an unreadable one holds the export back', () => {
  const s = exportStore.getState();
  expect(optionsOf(s)!.vasp).toMatchObject({ magmom: null, hubbard: null, incar: {}, potcar: {} });
  expect(optionsOf(s)!.atomBudget).toBeNull();
  expect(optionsOf({ ...s, hasBudget: true, budget: 300 })!.atomBudget).toBe(300);
  expect(optionsOf({ ...s, magmom: 'Pb=1', incar: 'NCORE=4' })!.vasp).toMatchObject({
    magmom: { Pb: 1 },
    incar: { NCORE: '4' },
  });
  expect(optionsOf({ ...s, hubbard: 'Pb=6' })).toBeNull();
});

test('every set and every format can be chosen somewhere', () => {
  const ids = targetGroups(true).flatMap((g) => g.rows.map((r) => r.id as string));
  for (const set of SET_IDS) expect(ids).toContain(`set:${set}`);
  for (const { id } of OUTPUTS)
    expect(
      ids.some((t) => t === `file:${id}` || t === `run:${id}` || t === `set:${id}`),
      id,
    ).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  const labels = targetGroups(true).flatMap((g) => g.rows.map((r) => r.label));
  expect(new Set(labels).size).toBe(labels.length);
  expect(targetGroups(false).some((g) => g.heading === 'Trajectory')).toBe(false);
});

test('what the menu says is offered names every format that is written and every code', () => {
  for (const { short } of OUTPUTS) expect(offeredText()).toContain(short);
  for (const { code } of INPUT_SETS) expect(offeredText()).toContain(code);
});
