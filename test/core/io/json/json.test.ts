import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { composition, formula } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { parseJson } from '#core/io/json/jsonText.ts';
import { openFrames, readFrame } from '#core/io/readAtoms.ts';
import { structureFormatOf } from '#core/io/recognise.ts';
import { importCrystal } from '#engines/symmetry/importCrystal.ts';

const fixture = (name: string) => readFileSync(`test/fixtures/${name}`, 'utf8');
const failure = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof EpistackError) return error.failure;
    throw error;
  }
  return 'accepted';
};
const formulas = (text: string, options = {}) => {
  const { frames, at } = openFrames(text, '', options);
  return Array.from({ length: frames }, (_, k) => formula(composition(at(k).structure.numbers)));
};

describe('the text', () => {
  test('values have their lines, NaN and Infinity are numbers, and several values may follow each other', () => {
    const [first, second] = parseJson(
      'X',
      '{"a":\n [1.5e3, NaN,\r\n -Infinity], "b\\u0041\\"": null}\n[true]',
    );
    expect(first).toMatchObject({ kind: 'object', line: 1 });
    const a = first!.kind === 'object' ? first!.entries.get('a')! : null;
    expect(a).toMatchObject({ line: 2, items: [{ value: 1500 }, { line: 2 }, { line: 3 }] });
    expect(first!.kind === 'object' && [...first!.entries.keys()]).toEqual(['a', 'bA"']);
    expect(second).toMatchObject({ kind: 'array', line: 4 });
  });

  test.each([
    ['{"a": 1', 1],
    ['{"a":\n01}', 2],
    ['[1,\n2,]', 2],
    ['{"a": 1 "b": 2}', 1],
    ['\n\n"open', 3],
    ['{"a": "x\\q"}', 1],
    ['{"__proto__": 1, "__proto__": 2}', 1],
    ['['.repeat(200), 1],
    ['nul', 1],
  ])('%j is refused at its line', (text, line) => {
    expect(failure(() => parseJson('X', text))).toMatchObject({ code: 'parse', format: 'X', line });
  });

  test.each(['1', '"a"', '{}', '[]', '[[],{}]', '-0.5E+2', '{"a":{"b":[1,2,{"c":null}]}}'])(
    '%s is what JSON.parse makes of it',
    (text) => {
      const plain = (node: ReturnType<typeof parseJson>[number]): unknown =>
        node.kind === 'object'
          ? Object.fromEntries([...node.entries].map(([k, v]) => [k, plain(v)]))
          : node.kind === 'array'
            ? node.items.map(plain)
            : node.kind === 'null'
              ? null
              : node.value;
      expect(plain(parseJson('X', text)[0]!)).toEqual(JSON.parse(text));
    },
  );
});

describe('pymatgen', () => {
  const single = fixture('pymatgen-BaTiO3.json');
  const entries = fixture('pymatgen-entries.json');

  test('a structure with its charges and flags', () => {
    const { file, frames } = readFrame(single, 'anything', 0);
    expect([file.format, frames]).toEqual(['pymatgen', 1]);
    expect([...file.structure.numbers]).toEqual([56, 22, 8, 8, 8]);
    expect([...file.structure.xyz.slice(3, 6)].map((x) => Number(x.toFixed(6)))).toEqual([
      2, 2, 2.163,
    ]);
    expect([...file.statedCharges!]).toEqual([2, 4, -2, -2, -2]);
    expect([...file.frozen!.slice(0, 6)]).toEqual([1, 1, 1, 0, 0, 0]);
    expect(file.periodic).toEqual([true, true, true]);
  });

  test('entries in a list: each by its number, with its name; NaN elsewhere does not matter', () => {
    const { frames, at } = openFrames(entries, '');
    expect(frames).toBe(3);
    expect([at(0).title, at(1).title]).toEqual(['mp-1', 'mp-2']);
    expect(at(0).periodic).toEqual([true, true, false]);
    expect(formulas(entries, { ordered: 'majority' })).toEqual(['CsCl', 'BaTiO3', 'AlFe']);
    expect(failure(() => at(2))).toMatchObject({
      code: 'partial-occupancy',
      sites: ['Fe: Fe 0.5, Co 0.5'],
    });
    expect(failure(() => at(3))).toMatchObject({ code: 'too-large', limit: 2 });
  });

  test('charged species, deuterium, lengths and angles instead of a matrix', () => {
    const text = JSON.stringify({
      lattice: { a: 4, b: 5, c: 6, alpha: 90, beta: 90, gamma: 90 },
      sites: [
        { species: [{ element: 'Fe2+', occu: 1 }], abc: [0, 0, 0] },
        { species: [{ element: 'D', occu: 1 }], xyz: [1, 1, 1] },
      ],
    });
    const { structure } = readFrame(text, '', 0).file;
    expect([...structure.numbers]).toEqual([26, 1]);
    expect([0, 4, 8].map((k) => structure.lattice[k])).toEqual([4, 5, 6]);
  });

  test.each([
    ['0.515', 'NaN', /"abc" of site 2: 3 finite numbers/],
    ['0.515', '1e308', /within/],
    ['"Ti"', '"Tx"', /Tx/],
    ['"occu": 1', '"occu": 3', /occupancy of site 1/],
  ])('%s as %s is refused with a line', (what, by, expected) => {
    const result = failure(() => readFrame(single.replaceAll(what, by), '', 0));
    if (result === 'accepted') throw new Error('it was read');
    const error = new EpistackError(result);
    expect(error.message).toMatch(expected);
    expect(error.message).toMatch(/pymatgen JSON, line \d+/);
  });

  test('one structure of several is imported, the one that was asked for', async () => {
    const imported = await importCrystal({ data: entries, name: 'a.json', frame: 1 });
    expect(imported).toMatchObject({ formula: 'BaTiO3', frames: 3, frame: 1, title: 'mp-2' });
    expect(imported.notes).toContain('the file holds 3 structures: number 2 is read');
    const ordered = await importCrystal({ data: entries, name: 'a.json', frame: 2, ordered: 1 });
    expect(ordered.model).toBe('1 of 5, Al2FeCo in 2 cells');
    expect(ordered.title).toContain('mp-3, ordered: 1 of 5');
  });

  test('a document of Epistack and JSON of something else are refused by name', () => {
    expect(failure(() => readFrame('{"epistack": 4}', 'a.json', 0))).toMatchObject({
      expected: expect.stringContaining('document of Epistack'),
    });
    expect(failure(() => readFrame('{"a": 4}', 'a.json', 0))).toMatchObject({
      expected: expect.stringContaining('"lattice" and "sites"'),
    });
  });
});

describe('OPTIMADE', () => {
  const response = fixture('optimade-NaCl.json');
  const lines = fixture('optimade-three.jsonl');

  test('a response with one structure', () => {
    const { file, frames } = readFrame(response, '', 0);
    expect([file.format, file.title, frames]).toEqual(['optimade', 'odbx/1', 1]);
    expect(formula(composition(file.structure.numbers))).toBe('Na4Cl4');
    expect([...file.structure.xyz.slice(3, 6)]).toEqual([0, 2.82, 2.82]);
  });

  test('one entry, a list, JSON Lines', () => {
    const [entry] = JSON.parse(response).data;
    for (const text of [entry, entry.attributes, [entry, entry], { data: entry }].map((v) =>
      JSON.stringify(v),
    ))
      expect(new Set(formulas(text))).toEqual(new Set(['Na4Cl4']));
    expect(formulas(lines, { ordered: 'majority' })).toEqual(['Na4Cl4', 'KCl', 'KCl']);
  });

  test('species with concentrations are disorder, and vacancies are empty', () => {
    const { at } = openFrames(lines, '');
    expect(failure(() => at(1))).toMatchObject({
      code: 'partial-occupancy',
      sites: ['site 2 (halide): Cl 0.5, Br 0.25, empty 0.25'],
    });
    expect(
      formula(composition(readFrame(lines, '', 1, { ordered: 1 }).file.structure.numbers)),
    ).toBe('K4BrCl2');
  });

  test('directions that do not repeat are told; without a vector there it is refused', () => {
    expect(openFrames(lines, '').at(2).periodic).toEqual([true, true, false]);
    const text = JSON.stringify(JSON.parse(response)).replace(
      /\[0\.?0?,0\.?0?,5\.64\]/,
      '[null,null,null]',
    );
    expect(text).toContain('null,null,null');
    expect(failure(() => readFrame(text, '', 0))).toMatchObject({
      code: 'parse',
      expected: expect.stringMatching(/does not repeat in all directions/),
    });
  });

  test.each([
    [
      '"species_at_sites": [',
      '"species_at_sites": ["Na",',
      /one of "species_at_sites" for each of 8/,
    ],
    ['"cartesian_site_positions"', '"positions"', /were they left out/],
    ['2.82', 'Infinity', /the position of site 2/],
    ['"name": "Cl"', '"name": "Cx"', /"Cl" is none/],
  ])('%s as %s is refused with a line', (what, by, expected) => {
    const result = failure(() => readFrame(response.replace(what, by), '', 0));
    expect(result).toMatchObject({ code: 'parse', expected: expect.stringMatching(expected) });
  });
});

test('JSON is told apart by what is in it, whatever its name', () => {
  for (const [name, id] of [
    ['pymatgen-BaTiO3.json', 'pymatgen'],
    ['pymatgen-entries.json', 'pymatgen'],
    ['optimade-NaCl.json', 'optimade'],
    ['optimade-three.jsonl', 'optimade'],
  ] as const) {
    const text = fixture(name);
    for (const as of ['', 'x.cif', 'x.json', 'x.jsonl'])
      expect(structureFormatOf(`\ufeff${text.replaceAll('\n', '\r\n')}`, as)?.id).toBe(id);
  }
});
