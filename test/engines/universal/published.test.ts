import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evaluate } from '#engines/universal/evaluate.ts';
import { plainKernels } from '#engines/universal/kernels/plainKernels.ts';
import { wasmKernels } from '#engines/universal/kernels/wasmKernels.ts';
import { coupling } from '#engines/universal/model/coupling.ts';
import { parseModel } from '#engines/universal/model/modelFile.ts';
import { buildNetwork } from '#engines/universal/network.ts';
import { missing } from '../../helpers/codes.ts';

const HOME = new URL('../../../../shared/universal/', import.meta.url);
const there = existsSync(new URL('reference.json', HOME));
if (!there) missing('the published model of the universal potential and its reference numbers');

interface Stored {
  readonly name: string;
  readonly lattice: number[][];
  readonly numbers: number[];
  readonly positions: number[][];
  readonly edges: number;
  readonly energy: number;
  readonly forces: number[][];
  readonly stress: number[][];
}

describe.skipIf(!there)('the published model', () => {
  const bytes = there ? readFileSync(new URL('nequix-oam-1-pft.nqx', HOME)) : new Uint8Array(0);
  const read = (name: string) => JSON.parse(readFileSync(new URL(name, HOME), 'utf8'));
  const stored: readonly Stored[] = there ? read('reference.json').structures : [];
  const network = there ? buildNetwork(parseModel(bytes), wasmKernels()) : null;
  const structureOf = ({ lattice, numbers, positions }: Stored) => ({
    lattice: Float64Array.from(lattice.flat()),
    numbers: Uint8Array.from(numbers),
    xyz: Float64Array.from(positions.flat()),
    layer: new Uint16Array(numbers.length),
  });

  test('couplings are those it was trained with, signs and all', () => {
    const tables: Record<string, number[][]> = read('coupling.json').tables;
    for (const [degrees, table] of Object.entries(tables)) {
      const [l1, l2, l3] = degrees.split(',').map(Number) as [number, number, number];
      const own = coupling(l1, l2, l3);
      expect(own).toHaveLength(table.length);
      for (const [k, [m1, m2, m3, value]] of table.entries()) {
        expect(own[k]).toMatchObject({ m1, m2, m3 });
        expect(own[k]!.value).toBeCloseTo(value!, 10);
      }
    }
  });

  test.each(stored)('$name', (entry) => {
    const { energyEv, forces, stress, edges } = evaluate(network!, structureOf(entry));
    const wanted = entry.forces.flat();
    expect(edges).toBe(entry.edges);
    expect(Math.abs(energyEv - entry.energy) / entry.numbers.length).toBeLessThan(2e-6);
    const squares = wanted.reduce((sum, force, k) => sum + (force - forces[k]!) ** 2, 0);
    expect(Math.sqrt(squares / wanted.length)).toBeLessThan(1e-5);
    for (const [k, value] of entry.stress.flat().entries())
      expect(Math.abs(value - stress[k]!)).toBeLessThan(1e-6);
  });

  test('64-bit numbers reproduce the reference to its own rounding', () => {
    const exact = buildNetwork(parseModel(bytes), plainKernels());
    for (const entry of stored.filter(({ numbers }) => numbers.length < 5)) {
      const { energyEv, forces } = evaluate(exact, structureOf(entry));
      expect(Math.abs(energyEv - entry.energy) / entry.numbers.length).toBeLessThan(1e-7);
      for (const [k, force] of entry.forces.flat().entries())
        expect(Math.abs(force - forces[k]!)).toBeLessThan(4e-6);
    }
  }, 120_000);
});
