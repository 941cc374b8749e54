import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRightHandedOrder, rightHanded } from '#core/io/rightHanded.ts';
import { readPoscar, speciesOrder, writePoscar } from '#core/io/vasp/poscar.ts';
import { det } from '#core/math/mat3.ts';
import { fc } from '../../../helpers/property.ts';
import { expectSameAtoms, failureOf, structures } from '../structures.ts';

const text = (lines: string[]) => `${lines.join('\n')}\n`;
const header = ['CdS', '1.0', '4 0 0', '0 5 0', '0 0 6'];

describe('what is read', () => {
  test('species, cell and positions of a reference crystal', () => {
    const file = readPoscar(readFileSync('test/reference/TiO2-rutile.vasp', 'utf8'));
    expect(file.title).toBe('TiO2-rutile');
    expect([...file.structure.numbers]).toEqual([22, 22, 8, 8, 8, 8]);
    expect([...file.structure.lattice]).toEqual([4.594, 0, 0, -0, 4.594, 0, 0, 0, 2.959]);
    expect(file.structure.xyz[7]).toBeCloseTo(0.805 * 4.594, 12);
    expect(file.warnings).toEqual([]);
    expect(file.frozen).toBeNull();
  });

  test('a negative scale factor is the volume, and scales Cartesian positions too', () => {
    const { structure } = readPoscar(
      text(['x', '-960', ...header.slice(2), 'Cd', '1', 'Cartesian', '1 2 3']),
    );
    expect(det(structure.lattice)).toBeCloseTo(960, 9);
    expect(structure.lattice[0]).toBeCloseTo(8, 12);
    expect(structure.xyz[2]).toBeCloseTo(6, 12);
  });

  test('a volume for vectors that have none is refused in words, not with NaN', () => {
    const flat = 'flat\n-100\n3 0 0\n6 0 0\n0 0 23\nSi\n1\nDirect\n0 0 0\n';
    expect(() => readPoscar(flat)).toThrow(/the vector a has no finite length/);
  });

  test('three scale factors scale x, y and z', () => {
    const { structure } = readPoscar(
      text(['x', '1 2 3', '4 1 1', '0 5 0', '0 0 6', 'Cd', '1', 'k', '1 1 1']),
    );
    expect([...structure.lattice]).toEqual([4, 2, 3, 0, 10, 0, 0, 0, 18]);
    expect([...structure.xyz]).toEqual([1, 2, 3]);
  });

  test('symbols that name a POTCAR, and a remark after the counts', () => {
    const { structure } = readPoscar(
      text([
        ...header,
        'Cs_sv/abcd123 Pb_d H.25',
        '1 1 1 ! three',
        'Direct',
        '0 0 0',
        '.5 .5 .5',
        '0 0 0.5',
      ]),
    );
    expect([...structure.numbers]).toEqual([55, 82, 1]);
  });

  test('selective dynamics: F is fixed', () => {
    const { frozen } = readPoscar(
      text([
        ...header,
        'Cd S',
        '1 1',
        'Selective',
        'Direct',
        '0 0 0 T F .FALSE. Cd',
        '0.5 0 0 .true. t T',
      ]),
    );
    expect([...frozen!]).toEqual([0, 1, 1, 0, 0, 0]);
  });

  test('velocities are left out and said so; zeros are not worth a word', () => {
    const body = [...header, 'Cd', '1', 'Direct', '0 0 0', ''];
    expect(readPoscar(text([...body, '0.1 0 0'])).warnings.join()).toContain('velocities');
    expect(readPoscar(text([...body, '0.0E+00 0 0'])).warnings).toEqual([]);
  });

  test('a left-handed cell is kept, with a warning', () => {
    const file = readPoscar(
      text(['x', '1', '0 5 0', '4 0 0', '0 0 6', 'Cd', '1', 'Direct', '0.25 0 0']),
    );
    expect(det(file.structure.lattice)).toBe(-120);
    expect(file.structure.xyz[1]).toBe(1.25);
    expect(file.warnings.join()).toContain('left-handed');
  });

  test('VASP 4: symbols from a title that fits, else a refusal that says so', () => {
    const old = (title: string) =>
      text([title, ...header.slice(1), '1 1', 'Direct', '0 0 0', '0.5 0 0']);
    const file = readPoscar(old('Cd S'));
    expect([...file.structure.numbers]).toEqual([48, 16]);
    expect(file.warnings.join()).toContain('title');
    for (const title of ['Cd', 'cadmium sulfide', 'Cd S Cd'])
      expect(failureOf(() => readPoscar(old(title)))).toEqual({
        code: 'needs-symbols',
        format: 'POSCAR',
        line: 6,
        counts: [1, 1],
      });
    const given = readPoscar(old('bulk'), ['Zn', 'S']);
    expect([...given.structure.numbers]).toEqual([30, 16]);
    expect(given.warnings.join()).toContain('Zn, S were given');
    expect(failureOf(() => readPoscar(old('bulk'), ['Zn']))).toMatchObject({
      code: 'needs-symbols',
    });
    expect(failureOf(() => readPoscar(old('bulk'), ['Zn', 'Xx']))).toMatchObject({
      code: 'unknown-element',
    });
    // A file that names its elements is not overruled.
    const named = text([...header, 'Cd S', '1 1', 'Direct', '0 0 0', '0.5 0 0']);
    expect([...readPoscar(named, ['Zn', 'O']).structure.numbers]).toEqual([48, 16]);
  });

  test("a symbol beside a position that is not the header's gives a warning", () => {
    const file = readPoscar(text([...header, 'Cd S', '1 1', 'Direct', '0 0 0 S', '0.5 0 0 S']));
    expect([...file.structure.numbers]).toEqual([48, 16]);
    expect(file.warnings.join()).toContain('line 9');
  });

  test('positions outside the cell are not wrapped', () => {
    const { structure } = readPoscar(text([...header, 'Cd', '1', 'Direct', '-0.25 1.5 2']));
    expect([...structure.xyz]).toEqual([-1, 7.5, 12]);
  });
});

describe('what is refused', () => {
  const body = ['Cd', '1', 'Direct', '0 0 0'];
  const cases: [string, string[], object][] = [
    ['no scale', ['x', 'one', ...header.slice(2), ...body], { code: 'parse', line: 2 }],
    ['two scales', ['x', '1 2', ...header.slice(2), ...body], { code: 'parse', line: 2 }],
    [
      'two-dimensional vector',
      ['x', '1', '4 0', '0 5 0', '0 0 6', ...body],
      { code: 'parse', line: 3 },
    ],
    [
      'flat cell',
      ['x', '1', '4 0 0', '8 0 0', '0 0 6', ...body],
      { code: 'bad-lattice', at: { format: 'POSCAR', line: 3 } },
    ],
    [
      'not an element',
      [...header, 'Xx', '1', 'Direct', '0 0 0'],
      { code: 'unknown-element', symbol: 'Xx', at: { format: 'POSCAR', line: 6 } },
    ],
    ['__proto__', [...header, '__proto__', '1', 'Direct', '0 0 0'], { code: 'unknown-element' }],
    ['one count too few', [...header, 'Cd S', '1', 'Direct', '0 0 0'], { code: 'parse', line: 7 }],
    ['half an atom', [...header, 'Cd', '1.5', 'Direct', '0 0 0'], { code: 'parse', line: 7 }],
    ['no atoms', [...header, 'Cd', '0', 'Direct'], { code: 'parse', line: 7 }],
    ['absurd count', [...header, 'Cd', '999999999999', 'Direct', '0 0 0'], { code: 'too-large' }],
    ['neither direct nor Cartesian', [...header, 'Cd', '1', '0 0 0'], { code: 'parse', line: 8 }],
    ['NaN', [...header, 'Cd', '1', 'Direct', '0 NaN 0'], { code: 'parse', line: 9 }],
    ['overflow', [...header, 'Cd', '1', 'Direct', '0 1e300 0'], { code: 'parse', line: 9 }],
    ['stars', [...header, 'Cd', '1', 'Direct', '0 ****** 0'], { code: 'parse', line: 9 }],
    ['missing atom', [...header, 'Cd', '2', 'Direct', '0 0 0'], { code: 'parse' }],
    ['missing flags', [...header, 'Cd', '1', 'S', 'D', '0 0 0 T F'], { code: 'parse', line: 10 }],
  ];
  test.each(cases)('%s', (_, lines, failure) => {
    expect(failureOf(() => readPoscar(text(lines)))).toMatchObject(failure);
  });
});

describe('laws', () => {
  test('parse ∘ write = id, both coordinate kinds; a left-handed cell comes back with a and b exchanged', () => {
    fc.assert(
      fc.property(
        structures(),
        fc.constantFrom('direct' as const, 'cartesian' as const),
        (s, coordinates) => {
          const order = speciesOrder(s.numbers);
          const frozen = Uint8Array.from(
            { length: 3 * s.numbers.length },
            (_, k) => ((k * 7) % 3) & 1,
          );
          const back = readPoscar(writePoscar(s, { title: ' a\nb ', coordinates, frozen }));
          expect(back.title).toBe('a b');
          const right = { ...s, lattice: rightHanded(s.lattice) };
          expectSameAtoms(back.structure, right, { order, toleranceAng: 1e-11 });
          for (let k = 0; k < order.length; k++) {
            const [a, b, c] = frozen.subarray(3 * order[k]!, 3 * order[k]! + 3);
            expect([...back.frozen!.subarray(3 * k, 3 * k + 3)]).toEqual(
              inRightHandedOrder(s.lattice, [a, b, c]),
            );
          }
        },
      ),
    );
  });

  test('speciesOrder is a permutation, the identity on grouped atoms, and stable', () => {
    expect([...speciesOrder([48, 48, 16])]).toEqual([0, 1, 2]);
    expect([...speciesOrder([48, 16, 48, 8, 16])]).toEqual([0, 2, 1, 4, 3]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 })), (numbers) => {
        const order = speciesOrder(numbers);
        expect([...order].sort((a, b) => a - b)).toEqual(numbers.map((_, i) => i));
        const grouped = [...order].map((i) => numbers[i]!);
        expect([...speciesOrder(grouped)]).toEqual(numbers.map((_, i) => i));
      }),
    );
  });

  test('the same bytes for the same atoms, and no minus zero', () => {
    const s = readPoscar(text([...header, 'Cd', '1', 'Direct', '-1e-20 0.5 0'])).structure;
    const written = writePoscar(s);
    expect(written).toBe(writePoscar(readPoscar(written).structure, { title: 'Cd' }));
    expect(written).not.toContain('-0.0');
    expect(written.split('\n')[0]).toBe('Cd');
  });
});
