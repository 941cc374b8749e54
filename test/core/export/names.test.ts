import { expect, test } from 'vitest';
import { SET_IDS } from '#core/export/inputSets.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { filmsOf, type Recipe } from '#core/recipe/recipe.ts';
import { filesOf, incarOf, recipeA, sourceOf } from '../../helpers/export.ts';
import { library } from '../../helpers/library.ts';

/** The default stack with a film whose crystal, and with a document, that is called so. */
function called(name: string, formula: string): Recipe {
  const film = filmsOf(recipeA)[0]!;
  return parseRecipe({
    ...recipeA,
    title: name,
    crystals: [{ ...library.get('CdS')!, id: '@own', name, formula, note: name }],
    steps: recipeA.steps.map((step) =>
      step === film ? { ...film, slab: { ...film.slab, material: '@own' } } : step,
    ),
  });
}

const PLAIN = called('CdS', 'CdS');
const FORMULA = called('=HYPERLINK("http://a.example","open"),x\r\n=2', '=1\n+2');

test('a crystal called like a formula stays one harmless cell of atoms.csv', () => {
  const text = filesOf(sourceOf(FORMULA), 'vasp-relax').get('atoms.csv')!;
  expect(text).not.toMatch(/(^|[,\n])"?\s*=/);
  const rows = text
    .replace(/"(?:[^"]|"")*"/g, 'name')
    .trimEnd()
    .split('\n');
  expect(rows).toHaveLength(201);
  for (const row of rows) expect(row.split(',')).toHaveLength(7);
  expect(rows.at(-1)).toMatch(/^200,(Cd|S),film,name,/);
});

const SCRIPT =
  '`touch hurt` $(touch hurt)\'"; touch hurt\n#SBATCH --wrap=hurt\nNSW = 7 ; ISIF = 3\\';
const HOSTILE = called(SCRIPT, SCRIPT);

test.each(SET_IDS)('names say nothing to the shell or to the code in the set %s', (set) => {
  const [plain, hostile] = [PLAIN, HOSTILE].map((recipe) => filesOf(sourceOf(recipe), set)) as [
    ReadonlyMap<string, string>,
    ReadonlyMap<string, string>,
  ];
  expect([...hostile.keys()]).toEqual([...plain.keys()]);
  for (const [path, text] of hostile) {
    if (/job\.sh$|\.slurm$|\.pbs$/.test(path))
      expect(commands(text), path).toEqual(commands(plain.get(path)!));
    if (/INCAR$/.test(path)) {
      const { SYSTEM: _, ...tags } = incarOf(text);
      const { SYSTEM: __, ...expected } = incarOf(plain.get(path)!);
      expect(tags, path).toEqual(expected);
      // VASP takes what follows a semicolon for another tag, and a backslash joins lines.
      expect(text.match(/SYSTEM.*/)?.[0] ?? '', path).not.toMatch(/[;\\=].*=/);
    }
  }
});

/** What a shell and a scheduler read of a script. */
const commands = (text: string) =>
  text.split('\n').filter((line) => line.trim() !== '' && !/^\s*#(?!SBATCH|PBS|!)/.test(line));
