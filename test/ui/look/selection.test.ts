import { beforeEach, expect, test } from 'vitest';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { modelOf } from '#app/document/model.ts';
import { inspectedStore } from '#app/look/inspected.ts';
import { pickedStore } from '#app/look/pickedAtoms.ts';
import {
  addToSelection,
  labelAtoms,
  labelledOf,
  labelStore,
  selectAtoms,
  selectionStore,
  toggleSelected,
} from '#app/look/selection.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { onPick, pickTyped } from '#ui/look/atoms/clicks.ts';
import { elementGroups, planeGroups, planesOf, slabGroups } from '#ui/look/selection/atomGroups.ts';
import { type Corner, insideArea } from '#ui/look/selection/insideArea.ts';
import { labelTexts, MAX_LABELS } from '#ui/look/selection/labelTexts.ts';

const model = modelOf(presetOf('cspbbr3-cds')!.recipe);
const { structure, charges } = model.built;
const marked = markedAtoms(structure.numbers, model.built.recipe);
const selected = () => selectionStore.getState().atoms;
beforeEach(() => selectAtoms([]));

test('a group is added where some of it is missing, and taken out where all of it is in', () => {
  selectAtoms([9, 4, 4]);
  expect(selected()).toEqual([4, 9]);
  toggleSelected([4, 5]);
  expect(selected()).toEqual([4, 5, 9]);
  toggleSelected([4, 9]);
  expect(selected()).toEqual([5]);
  addToSelection([5, 1]);
  expect(selected()).toEqual([1, 5]);
});

test('elements, slabs and planes each hold every atom once', () => {
  for (const groups of [elementGroups(structure.numbers), slabGroups(model), planeGroups(model)]) {
    const atoms = groups.flatMap((g) => g.atoms).sort((p, q) => p - q);
    expect(atoms).toEqual([...structure.numbers.keys()]);
    expect(new Set(groups.map((g) => g.name)).size).toBe(groups.length);
  }
  const planes = planeGroups(model);
  expect(planes[0]!.name).toBe('CdS 7 · CdS');
  expect(planes.at(-1)!.name).toMatch(/^CsPbBr₃ 1 · /);
  expect(planesOf(model, [planes[3]!.atoms[0]!])).toEqual(planes[3]!.atoms);
});

test('an area holds what is drawn in it, from whichever corner it was begun', () => {
  const places = [[10, 10], [20, 30], null, [41, 20], [40, 40], [50, 10]] as const;
  const inside = (...outline: readonly Corner[]) =>
    insideArea(outline, places.length, (i) => places[i]!);
  const box = [
    [0, 0],
    [40, 0],
    [40, 40],
    [0, 40],
  ] as const;
  expect(inside(...box)).toEqual([0, 1, 4]);
  expect(inside(...box.toReversed())).toEqual([0, 1, 4]);
  expect(inside(...box.slice(2), ...box.slice(0, 2))).toEqual([0, 1, 4]);
  // A lasso with a notch leaves out what lies in that.
  expect(inside([0, 0], [60, 0], [60, 60], [30, 60], [45, 15], [0, 45])).toEqual([0, 1, 4, 5]);
  // Both loops of one that crosses itself hold atoms; so do their edges.
  expect(inside([0, 0], [60, 60], [60, 0], [0, 60])).toEqual([0, 1, 3, 4, 5]);
  expect(inside([15, 25], [60, 25], [60, 35], [15, 35])).toEqual([1]);
  expect(inside()).toEqual([]);
});

test('words are number, neighbours with those of bulk where some are missing, charge', () => {
  const all = [...structure.numbers.keys()];
  const atoms = { structure, model };
  expect(labelTexts('number', [0, 30], atoms)).toEqual([
    { atom: 0, text: 'Cs1' },
    { atom: 30, text: 'Pb31' },
  ]);
  const counts = labelTexts('coordination', all, atoms);
  expect(counts[30]!.text).toBe('6');
  // The outermost plane of the film lacks neighbours.
  const outer = planeGroups(model)[0]!.atoms.find((i) => SYMBOLS[structure.numbers[i]!] === 'Cd')!;
  expect(counts[outer]!.text).toBe('3/4');
  const signs = labelTexts('charge', all, atoms);
  for (const { atom, text } of signs) expect(Number(text.replace('−', '-'))).toBe(charges[atom]);
  expect(labelTexts('charge', [0], { structure, model: null })[0]!.text).toBe('?');
  expect(
    Number(labelTexts('coordination', [30], { structure, model: null })[0]!.text),
  ).toBeGreaterThan(5);
  const many = Array.from({ length: MAX_LABELS + 50 }, () => 0);
  expect(labelTexts('number', [...many, 10 ** 6], atoms)).toHaveLength(MAX_LABELS);
  labelAtoms('charge', [3], marked);
  expect(labelledOf(labelStore.getState(), marked).atoms).toEqual([3]);
  expect(labelledOf(labelStore.getState(), { ...marked, cut: 'other' }).atoms).toEqual([]);
  labelAtoms(null, [3], marked);
  expect(labelStore.getState()).toEqual({ kind: null, atoms: [] });
});

test('atoms that are named by number are picked and described as clicked ones are', () => {
  onPick({ atom: 3, cells: [0, 0, 0] }, { extend: false });
  expect(inspectedStore.getState().atom).toBe(3);
  pickTyped([88]);
  expect(pickedStore.getState().atoms).toEqual([88]);
  expect(inspectedStore.getState().atom).toBe(88);
  pickTyped([16, 144]);
  expect(inspectedStore.getState().atom).toBe(144);
  pickTyped([]);
  expect(inspectedStore.getState().atom).toBeNull();
});
