import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { changeSlab } from '#core/recipe/edits/slab.ts';
import { addHandEdit } from '#core/recipe/handEdits/changeHandEdits.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { notesByName } from '#core/recipe/report/notesByName.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import {
  builtNotes,
  facesNotes,
  isTooClose,
  placesNotes,
  trustNotes,
} from '#engines/universal/trust.ts';
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

test('what was built has the notes of its own charges and caps', () => {
  const { recipe } = DEFAULT_PRESET;
  expect(builtNotes(build(recipe, library))).toEqual([]);
  const charged = build(changeSlab(0, { remove: [] })(recipe), library);
  expect(builtNotes(charged)[0]).toMatch(/add up to \+8\.00 e/);
  const capped = addHandEdit({ kind: 'passivate', face: 'top', cap: 'pseudo-H' })(recipe);
  expect(builtNotes(build(capped, library))[0]).toMatch(/pseudo-hydrogen/);
});

test('faces with a formal charge are named with it, neutral and unknown ones are not', () => {
  expect(
    facesNotes([
      { label: 'CdS', chargeE: 0 },
      { label: 'Si', chargeE: null },
    ]),
  ).toEqual([]);
  const [note] = facesNotes([
    { label: 'CsPbBr', chargeE: 1 },
    { label: 'Br2', chargeE: -1 },
    { label: 'CdS', chargeE: 0 },
  ]);
  expect(note).toContain('(CsPbBr +1.00 e, Br2 −1.00 e a face and cell)');
});

test('slabs pressed into each other are counted', () => {
  const { structure } = build(DEFAULT_PRESET.recipe, library);
  const at = (by: number) => ({
    ...structure,
    xyz: structure.xyz.map((x, k) =>
      k % 3 === 2 && structure.layer[(k - 2) / 3]! > 0 ? x + by : x,
    ),
  });
  expect(isTooClose(at(0))).toBe(false);
  expect(isTooClose(at(-2))).toBe(true);
  expect(placesNotes(0, 9)).toEqual([]);
  expect(placesNotes(3, 9)[0]).toMatch(/^In 3 of the 9 places/);
});

test('a note of two results is said once, after both names', () => {
  const notes = ['Far.'];
  expect(
    notesByName([
      { name: 'a', notes },
      { name: 'b', notes: [] },
      { name: 'c', notes },
    ]),
  ).toEqual(['a; c: Far.']);
});
