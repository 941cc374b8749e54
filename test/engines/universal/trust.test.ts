import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { changeSlab } from '#core/recipe/edits/slab.ts';
import { addHandEdit } from '#core/recipe/handEdits/changeHandEdits.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { trustNotes } from '#engines/universal/trust.ts';
import { library } from '../../helpers/library.ts';

const notesOf = (recipe: typeof DEFAULT_PRESET.recipe) => {
  const built = build(recipe, library);
  return trustNotes(built.structure, {
    chargeE: reportOf(built).charge,
    valencesE: built.byHand?.valencesE ?? null,
  });
};

test('an ordinary neutral stack needs no note, one with charges left over does', () => {
  expect(notesOf(DEFAULT_PRESET.recipe)).toEqual([]);
  // Without the vacancies of lead: four of +2 e.
  const [note, ...more] = notesOf(changeSlab(0, { remove: [] })(DEFAULT_PRESET.recipe));
  expect(note).toMatch(/add up to \+8\.00 e/);
  expect(more).toEqual([]);
});

test('pseudo-hydrogen is taken for hydrogen, and that is told', () => {
  const [note, ...more] = notesOf(
    addHandEdit({ kind: 'passivate', face: 'top', cap: 'pseudo-H' })(DEFAULT_PRESET.recipe),
  );
  expect(note).toMatch(
    /^\d+ H are pseudo-hydrogen of nuclear charge 0\.5 e.*\. .* takes them for ordinary hydrogen/,
  );
  expect(more.filter((text) => /pseudo/.test(text))).toEqual([]);
});

test('atoms closer than any bond are named with their distance', () => {
  const { structure } = build(DEFAULT_PRESET.recipe, library);
  const xyz = structure.xyz.slice();
  for (let k = 0; k < 3; k++) xyz[3 + k] = xyz[k]! + (k === 2 ? 1.9 : 0);
  const notes = trustNotes({ ...structure, xyz });
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(/Cs–Cs at 1\.90 Å/);
});
