import { expect, test } from 'vitest';
import { testsReaching } from '../../scripts/mutate/importGraph.ts';
import { mutantsOf, mutated } from '../../scripts/mutate/mutants.ts';
import { idOf, stillThere } from '../../scripts/mutate/state.ts';

const all = (text: string) => mutantsOf('a.ts', text).map((m) => mutated(text, m));

test.each([
  ['x = a + b;', ['x = a - b;']],
  ['x = `a` + b;', []],
  ['x = a < b;', ['x = a <= b;', 'x = a >= b;']],
  ['x = a ?? b;', ['x = a;']],
  ['x = a && !b;', ['x = a || !b;', 'x = a && (b);']],
  ['x = Math.min(a, b);', ['x = Math.max(a, b);']],
  ['x = a.toString();', []],
  ['x = list.filter(f);', ['x = list;']],
  ['const x: 1 | 2 = 2 as 2;', ['const x: 1 | 2 = 3 as 2;']],
  ['throw new Error(f(1 + 2));', []],
  ['/* Å 😀 */ x = 0.5;', ['/* Å 😀 */ x = 1;']],
])('%s', (text, expected) => {
  // Each assignment is also a statement that can be left out.
  const found = all(text).filter((t) => !/^(\/\*.*\*\/ )?;$/.test(t));
  expect(found.sort()).toEqual(expected.toSorted());
});

test('statements and conditions', () => {
  expect(all('if (a) f();')).toEqual(['if (true) f();', 'if (false) f();', 'if (a) ;']);
  expect(all('x += y;')).toEqual([';', 'x -= y;']);
});

test('a mutant keeps its name when lines move, and two of one line have two', () => {
  const line = 'x(1, 1);';
  const keys = mutantsOf('a.ts', line).map((m) => m.key);
  expect(new Set(keys).size).toBe(3);
  expect(mutantsOf('a.ts', `y;\n${line}`).map((m) => m.key)).toEqual(expect.arrayContaining(keys));
});

test('results move with their lines, and those of a source that changed are dropped', () => {
  const [mutant] = mutantsOf('a.ts', 'x = a + b;');
  const lived = { verdict: 'lived', at: 'a.ts:1', change: 'a + b → a - b' } as const;
  const results = { [idOf(mutant!)]: lived };
  expect(stillThere(results, mutantsOf('a.ts', 'y;\n\nx = a + b;'))).toEqual({
    [idOf(mutant!)]: { ...lived, at: 'a.ts:3' },
  });
  expect(stillThere(results, mutantsOf('a.ts', 'x = a * b;'))).toEqual({});
});

test('the tests that reach a source, with their distance', () => {
  const graph = new Map([
    ['test/near.test.ts', ['src/a.ts']],
    ['src/b.ts', ['src/a.ts']],
    ['test/far.test.ts', ['src/b.ts', 'src/c.ts']],
    ['test/other.test.ts', ['src/c.ts']],
    ['test/browser/page.test.ts', ['src/a.ts']],
  ]);
  expect([...testsReaching(graph, 'src/a.ts')]).toEqual([
    ['test/near.test.ts', 1],
    ['test/far.test.ts', 2],
  ]);
});
