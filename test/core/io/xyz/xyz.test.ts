import { describe, expect, test } from 'vitest';
import { indexExtXyz, readExtXyz, writeExtXyz } from '#core/io/xyz/xyz.ts';
import { fc } from '../../../helpers/property.ts';
import { expectSameAtoms, failureOf, farthest, structures } from '../structures.ts';

const CUBE = 'Lattice="4 0 0 0 5 0 0 0 6"';

describe('what is read', () => {
  test('columns in any order, with strangers among them', () => {
    const { structure, frozen, title } = readExtXyz(
      `2\ncomment="a \\"b\\" \\\\" energy=-1.5 ${CUBE} stress={1 2 3} Properties=forces:R:3:pos:R:3:tag:S:1:species:S:1:move_mask:L:1:layer:I:1 pbc="T T T"\n9 9 9 1 2 3 x Cd F 2\n9 9 9 -1 2.5e0 7 x S True 0\n`,
    );
    expect([...structure.numbers]).toEqual([48, 16]);
    expect([...structure.lattice]).toEqual([4, 0, 0, 0, 5, 0, 0, 0, 6]);
    expect([...structure.xyz]).toEqual([1, 2, 3, -1, 2.5, 7]);
    expect([...structure.layer]).toEqual([2, 0]);
    expect([...frozen!]).toEqual([1, 1, 1, 0, 0, 0]);
    expect(title).toBe('a "b" \\');
  });

  test('D and T are hydrogen, and a charge that is left out is told', () => {
    const { structure, warnings } = readExtXyz(`3\n${CUBE} charge=-1\nO 0 0 0\nD 1 0 0\nT 0 1 0\n`);
    expect([...structure.numbers]).toEqual([8, 1, 1]);
    expect(warnings).toEqual([
      'D and T are read as hydrogen: the isotope is not kept, and runs and exports take the mass of H',
      'the charge of −1.00 e that the file states is left out',
    ]);
    expect(readExtXyz(`1\n${CUBE} charge=0\nO 0 0 0\n`).warnings).toEqual([]);
  });

  test('species and positions when Properties is missing; Z when there are no symbols', () => {
    expect([...readExtXyz(`1\n${CUBE}\nCs 0 0 0 9 9\n`).structure.numbers]).toEqual([55]);
    expect([
      ...readExtXyz(`1\n${CUBE} Properties=pos:R:3:Z:I:1\n0 0 0 82`).structure.numbers,
    ]).toEqual([82]);
  });

  test('a file of no atom is refused as that', () => {
    expect(failureOf(() => readExtXyz(`0\n${CUBE}\n`))).toMatchObject({
      line: 1,
      expected: expect.stringContaining('at least one atom'),
    });
  });

  test('a surface that is not periodic along c gives a warning', () => {
    expect(readExtXyz(`1\n${CUBE} pbc="T T F"\nH 0 0 0\n`).warnings.join()).toContain('periodic');
    // Every reader calls what repeats nowhere by its name.
    expect(readExtXyz(`1\n${CUBE} pbc="F F F"\nH 0 0 0\n`).warnings).toEqual([
      expect.stringContaining('a molecule or a cluster'),
    ]);
    expect(readExtXyz(`1\n${CUBE} pbc="T T T"\nH 0 0 0\n`).warnings).toEqual([]);
  });

  test('a cell as a matrix, and other matrices around it', () => {
    const { structure } = readExtXyz(
      '1\nstress=[[1,0,0],[0,1,0],[0,0,1]] Lattice=[[4, 1, 0], [0, 5, 0],[0,-2,6.5]] pbc=[T, T, T]\nCu 1 2 3\n',
    );
    expect([...structure.lattice]).toEqual([4, 1, 0, 0, 5, 0, 0, -2, 6.5]);
  });

  test('Windows line ends, single quotes, free words', () => {
    const file = readExtXyz("1\r\nmade by hand Lattice='4 0 0 0 5 0 0 0 6'\r\nH 0 0 0\r\n");
    expect([...file.structure.numbers]).toEqual([1]);
  });

  test('frames of different sizes, by index; a torn last one is left out', () => {
    const text = `1\n${CUBE}\nH 0 0 0\n2\n${CUBE}\nO 0 0 0\nH 0 0 1\n\n`;
    expect(indexExtXyz(text).frames.map((f) => [f.atoms, f.line])).toEqual([
      [1, 1],
      [2, 4],
    ]);
    expect([...readExtXyz(text, 1).structure.numbers]).toEqual([8, 1]);
    const torn = indexExtXyz(`${text.trim()}\n3\n${CUBE}\nH 0 0 0\n`);
    expect(torn.frames.length).toBe(2);
    expect(torn.warnings.join()).toContain('line 8');
    expect(failureOf(() => readExtXyz(text, 2))).toMatchObject({
      code: 'too-large',
      count: 2,
      limit: 1,
    });
  });
});

describe('what is refused', () => {
  const cases: [string, string, object][] = [
    [
      'plain XYZ',
      '1\nwater, say\nO 0 0 0\n',
      { code: 'parse', line: 2, expected: expect.stringContaining('Lattice') },
    ],
    ['no count', 'x\n', { code: 'parse', line: 1 }],
    ['zero atoms', `0\n${CUBE}\n`, { code: 'parse', line: 1 }],
    ['empty', '', { code: 'parse', line: 1 }],
    ['absurd count', `99999999999\n${CUBE}\nH 0 0 0\n`, { code: 'too-large' }],
    ['fewer atoms', `3\n${CUBE}\nH 0 0 0\n`, { code: 'parse', line: 1 }],
    ['text between frames', `1\n${CUBE}\nH 0 0 0\nend\n`, { code: 'parse', line: 4 }],
    ['three numbers for a cell', '1\nLattice="4 5 6"\nH 0 0 0\n', { code: 'parse', line: 2 }],
    ['open quote', '1\nLattice="4 0 0 0 5 0 0 0 6\nH 0 0 0\n', { code: 'parse', line: 2 }],
    [
      'bad Properties',
      `1\n${CUBE} Properties=species:S:1:pos:X:3\nH 0 0 0\n`,
      { code: 'parse', line: 2 },
    ],
    ['no pos', `1\n${CUBE} Properties=species:S:1\nH\n`, { code: 'parse', line: 2 }],
    [
      'huge column',
      `1\n${CUBE} Properties=species:S:1:pos:R:3:x:R:99999999\nH 0 0 0\n`,
      { code: 'parse', line: 2 },
    ],
    [
      'unknown element',
      `1\n${CUBE}\nconstructor 0 0 0\n`,
      { code: 'unknown-element', symbol: 'constructor', at: { format: 'extended XYZ', line: 3 } },
    ],
    ['Z of 0', `1\n${CUBE} Properties=Z:I:1:pos:R:3\n0 0 0 0\n`, { code: 'unknown-element' }],
    ['NaN', `1\n${CUBE}\nH 0 nan 0\n`, { code: 'parse', line: 3 }],
    ['short row', `2\n${CUBE}\nH 0 0 0\nH 0 0\n`, { code: 'parse', line: 4 }],
    ['flat cell', '1\nLattice="4 0 0 8 0 0 0 0 6"\nH 0 0 0\n', { code: 'bad-lattice' }],
    [
      'layer of −1',
      `1\n${CUBE} Properties=species:S:1:pos:R:3:layer:I:1\nH 0 0 0 -1\n`,
      { code: 'parse', line: 3 },
    ],
  ];
  test.each(cases)('%s', (_, text, failure) =>
    expect(failureOf(() => readExtXyz(text))).toMatchObject(failure),
  );
});

test('a comment of a million awkward characters is quick', () => {
  for (const c of [' ', '"', '\\', '{', '=', 'a', 'a=', '"" '])
    failureOf(() => readExtXyz(`1\n${c.repeat(1e6)}\nH 0 0 0\n`));
});

describe('laws', () => {
  test('parse ∘ write = id: cell, order, layers, masks, titles', () => {
    fc.assert(
      fc.property(structures(), fc.string(), fc.boolean(), (s, title, masked) => {
        const layered = { ...s, layer: s.layer.map((_, i) => i * 7) };
        const frozen = masked ? Uint8Array.from(s.xyz, (_, k) => ((k * 7) % 3) & 1) : null;
        const text = writeExtXyz(layered, { title, frozen });
        const back = readExtXyz(text);
        expectSameAtoms(back.structure, s, { toleranceAng: 1e-15 });
        expect([...back.structure.layer]).toEqual([...layered.layer]);
        expect(back.frozen).toEqual(frozen);
        expect(writeExtXyz(back.structure, { title: back.title, frozen })).toBe(text);
      }),
    );
  });

  test('frames written one after the other are a trajectory', () => {
    fc.assert(
      fc.property(
        fc.array(structures({ maxAtoms: 4 }), { minLength: 1, maxLength: 4 }),
        (frames) => {
          const text = frames.map((s) => writeExtXyz(s, { digits: 10 })).join('');
          expect(indexExtXyz(text).frames.length).toBe(frames.length);
          frames.forEach((s, i) => {
            expect(farthest(readExtXyz(text, i).structure.xyz, s.xyz)).toBeLessThan(1e-10);
          });
        },
      ),
    );
  });
});
