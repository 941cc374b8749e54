import { expect, test } from 'vitest';
import { parseRecipe } from '#core/recipe/parse.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';

const { recipe } = presetOf('ge-si');
const atoms = [
  {
    slab: 1,
    material: 'Ge',
    hkl: [0, 0, 1],
    supercell: [
      [1, -1],
      [1, 1],
    ],
    at: [['Ge', 0.75, 0.25, 1.75]],
  },
];
const parsed = (...edits: unknown[]) => parseRecipe({ ...recipe, edits }).edits;

test('edits of every kind are read as they are', () => {
  const edits = [
    { kind: 'delete', atoms },
    { kind: 'replace', atoms, element: 'Sn', chargeE: 0 },
    { kind: 'move', atoms, byAng: [0, -0.25, 1] },
    { kind: 'add', atoms },
    { kind: 'passivate', atoms, cap: 'pseudo-H' },
    { kind: 'passivate', face: 'bottom', cap: 'H' },
  ];
  expect(parsed(...edits)).toEqual(edits);
});

test.each<readonly [string, unknown, string]>([
  [
    'a move without end',
    { kind: 'move', atoms, byAng: [0, 0, Number.POSITIVE_INFINITY] },
    'edits[0].byAng[2]: expected a number from -100 to 100',
  ],
  ['a move of NaN', { kind: 'move', atoms, byAng: [Number.NaN, 0, 0] }, 'edits[0].byAng[0]'],
  [
    'no element',
    { kind: 'replace', atoms, element: 'Xx' },
    'edits[0].element: expected the symbol of an element',
  ],
  [
    'an element of the prototype',
    { kind: 'replace', atoms, element: '__proto__' },
    'edits[0].element',
  ],
  [
    'an atom without its element',
    { kind: 'delete', atoms: [{ ...atoms[0], at: [['', 0, 0, 0]] }] },
    'edits[0].atoms[0].at[0][0]',
  ],
  [
    'a place that is far off',
    { kind: 'add', atoms: [{ ...atoms[0], at: [['H', 0, 1e9, 0]] }] },
    'edits[0].atoms[0].at[0][2]',
  ],
  [
    'a mirrored supercell',
    {
      kind: 'delete',
      atoms: [
        {
          ...atoms[0],
          supercell: [
            [1, 0],
            [0, -1],
          ],
        },
      ],
    },
    'a positive determinant',
  ],
  [
    'a plane of five indices',
    { kind: 'delete', atoms: [{ ...atoms[0], hkl: [1, 0, -1, 0, 0] }] },
    'edits[0].atoms[0].hkl: expected a list of 3 to 4',
  ],
  ['no atom', { kind: 'delete', atoms: [] }, 'edits[0].atoms: expected a list of 1 to 40'],
  [
    'atoms and a face',
    { kind: 'passivate', face: 'top', atoms, cap: 'H' },
    'edits[0]: expected either atoms or face',
  ],
  [
    'another cap',
    { kind: 'passivate', face: 'top', cap: 'F' },
    'edits[0].cap: expected "H" or "pseudo-H"',
  ],
  ['a face at the side', { kind: 'passivate', face: 'left', cap: 'H' }, 'edits[0].face'],
  [
    'another kind',
    { kind: 'paint', atoms },
    'edits[0].kind: expected "delete", "replace", "move", "add" or "passivate"',
  ],
  ['a field that there is not', { kind: 'delete', atoms, colour: 'red' }, 'edits[0].colour'],
])('%s is refused by name', (_, edit, message) => {
  expect(() => parsed(edit)).toThrow(message);
});

test('what a document can hold is bounded', () => {
  const one = { kind: 'delete', atoms };
  expect(() => parsed(...Array.from({ length: 501 }, () => one))).toThrow(
    'edits: expected a list of 0 to 500',
  );
  const face = { kind: 'passivate', face: 'top', cap: 'H' };
  expect(() => parsed(...Array.from({ length: 21 }, () => face))).toThrow(
    'at most 20 edits that passivate, not 21',
  );
  const many = {
    kind: 'delete',
    atoms: [{ ...atoms[0], at: Array.from({ length: 11_000 }, () => atoms[0]!.at[0]) }],
  };
  expect(() => parsed(many, many)).toThrow('at most 20000 atoms in all, not 22000');
});
