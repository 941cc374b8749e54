import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import { readSync, sourceOf } from '#core/io/text/reading.ts';
import { trajectoryStructure } from '#core/io/trajectory/trajectory.ts';
import { scanXdatcar } from '#core/io/vasp/xdatcar.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { PAPER_PROTOCOL } from '#engines/lammps/protocols.ts';

const FOLDER = new URL('../../../public/structures/cspbbr3-cds-300K/', import.meta.url);
const file = (name: string) => readFileSync(new URL(name, FOLDER));

interface Provenance {
  readonly recipe: unknown;
  readonly protocol: { readonly seed: number; readonly frames: number };
  readonly checks: { readonly nveMeanTemperatureK: number };
  readonly series: Readonly<Record<string, readonly number[]>>;
}
const provenance = JSON.parse(file('provenance.json').toString()) as Provenance;
const { structure } = build(DEFAULT_PRESET.recipe, library);
const bytes = new Uint8Array(gunzipSync(file('XDATCAR.gz')));
const index = readSync(scanXdatcar(bytes.length), sourceOf(bytes));

test('the recorded trajectory belongs to the default preset (else: scripts/make-trajectory.ts)', () => {
  const input = lammpsInput(structure, PAPER_PROTOCOL, { seed: provenance.protocol.seed });
  expect(provenance.recipe).toEqual(DEFAULT_PRESET.recipe);
  expect(file('in.lammps').toString()).toBe(input.script);
  expect(file('structure.data').toString()).toBe(input.data);
  expect([...index.numbers]).toEqual([...structure.numbers]);
  index.layout.cells.forEach((x, i) => {
    expect(x).toBeCloseTo(structure.lattice[i % 9]!, 5);
  });
});

test('it has the whole 8 ps, every 20 fs, with a temperature and an energy each', () => {
  expect(index.notes).toEqual([]);
  expect(index.starts).toHaveLength(401);
  expect(provenance.protocol.frames).toBe(401);
  for (const values of Object.values(provenance.series)) expect(values).toHaveLength(401);
  expect(Math.abs(provenance.checks.nveMeanTemperatureK - 300)).toBeLessThan(20);
});

test('while velocities are rescaled its temperatures are those before, not the target', () => {
  const rescaled = provenance.series['temperatureK']!.slice(1, 101);
  expect(rescaled.filter((t) => t === 300).length).toBeLessThan(5);
  expect(Math.max(...rescaled) - Math.min(...rescaled)).toBeGreaterThan(10);
});

test('no atom jumps, collapses or leaves', () => {
  let before: Float64Array = new Float64Array(0);
  for (let n = 0; n < 401; n++) {
    const xyz = trajectoryStructure(sourceOf(bytes), index, n).xyz;
    // 20 fs at 300 K: sulphur moves 0.06 Å on average; folding into the cell would show as 12 Å.
    const jumps = before.map((x, i) => Math.abs(xyz[i]! - x));
    expect(jumps.reduce((most, x) => Math.max(most, x), 0)).toBeLessThan(0.6);
    before = xyz;
    if (n % 40 > 0) continue;
    const bonded = new Set<number>();
    forEachPair(structure.lattice, xyz, 4.5, (i, j, _image, ang) => {
      const pair = `${SYMBOLS[structure.numbers[i]!]}–${SYMBOLS[structure.numbers[j]!]}`;
      expect(ang, pair).toBeGreaterThan(2.2);
      bonded.add(i).add(j);
    });
    expect(bonded.size).toBe(200);
  }
});
