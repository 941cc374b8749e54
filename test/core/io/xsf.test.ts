import { expect, test } from 'vitest';
import { outputOf } from '#core/io/formats.ts';
import { readAtoms, readFrame } from '#core/io/readAtoms.ts';
import { failureOf } from './structures.ts';

const SLAB = `# graphene, by hand
SLAB
PRIMVEC
  2.46 0 0
  -1.23 2.130422 0
  0 0 20
PRIMCOORD
2 1
6 0 0 10.0 0.1 0.2 0.3
C 0 1.420282 10.0
`;

test('a slab is read with its title, elements by number and by symbol, and forces left out', () => {
  const { file, frames } = readAtoms(SLAB, 'g.xsf');
  expect(frames).toBe(1);
  expect(file).toMatchObject({ format: 'xsf', title: 'graphene, by hand' });
  expect(file.periodic).toEqual([true, true, false]);
  expect([...file.structure.numbers]).toEqual([6, 6]);
  expect(file.structure.xyz[4]).toBe(1.420282);
  expect(file.warnings.join()).toMatch(/not periodic in all/);
});

test('each step of a run has its own cell, or that of all', () => {
  const step = (k: number, a: number) =>
    `PRIMVEC ${k}\n${a} 0 0\n0 ${a} 0\n0 0 ${a}\nPRIMCOORD ${k}\n1 1\nFe 0 0 ${k}\n`;
  const moving = `ANIMSTEPS 2\nCRYSTAL\n${step(1, 3)}${step(2, 4)}`;
  expect(readFrame(moving, 'a.axsf', 1).file.structure.lattice[0]).toBe(4);
  expect(readFrame(moving, 'a.axsf', 0).file.structure.lattice[0]).toBe(3);
  const fixed = `ANIMSTEPS 2\nCRYSTAL\nPRIMVEC\n3 0 0\n0 3 0\n0 0 3\nPRIMCOORD 1\n1 1\nFe 0 0 0\nPRIMCOORD 2\n1 1\nFe 0 0 1\n`;
  const { file, frames } = readFrame(fixed, 'a.axsf', 1);
  expect([frames, file.structure.lattice[0], file.structure.xyz[2]]).toEqual([2, 3, 1]);
});

test.each([
  ['ATOMS\n6 0 0 0\n', 1, /no cell/],
  [SLAB.replace('2.46 0 0', '2.46 0'), 4, /vector a/],
  [SLAB.replace('6 0 0 10.0', '6 0 x 10.0'), 9, /atom 1 of 2/],
  [SLAB.replace('\n6 0 0', '\nXq 0 0'), 9, /element/],
  [SLAB.replace('2 1', '5 1'), 11, /ends before/],
])('%j is refused at its line', (text, line, expected) => {
  const failure = failureOf(() => readAtoms(text, 'x.xsf'));
  expect(failure).toMatchObject({ code: 'parse', format: 'XSF', line });
  expect(JSON.stringify(failure)).toMatch(expected);
});

test('what is open along c is written as a slab', () => {
  const { structure } = readAtoms(SLAB, 'g.xsf').file;
  const text = outputOf('xsf').write.atoms!(structure, { periodic: [true, true, false] });
  expect(text.split('\n')[0]).toBe('SLAB');
  expect(outputOf('xsf').write.atoms!(structure, {}).split('\n')[0]).toBe('CRYSTAL');
});
