import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { command } from '#cli/commands/indexImage.ts';
import { micrographOf } from '#core/microscope/imaging/micrograph.ts';
import { crystalSpecimen } from '#core/microscope/specimen.ts';
import { viewAlong, zoneVector } from '#core/microscope/view.ts';
import { NOISY_HAADF } from '../helpers/images/imageSettings.ts';
import { tiffOf } from '../helpers/images/tiffFile.ts';
import { crystalNamed } from '../helpers/libraryCrystal.ts';

const run = (...args: string[]) => command.run(readArguments(args, command.options));
const folder = mkdtempSync(join(tmpdir(), 'index-'));

/** A 16-bit TIFF of CdS along [1 1 1] with the scale as ImageJ writes it. */
function imageFile(): string {
  const crystal = crystalNamed('CdS');
  const specimen = crystalSpecimen('CdS', crystal);
  const angles = { rotationDeg: 20, alphaDeg: 0, betaDeg: 0 };
  const view = viewAlong(zoneVector(crystal.lattice, [1, 1, 1]), specimen.up, angles);
  const { width, height, values, highest } = micrographOf(specimen, view, NOISY_HAADF);
  const path = join(folder, 'cds.tif');
  const grey = Array.from(values, (v) => Math.round((v / highest) * 60_000));
  const wish = { depth: 16, compression: 8, little: true } as const;
  writeFileSync(
    path,
    tiffOf(width, height, grey, { ...wish, description: 'unit=nm', perUnit: [40, 1] }),
  );
  return path;
}

test('the zone axis of an image, its scale from the file, and what cannot be told', async () => {
  const { value, text } = await run(imageFile(), 'preset:CdS');
  expect(value).toMatchObject({
    pixel: expect.closeTo(0.25, 9),
    crystals: [{ best: { zone: [1, 1, 1] }, ambiguous: false, sameTurnedBy180: true }],
    relation: null,
  });
  expect(text).toMatch(/Seen along \[1 1 1\]: (\d+) of \1 spots/);
  expect(text).toContain('Turned by 180° about the beam');
});

test('refusals say what to do', async () => {
  const path = join(folder, 'not.png');
  writeFileSync(path, 'no image');
  await expect(run(path, 'preset:CdS')).rejects.toThrow(/none of what is read/);
  await expect(run(path)).rejects.toThrow(/one IMAGE/);
  await expect(run(path, 'preset:CdS', '--region', '1,2')).rejects.toThrow(/--region/);
  const plain = join(folder, 'plain.tif');
  writeFileSync(plain, tiffOf(2, 2, [1, 2, 3, 4], { depth: 8, compression: 1, little: true }));
  await expect(run(plain, 'preset:CdS')).rejects.toThrow(/give --pixel/);
  await expect(run(plain, 'preset:CdS', '--pixel', '0.2')).rejects.toThrow(/at least 16 × 16/);
  // Nothing found is no answer: a flat image has no spots.
  const flat = join(folder, 'flat.tif');
  const grey = new Array<number>(64 * 64).fill(90);
  writeFileSync(flat, tiffOf(64, 64, grey, { depth: 8, compression: 1, little: true }));
  await expect(run(flat, 'preset:CdS', '--pixel', '0.2')).rejects.toThrow(
    /flat\.tif: CdS: Not found: the region shows 0 spots/,
  );
});
