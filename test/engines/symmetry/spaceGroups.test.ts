import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import initMoyo, {
  hall_symbol_entry,
  operations_from_number,
  space_group_type,
} from '@spglib/moyo-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { operationsFromHall } from '#core/crystal/hall.ts';
import {
  allSettings,
  settingOfHall,
  settingsOfNumber,
  settingsOfSymbol,
} from '#core/crystal/spaceGroups.ts';

const wasm = createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
beforeAll(() => initMoyo({ module_or_path: readFileSync(wasm) }));

const twentyFourths = (t: ArrayLike<number>) =>
  Array.from(t, (x) => (((Math.round(x * 24) % 24) + 24) % 24).toFixed());

describe('the table of settings', () => {
  test('is the one of moyo, line by line', () => {
    expect(allSettings().length).toBe(530);
    for (const s of allSettings()) {
      const e = hall_symbol_entry(s.hallNumber);
      expect([s.number, s.setting, s.hall, s.symbol, s.full]).toEqual([
        e.number,
        e.setting,
        e.hall_symbol.replaceAll('=', '"'),
        e.hm_short,
        e.hm_full,
      ]);
    }
    for (let n = 1; n <= 230; n++)
      expect(settingsOfNumber(n).find((s) => s.standard)?.hallNumber).toBe(
        space_group_type(n).hall_number,
      );
  });

  test('every Hall symbol of it gives the operations that moyo has for the setting', () => {
    for (const s of allSettings()) {
      const mine = operationsFromHall(s.hall).map(
        (o) => `${o.rotation.join()};${twentyFourths(o.translation).join()}`,
      );
      // moyo's rotations are column-major.
      const theirs = operations_from_number(
        s.number,
        { type: 'HallNumber', value: s.hallNumber },
        false,
      ).map(
        ({ rotation: r, translation }) =>
          `${[r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]].join()};${twentyFourths(translation).join()}`,
      );
      expect(mine.toSorted(), s.hall).toEqual(theirs.toSorted());
    }
  });
});

describe('symbols', () => {
  const numbers = (symbol: string) => [...new Set(settingsOfSymbol(symbol).map((s) => s.number))];
  const halls = (symbol: string) => settingsOfSymbol(symbol).map((s) => s.hall);

  test('no spelling of one group is a spelling of another', () => {
    for (const s of allSettings())
      for (const text of [s.full, s.full.replaceAll(' ', ''), s.full.replaceAll('_', '')])
        expect(numbers(text), text).toEqual([s.number]);
    for (let n = 1; n <= 230; n++)
      expect(
        numbers(
          settingsOfNumber(n)
            .find((s) => s.standard)!
            .symbol.replaceAll(/[ _]/g, ''),
        ),
      ).toEqual([n]);
  });

  test('every setting is reached by its symbol with the setting after it', () => {
    for (const s of allSettings()) {
      const found = settingsOfSymbol(s.setting === '' ? s.full : `${s.full} :${s.setting}`);
      // A setting without a mark shares its symbol with marked ones in a few groups.
      expect(found.map((f) => f.hallNumber)).toContain(s.hallNumber);
      if (s.setting !== '') expect(found.length, `${s.full} :${s.setting}`).toBe(1);
    }
  });

  test.each([
    ['F d -3 m :2', ['-F 4vw 2vw 3']],
    ['F d -3 m S', ['F 4d 2 3 -1d']],
    ['Fd-3mZ', ['-F 4vw 2vw 3']],
    ['F d -3 m (origin choice 2)', ['-F 4vw 2vw 3']],
    ['F d 3 m:1', ['F 4d 2 3 -1d']],
    ['F d -3 m', ['F 4d 2 3 -1d', '-F 4vw 2vw 3']],
    ['R -3 m :H', ['-R 3 2"']],
    ['R-3mR', ['-P 3* 2']],
    ['R -3 m', ['-R 3 2"', '-P 3* 2']],
    ['P 63/m m c', ['-P 6c 2c']],
    ['P6₃/mmc', ['-P 6c 2c']],
    ['Pm3\u0305m', ['-P 4 2 3']],
    ['Pm\\bar{3}m', ['-P 4 2 3']],
    ['P m −3 m', ['-P 4 2 3']],
    ['P b n m', ['-P 2c 2ab']],
    ['P n m a', ['-P 2ac 2n']],
    ['P 21/n 21/m 21/a', ['-P 2ac 2n']],
    ['C m c a', ['-C 2ac 2']],
    ['C m c e', ['-C 2ac 2']],
    ['P 1 21/c 1', ['-P 2ybc']],
    ['P 21/n', ['-P 2yn', '-P 2n', '-P 2xn']],
    ['P 32 2 1', ['P 32 2"']],
    ['P 31 2 1', ['P 31 2"']],
    ['I 41/a m d :1', ['I 4bw 2bw -1bw']],
    ['P m m m :1', ['-P 2 2']],
  ])('%s', (symbol, expected) => expect(halls(symbol)).toEqual(expected));

  test.each(['', ' ', 'X m -3 m', 'P 7', 'F d -3 m :3', 'toString', '__proto__', ':::::::'])(
    '%j is no group',
    (symbol) => expect(settingsOfSymbol(symbol)).toEqual([]),
  );

  test('a setting given apart, and Hall symbols', () => {
    expect(settingsOfSymbol('F d -3 m', '2').map((s) => s.hall)).toEqual(['-F 4vw 2vw 3']);
    expect(settingsOfSymbol('R -3 c', 'R').map((s) => s.hall)).toEqual(['-P 3* 2n']);
    expect(settingOfHall(' -p  4 2 3 ')?.number).toBe(221);
    expect(settingOfHall('P 31 2=')?.number).toBe(152);
    expect(settingOfHall('P 99')).toBeUndefined();
    expect(settingsOfNumber(62).length).toBe(6);
    expect(settingsOfNumber(231).find((s) => s.standard)).toBeUndefined();
  });

  // The letter before "e" was chosen among two glides that both are there: each must be one of them.
  test.each([39, 41, 64, 67, 68])(
    'old symbols of %i name glides that the setting has',
    (number) => {
      const glide: Record<string, readonly number[]> = {
        a: [0.5, 0, 0],
        b: [0, 0.5, 0],
        c: [0, 0, 0.5],
        m: [0, 0, 0],
      };
      for (const s of settingsOfNumber(number)) {
        const old = allOldNames(s.hallNumber);
        expect(old.length).toBeGreaterThan(0);
        const operations = operationsFromHall(s.hall);
        for (const name of old)
          [...name.slice(1)].forEach((letter, axis) => {
            if (letter === '2') return;
            const mirror = [1, 0, 0, 0, 1, 0, 0, 0, 1].map((x, k) => (k === 4 * axis ? -x : x));
            const found = operations.some(
              ({ rotation, translation }) =>
                rotation.join() === mirror.join() &&
                [0, 1, 2].every((k) => k === axis || translation[k] === glide[letter]![k]),
            );
            expect(found, `${name} of ${s.hall}`).toBe(true);
          });
      }
    },
  );

  /** Old spellings that lead to a setting. */
  function allOldNames(hallNumber: number): string[] {
    const { number, symbol } = allSettings()[hallNumber - 1]!;
    const letters = ['a', 'b', 'c'];
    const guesses = letters.map((l) => symbol.replaceAll(' ', '').replace('e', l));
    return guesses.filter((g) => {
      const found = settingsOfSymbol(g);
      return found.some((s) => s.hallNumber === hallNumber && s.number === number);
    });
  }
});
