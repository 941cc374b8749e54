import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PAPER_RUNS } from '#core/recipe/presets/paperRuns.ts';
import { recordedContacts } from '../../scripts/recorded/recordedContacts.ts';

const FOLDERS = {
  classical: 'cspbbr3-cds-300K',
  universal: 'cspbbr3-cds-300K-universal',
} as const;
const read = (engine: keyof typeof FOLDERS, name: string) =>
  readFileSync(new URL(`../../public/structures/${FOLDERS[engine]}/${name}`, import.meta.url));

describe.each(['classical', 'universal'] as const)('the recorded %s run', (engine) => {
  test('what the page shows of it before it is fetched is what its frames say', () => {
    expect(recordedContacts(read(engine, 'XDATCAR.gz'), 20)).toBe(
      read(engine, 'contacts.json').toString(),
    );
  });

  test('its means stand in the paper check', () => {
    const { series, frames } = JSON.parse(read(engine, 'contacts.json').toString()) as {
      frames: number;
      series: { pair: 'Cs-S' | 'Br-Cd'; meansAng: number[] }[];
    };
    expect(series.map(({ pair }) => pair)).toEqual(['Cs-S', 'Br-Cd']);
    for (const { pair, meansAng } of series) {
      const late = meansAng.slice(frames - 100);
      const { relaxed, at300K } = PAPER_RUNS[engine][pair];
      expect(Math.abs(meansAng[0]! - relaxed)).toBeLessThan(5.1e-4);
      expect(Math.abs(late.reduce((sum, x) => sum + x, 0) / 100 - at300K)).toBeLessThan(5.1e-4);
    }
  });

  test('it is the protocol of the paper, and conserves its energy', () => {
    const { protocol, checks, series } = JSON.parse(read(engine, 'provenance.json').toString());
    expect(
      protocol.stages.map(({ kind, steps }: { kind: string; steps?: number }) => [kind, steps]),
    ).toEqual([
      ['minimise', undefined],
      ['rescale', 2000],
      ['nve', 6000],
    ]);
    expect(series.step.at(-1)).toBe(8000);
    expect(Math.abs(checks.nveEnergyDriftMeVPerAtomPs)).toBeLessThan(0.1);
  });
});
