import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { command } from '#cli/commands/orientation.ts';

const run = (...args: string[]) => command.run(readArguments(args, command.options));

test('the relation of an interface, as numbers and in words', async () => {
  const { value, text } = await run('preset:cspbbr3-cds-c');
  expect(value).toMatchObject({
    film: { name: 'CdS', plane: [2, 1, 1] },
    substrate: { name: 'CsPbBr3', plane: [1, 1, 0] },
    euler: { convention: 'Bunge ZXZ' },
    along: { deviationDeg: 0 },
  });
  expect((value as { disorientation: { angleDeg: number } }).disorientation.angleDeg).toBeCloseTo(
    54.7356,
    4,
  );
  expect(text).toContain('(2 1 1) ∥ (1 1 0)   the interface');
  expect(text).toContain('disorientation: 54.74° about (0.7071, 0.7071, 0.0000)');
});

test('two crystals with planes and directions: Kurdjumov and Sachs, and its files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orientation-'));
  const asked = [
    ...['--film', 'preset:Al', '--film-hkl', '1,1,1', '--film-uvw', '-1,0,1'],
    ...['--substrate', 'preset:Fe', '--substrate-hkl', '0,1,1', '--substrate-uvw', '-1,-1,1'],
  ];
  const svg = join(folder, 'ks.svg');
  const { value } = await run(...asked, '--out', svg, '--net');
  expect((value as { disorientation: { angleDeg: number } }).disorientation.angleDeg).toBeCloseTo(
    42.85,
    2,
  );
  expect(readFileSync(svg, 'utf8')).toContain('Al (1 1 1) on Fe (0 1 1)');
  const csv = join(folder, 'ks.csv');
  await run(...asked, '--out', csv, '--poles', 'directions', '--max-index', '1');
  expect(readFileSync(csv, 'utf8')).toContain('Fe,substrate,[1 1 1],⟨1 1 1⟩');
  await expect(run(...asked, '--max-index', '9')).rejects.toThrow(/--max-index/);
  await expect(run(...asked.slice(0, 10), '--substrate-uvw', '1,1,1')).rejects.toThrow(
    /does not lie/,
  );
  await expect(run('preset:cspbbr3-cds', '--interface', '2')).rejects.toThrow(/interface/);
  await expect(run('preset:cspbbr3-cds', '--out', 'x.pdf')).rejects.toThrow(/--out/);
});
