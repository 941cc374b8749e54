import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { writePoscar } from '#core/io/vasp/poscar.ts';
import { build } from '#core/recipe/build.ts';
import { setElastic } from '#core/recipe/edits/elastic.ts';
import { addFilm } from '#core/recipe/edits/film.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { relaxedRecipe } from '#core/recipe/edits/relaxed.ts';
import { changePlane, changeSlab, replaceCrystal } from '#core/recipe/edits/slab.ts';
import { shareStrain } from '#core/recipe/edits/strain.ts';
import { setSuperlattice } from '#core/recipe/edits/vacuum.ts';
import { namesOf, placeInSlab } from '#core/recipe/handEdits/atomNames.ts';
import { addHandEdit } from '#core/recipe/handEdits/changeHandEdits.ts';
import type { HandEdit } from '#core/recipe/handEdits/handEdit.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { DEFAULT_PRESET, FIRST_FILM, PRESETS, presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { linkOf, recipeOfLink } from '#core/recipe/share.ts';
import { library } from '../../helpers/library.ts';

// Documents and links as people hold them. They are never written again: a later version must open them and build
// the same atoms. EPISTACK_RECORD=1 adds the files of presets and examples that are new, and touches no other.

const root = new URL('../../fixtures/recipes/', import.meta.url);

interface Held {
  /** `#r=…` as it was copied. */
  readonly link: string;
  /** SHA-256 of its POSCAR without the title, the first 16 digits. */
  readonly poscar: string;
}

/** What no preset has: each optional field of a document once. */
function examples(): Record<string, Recipe> {
  const { recipe } = DEFAULT_PRESET;
  const { elastic: _, ...cds } = { ...library.get('CdS')!, id: '@CdS-0badcafe', note: 'typed in' };
  const rigid = build(presetOf('ge-si').recipe, library);
  const moved = rigid.structure.xyz.map((x, k) => x + 0.01 * Math.sin(k));
  return {
    'own-crystal': replaceCrystal(1, cds, library)(recipe),
    'shared-strain': shareStrain(0.3)(recipe),
    superlattice: setSuperlattice(true)(recipe),
    'two-films': addFilm(FIRST_FILM, library)(recipe),
    'four-indices': changePlane(1, [1, 0, -1, 0], library)(presetOf('gan-al2o3').recipe),
    'normal-strain': changeSlab(1, { normalStrain: 0.02 })(presetOf('ge-si').recipe),
    units: changeSlab(1, { planesOf: 'units', planes: 1, termination: 0 })(
      presetOf('ws2-mos2').recipe,
    ),
    relaxed: relaxedRecipe(rigid, moved, 'an example'),
    'frozen-planes': setFreeze({ kind: 'planes', bottom: 2, top: 1 })(recipe),
    elastic: setElastic(
      1,
      { cGPa: { c11: 100, c12: 50, c44: 40 }, kind: 'given', source: 'an example' },
      library,
    )(recipe),
    edits: editedByHand(),
    'frozen-far': setFreeze({ kind: 'beyond', distanceAng: 7.5 })(recipe),
  };
}

/** Each edit of single atoms once. */
function editedByHand(): Recipe {
  const { recipe } = DEFAULT_PRESET;
  const rigid = build(recipe, library);
  const named = (i: number) => namesOf(rigid, [i]);
  const edits: readonly HandEdit[] = [
    { kind: 'delete', atoms: namesOf(rigid, [0, 150]) },
    { kind: 'replace', atoms: named(151), element: 'Se', chargeE: -2 },
    { kind: 'move', atoms: named(20), byAng: [0.1, -0.2, 0.3] },
    { kind: 'add', atoms: placeInSlab(rigid, 1, 'Cd', [4, 5, 46]) },
    { kind: 'passivate', atoms: named(152), cap: 'H' },
    { kind: 'passivate', face: 'top', cap: 'pseudo-H' },
  ];
  return edits.reduce((now, edit) => addHandEdit(edit)(now), recipe);
}

const bytesOf = (recipe: Recipe): string => {
  const text = writePoscar(build(recipe, library).structure, { title: '' });
  const numbers = text.slice(text.indexOf('\n') + 1);
  return createHash('sha256').update(numbers).digest('hex').slice(0, 16);
};

const known = (version: string): Record<string, Held> => {
  const path = new URL(`${version}.json`, root);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
};

if (process.env['EPISTACK_RECORD']) {
  const held = known('v1');
  const all = { ...Object.fromEntries(PRESETS.map((p) => [p.id, p.recipe])), ...examples() };
  for (const [name, recipe] of Object.entries(all)) {
    if (name in held) continue;
    writeFileSync(new URL(`v1/${name}.json`, root), `${JSON.stringify(recipe, null, 2)}\n`);
    held[name] = { link: linkOf(recipe), poscar: bytesOf(recipe) };
  }
  writeFileSync(new URL('v1.json', root), `${JSON.stringify(held, null, 2)}\n`);
}

describe.each(readdirSync(root).filter((name) => /^v\d+$/.test(name)))(
  'documents of version %s',
  (version) => {
    const held = known(version);
    const folder = new URL(`${version}/`, root);

    test('each has a file and a link; each preset is among them', () => {
      const names = readdirSync(folder).map((name) => name.replace('.json', ''));
      expect(names.toSorted()).toEqual(Object.keys(held).toSorted());
      if (version === 'v1') for (const { id } of PRESETS) expect(names, id).toContain(id);
    });

    // Links and stories name presets: one whose numbers are to change gets an id of its own.
    if (version === 'v1')
      test.each(PRESETS)('$id is the preset that was recorded', ({ id, recipe }) => {
        expect(recipe).toEqual(JSON.parse(readFileSync(new URL(`${id}.json`, folder), 'utf8')));
      });

    test.each(Object.entries(held))(
      '%s opens and builds the same bytes',
      (name, { link, poscar }) => {
        const file = parseRecipe(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')));
        expect(bytesOf(file)).toBe(poscar);
        expect(recipeOfLink(link)).toEqual(file);
      },
    );
  },
);
