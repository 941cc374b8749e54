import { beforeEach, expect, test } from 'vitest';
import { documentStore, open, shown, undo } from '#app/document/document.ts';
import { editAtoms, takeOutEdit } from '#app/document/editAtoms.ts';
import { library } from '#app/document/library.ts';
import { build } from '#core/recipe/build.ts';
import { namesOf } from '#core/recipe/handEdits/atomNames.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';

const { recipe } = presetOf('ge-si');
const now = () => shown(documentStore.getState());
beforeEach(() => open(recipe));

test('an edit is one step of the history, and can be taken out of the middle', () => {
  const built = build(now(), library);
  const remove = (atom: number) =>
    editAtoms(
      build(now(), library),
      { kind: 'delete', atoms: namesOf(build(now(), library), [atom]) },
      [atom],
    );
  expect(
    editAtoms({ ...built, recipe: now() }, { kind: 'passivate', face: 'top', cap: 'H' }),
  ).toBeNull();
  expect(remove(3)).toBeNull();
  expect(now().edits).toHaveLength(2);
  undo();
  expect(now().edits).toHaveLength(1);
  expect(remove(3)).toBeNull();
  takeOutEdit(0);
  expect(now().edits).toMatchObject([{ kind: 'delete' }]);
  takeOutEdit(0);
  expect(now()).toEqual(recipe);
});

test('what cannot be done is said, and changes nothing', () => {
  const built = build(now(), library);
  const film = [...built.structure.layer.keys()].filter((i) => built.structure.layer[i] === 1);
  const gone = { kind: 'delete', atoms: namesOf(built, film) } as const;
  expect(editAtoms(built, gone, film)).toMatch(/^These are all atoms of Ge.*: take the slab out/);
  // Of a stack that was changed meanwhile, indices mean other atoms.
  open({ ...recipe, title: 'another' });
  expect(editAtoms(built, gone, film.slice(1))).toMatch(/being built anew/);
  expect(now().edits).toBeUndefined();
  const other = build(now(), library);
  for (let i = 0; i < 20; i++)
    editAtoms({ ...other, recipe: now() }, { kind: 'passivate', face: 'top', cap: 'H' });
  expect(
    editAtoms({ ...other, recipe: now() }, { kind: 'passivate', face: 'top', cap: 'H' }),
  ).toMatch(/at most 20 edits that passivate, not 21/);
});
