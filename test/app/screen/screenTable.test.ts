import { describe, expect, test, vi } from 'vitest';
import { Refusal } from '#app/jobs/problems.ts';
import { readTable } from '#app/screen/readTable.ts';
import { screenHandlers } from '#app/screen/screenHandlers.ts';
import { arrange, type ScreenResults, type ScreenRow, screenRow } from '#app/screen/screenTable.ts';
import type { ScreenTasks } from '#app/screen/screenTasks.ts';
import { DEFAULT_SCREEN_VIEW, type ScreenView } from '#app/screen/screenView.ts';
import { type FoundLine, lineText } from '#core/screen/line.ts';
import { ranked } from '#core/screen/rank.ts';
import { screenOf, textOf } from '../../helpers/browser/screenLines.ts';

const { header, lines } = screenOf(['GaAs', 'Si', 'MgO', 'CsPbBr3'], 0.05);
const found = lines.filter((l): l is FoundLine => 'matches' in l && l.matches.length > 0);
const read = (text: string) => readTable(new Blob([text]), () => undefined);
const whole = textOf(header, lines);
/** A file that comes in parts of so many bytes. */
function inParts(bytes: Uint8Array<ArrayBuffer>, size: number): Blob {
  const file = new Blob([bytes]);
  file.stream = () =>
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size)
          controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    });
  return file;
}
const keys = (table: ScreenResults, view: Partial<ScreenView>) =>
  [...arrange(table, { ...DEFAULT_SCREEN_VIEW, ...view }).order].map(
    (at) => screenRow(table, at, 'strain').key,
  );

describe('a table read on the page', () => {
  test('holds what the file holds, and knows where each line lies', async () => {
    const table = await read(whole);
    expect(table.entries).toHaveLength(found.length);
    expect(table.none).toBe(lines.length - found.length);
    const bytes = new TextEncoder().encode(whole);
    for (const { key, start, end } of table.entries.slice(0, 20)) {
      const text = new TextDecoder().decode(bytes.subarray(start, end));
      expect(text).toBe(lineText(lines.find((l) => l.key === key)));
    }
  });

  test('by strain is the order of --rank', async () => {
    expect(keys(await read(whole), {})).toEqual(ranked(lines, 'strain').map((r) => r.line.key));
  });

  test('sorts both ways by every column', async () => {
    const table = await read(whole);
    for (const sort of [
      'film',
      'substrate',
      'strain',
      'area',
      'atoms',
      'twist',
      'elastic',
    ] as const) {
      const up = keys(table, { sort });
      expect(new Set(keys(table, { sort, down: true }))).toEqual(new Set(up));
      expect(up).toHaveLength(found.length);
    }
    const { sizes } = arrange(table, { ...DEFAULT_SCREEN_VIEW, sort: 'area', by: 'area' });
    expect([...sizes]).toEqual([...sizes].sort((p, q) => p - q));
  });

  test('a column is in its order, down in the other, twist by its size, unknown energies last', async () => {
    const table = await read(
      textOf(
        header,
        lines.map((l) =>
          'matches' in l && l.key.startsWith('MgO')
            ? { ...l, matches: l.matches.map((m) => ({ ...m, elastic: null })) }
            : l,
        ),
      ),
    );
    const rows = (sort: ScreenView['sort'], down: boolean) =>
      [...arrange(table, { ...DEFAULT_SCREEN_VIEW, sort, down }).order].map((at) =>
        screenRow(table, at, 'strain'),
      );
    const columns = {
      strain: (r) => r.match.maxStrain,
      area: (r) => r.match.substrateArea,
      atoms: (r) => r.match.atoms,
      twist: (r) => Math.abs(r.match.twistDeg),
      elastic: (r) => r.match.elastic ?? Number.POSITIVE_INFINITY,
    } as const satisfies Partial<Record<ScreenView['sort'], (r: ScreenRow) => number>>;
    for (const [sort, value] of Object.entries(columns) as [
      keyof typeof columns,
      (r: ScreenRow) => number,
    ][]) {
      const up = rows(sort, false).map(value);
      expect(up, sort).toEqual(up.toSorted((p, q) => p - q));
      expect(rows(sort, true).map(value), sort).toEqual(up.toReversed());
    }
    for (const side of ['film', 'substrate'] as const) {
      const names = rows(side, false).map((r) => r[side].formula.toLowerCase());
      expect(names).toEqual(names.toSorted());
      expect(rows(side, true).map((r) => r[side].formula.toLowerCase())).toEqual(
        names.toReversed(),
      );
    }
  });

  test('its plot has the size and the strain of each row', async () => {
    const table = await read(whole);
    for (const across of ['area', 'atoms'] as const) {
      const { order, sizes, strains } = arrange(table, {
        ...DEFAULT_SCREEN_VIEW,
        across,
        by: 'area',
      });
      for (const [i, at] of order.entries()) {
        const { match } = screenRow(table, at, 'area');
        expect(sizes[i]).toBeCloseTo(across === 'area' ? match.substrateArea : match.atoms, 2);
        expect(strains[i]).toBeCloseTo(match.maxStrain, 6);
      }
    }
  });

  test('read in small parts it is the same table, and its progress ends at the last byte', async () => {
    const bytes = new TextEncoder().encode(whole);
    const parts = inParts(bytes, 1000);
    const told: (readonly [number, number])[] = [];
    const table = await readTable(parts, (read, n) => told.push([read, n]));
    expect(table).toEqual(await read(whole));
    expect(told.at(-1)).toEqual([bytes.length, whole.trimEnd().split('\n').length]);
    expect(told.map(([read]) => read)).toEqual(
      told.map((_, k) => Math.min(bytes.length, 1000 * (k + 1))),
    );
  });

  test('its progress is told after 60 ms each, not for every part of the file', async () => {
    const bytes = new TextEncoder().encode(whole);
    const file = inParts(bytes, Math.ceil(bytes.length / 100));
    // Each look at the clock finds it 25 ms later: three parts until the first 60 ms are over, then the looks when it
    // is told count too.
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 25;
      return now;
    });
    const told: number[] = [];
    const tell = ({ fraction }: ScreenTasks['read']['part']) => void told.push(fraction);
    const { signal } = new AbortController();
    await screenHandlers().read({ file }, { tell, signal });
    clock.mockRestore();
    expect(told.length).toBeGreaterThan(20);
    expect(told.length).toBeLessThan(50);
    expect(told).toEqual(told.toSorted((p, q) => p - q));
    expect(told.at(-1)).toBeLessThanOrEqual(1);
  });

  test('of many bad lines the first hundred are named, all are counted', async () => {
    const table = await read(`${JSON.stringify(header)}\n${'{\n'.repeat(130)}`);
    expect([table.badCount, table.bad.length, table.bad.at(-1)!.line]).toEqual([130, 100, 101]);
  });

  test('filters by words of formula and plane, on either side', async () => {
    const table = await read(whole);
    const only = keys(table, { film: 'gaas (111)', substrate: 'mgo' });
    expect(only.length).toBeGreaterThan(0);
    expect(only.every((k) => k.startsWith('GaAs 1,1,1 | MgO'))).toBe(true);
    // A minus as people type it.
    expect(keys(table, { film: 'GaAs 11−1' })).toEqual(keys(table, { film: 'gaas 11-1' }));
    expect(keys(table, { film: 'GaAs 11−1' }).length).toBeGreaterThan(0);
    expect(keys(table, { film: 'unobtainium' })).toEqual([]);
  });

  test('the front has no row that another beats in size and strain', async () => {
    const table = await read(whole);
    const { front, sizes, strains } = arrange(table, DEFAULT_SCREEN_VIEW);
    expect(front.length).toBeGreaterThan(1);
    for (const row of front)
      for (const i of sizes.keys())
        expect(sizes[i]! < sizes[row]! && strains[i]! < strains[row]!).toBe(false);
  });

  test('lines that cannot be read are named by number, the rest is kept', async () => {
    const all = whole.trimEnd().split('\n');
    all[3] = all[3]!.slice(0, 40);
    all[5] = all[5]!.replace('"hkl":[', '"hkl":["x",');
    all.push('', JSON.stringify({ ...header, settings: { ...header.settings, keep: 9 } }), all[1]!);
    const table = await read(all.join('\n'));
    expect(table.bad.map((b) => b.line)).toEqual([4, 6, all.length - 1]);
    expect(table.badCount).toBe(3);
    expect(table.bad[0]!.reason).toMatch(/no JSON/);
    expect(table.bad[1]!.reason).toMatch(/field "film.hkl"/);
    expect(table.bad[2]!.reason).toMatch(/another keep \(3, 9\)/);
    expect(table.repeated).toBe(1);
    expect(table.keys.size).toBe(lines.length - 2);
  });

  test.each(['not a screen', '{"key":1}\n', '', lineText({ ...header, epistackScreen: 2 })])(
    '%j is refused',
    async (text) => {
      await expect(read(text)).rejects.toThrow(Refusal);
    },
  );
});
