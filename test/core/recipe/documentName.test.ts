import { expect, test } from 'vitest';
import { documentName, fileStem, plainName } from '#core/recipe/documentName.ts';
import { FAMILIES } from '#core/recipe/presets/presets.ts';
import { fc } from '../../helpers/property.ts';

test('a document is called as its owner says, else by its title', () => {
  expect(documentName({ title: 'Ge (001) on Si (001)' })).toBe('Ge (001) on Si (001)');
  expect(documentName({ title: 'Ge (001) on Si (001)' }, ' second try ')).toBe('second try');
  expect(documentName({ title: 'Ge (001) on Si (001)' }, '  ')).toBe('Ge (001) on Si (001)');
  expect(documentName({ title: '' })).toBe('Untitled stack');
  expect(plainName('CdS (11−1) on CsPbBr₃ (110)')).toBe('CdS (11-1) on CsPbBr3 (110)');
});

test.each([
  ['CdS (110) on CsPbBr₃ (110)', 'CdS-110_on_CsPbBr3-110'],
  ['CdS (11−1) on Si (29 27 25)', 'CdS-11m1_on_Si-29_27_25'],
  ['Si (−101) on Ge (−1 0 −12)', 'Si-m101_on_Ge-m1_0_m12'],
  ['Graphene on graphene, turned by −21.787°', 'Graphene_on_graphene-turned-by-m21.787'],
  ['run of (2024-01-02)', 'run-of-2024-01-02'],
  ['Graphene on graphene, turned by 21.787°', 'Graphene_on_graphene-turned-by-21.787'],
  ['界面 (001) on α-SiO₂', '界面-001_on_α-SiO2'],
  ['../../etc/passwd', 'etc-passwd'],
  ['a/b\\c:d*e?f"g<h>i|j\nk', 'a-b-c-d-e-f-g-h-i-j-k'],
  ['con', 'epistack-con'],
  ['NUL.txt', 'epistack-NUL.txt'],
  ['  ', 'epistack'],
  ['☃', 'epistack'],
])('%j begins the name of a file as %s', (name, stem) => expect(fileStem(name)).toBe(stem));

test('whatever a document is called, its files have a name that every system takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const stem = fileStem(name);
      expect(stem).toMatch(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._-]*$/u);
      expect(stem).not.toMatch(/\.$/);
      expect([...stem].length).toBeLessThanOrEqual(90);
      expect(fileStem(stem)).toBe(stem);
    }),
    { seed: 1 },
  );
});

test('planes of other signs are files of other names', () => {
  const signs = (k: number, digits: string) =>
    [...digits].map((d, i) => ((k >> i) & 1 ? `−${d}` : d));
  const names = ['123', '101', '1121'].flatMap((digits) =>
    Array.from({ length: 2 ** digits.length }, (_, k) => signs(k, digits)).flatMap((indices) => [
      `Si (${indices.join('')})`,
      `Si (${indices.join(' ')})`,
    ]),
  );
  expect(new Set(names.map(fileStem)).size).toBe(new Set(names).size);
});

test('no two presets of one family would be saved over each other', () => {
  for (const { id, presets } of FAMILIES) {
    const stems = presets.map((p) => fileStem(documentName(p.recipe)));
    // Two cells of GaN on sapphire have one title, as the same planes meet.
    expect(stems.length - new Set(stems).size, id).toBeLessThanOrEqual(1);
  }
});
