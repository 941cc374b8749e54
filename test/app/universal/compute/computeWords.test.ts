import { expect, test } from 'vitest';
import { type Computers, computeWords } from '#app/universal/compute/computeWords.ts';

const real: Computers = {
  card: { name: 'a card', software: false },
  threads: 4,
  isolated: 'now',
};
const software: Computers = { ...real, card: { name: 'google swiftshader', software: true } };

test('what runs is said for each choice', () => {
  expect(computeWords('automatic', real)).toMatch(
    /^It runs on the graphics card \(a card\) where that is faster/,
  );
  expect(computeWords('processor', real)).toBe('It runs in 4 threads.');
  expect(computeWords('card', real)).toMatch(/^It runs on the graphics card \(a card\) as soon as/);
  expect(computeWords('card', real)).not.toMatch(/slower/);
});

test('a card that is the processor is not taken by itself, and is slower when it is chosen', () => {
  expect(computeWords('automatic', software)).toMatch(/^It runs in 4 threads: .* and slower\.$/);
  expect(computeWords('card', software)).toMatch(/swiftshader.*slower that way/);
});

test('without a card or isolation the processor runs, and the reason is said', () => {
  expect(computeWords('automatic', { ...real, card: null })).toMatch(/gives no graphics card/);
  const alone = { card: null, threads: 1 };
  expect(computeWords('automatic', { ...alone, isolated: 'later' })).toMatch(
    /load this page again/,
  );
  expect(computeWords('automatic', { ...alone, isolated: 'not' })).toMatch(
    /as npm start serves it/,
  );
  expect(computeWords('automatic', { ...alone, isolated: 'now' })).toBe(
    'It runs in one thread; this browser gives no graphics card to compute on.',
  );
});
