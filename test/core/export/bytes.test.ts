import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { linkInText, originLines, wrappedLink } from '#core/export/provenance.ts';
import { writeSource } from '#core/export/writeFile.ts';
import { commentLines } from '#core/io/text/comment.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { linkOf, recipeOfLink } from '#core/recipe/share.ts';
import { zipFiles } from '#engines/zip/zip.ts';
import { filesOf, PAIRS, recipeA, sourceOf } from '../../helpers/export.ts';

/**
 * SHA-256 of what is made of numbers alone. Recorded under Node 20 on Linux x64; Node 22 gave the same.
 * After a deliberate change of a format: EPISTACK_RECORD=1 npx vitest run --project unit test/core/export/bytes.test.ts
 */
const golden = new URL('../../golden/export-bytes.json', import.meta.url);

const FORMATS = ['poscar', 'xdatcar', 'dump', 'lammps'] as const;

function numbersOf(id: string): Record<string, string> {
  const source = sourceOf(presetOf(id).recipe);
  const settings = { ...DEFAULT_EXPORT.vasp, ...DEFAULT_EXPORT };
  const references = [...filesOf(source, 'references')].filter(([path]) => path.endsWith('POSCAR'));
  const texts = [
    ...FORMATS.map((f) => [f, writeSource(source, f, settings)] as const),
    ...references,
  ];
  // The title names the version, which changes; the numbers under it do not.
  return Object.fromEntries(
    texts.map(([path, text]) => [
      path,
      createHash('sha256')
        .update(text.slice(text.indexOf('\n') + 1))
        .digest('hex')
        .slice(0, 16),
    ]),
  );
}

test('a recipe gives the same bytes on every machine and Node version', () => {
  const found = Object.fromEntries(PAIRS.map((id) => [id, numbersOf(id)]));
  if (process.env['EPISTACK_RECORD']) writeFileSync(golden, `${JSON.stringify(found, null, 2)}\n`);
  expect(found).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
});

test('twice the same zip, whatever the order of its files', () => {
  const files = [...filesOf(sourceOf(), 'vasp-md')].map(([path, text]) => ({ path, text }));
  const [once, again] = [zipFiles(files), zipFiles(files.toReversed())];
  expect(Buffer.compare(once, again)).toBe(0);
  // 1980-01-02 12:00 in DOS fields, local time of every zone alike.
  const view = new DataView(once.buffer);
  expect(view.getUint16(12, true)).toBe((1 << 5) | 2);
  expect(view.getUint16(10, true)).toBe(12 << 11);
});

test('scripts can be run as they are unpacked, other files cannot', () => {
  const files = ['job.sh', '1-heat/INCAR'].map((path) => ({ path, text: '#!/bin/bash\n' }));
  const folder = mkdtempSync(join(tmpdir(), 'epistack-zip-'));
  const path = join(folder, 'set.zip');
  writeFileSync(path, zipFiles(files));
  // The central directory: made by (Unix in the upper byte), and the mode in the attributes' upper half.
  const bytes = readFileSync(path);
  const modes: Record<string, string> = {};
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 1)) {
    expect(bytes[at + 5]).toBe(3);
    const name = bytes.toString('latin1', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    modes[name] = bytes.readUInt16LE(at + 40).toString(8);
  }
  expect(modes).toEqual({ 'job.sh': '100755', '1-heat/INCAR': '100644' });
  rmSync(folder, { recursive: true });
});

test('a link in a comment, in pieces or whole, opens the document again', () => {
  for (const { recipe } of PAIRS.map(presetOf)) {
    for (const mark of ['#', '!'] as const) {
      const text = commentLines(mark, originLines(sourceOf(recipe).built)).join('\n');
      for (const line of text.split('\n')) expect(line.length).toBeLessThan(132);
      const link = linkInText(`${text}\n&CONTROL\n`)!;
      expect(canonicalJson(recipeOfLink(link))).toBe(canonicalJson(recipe));
    }
  }
  expect(wrappedLink(recipeA).length).toBeGreaterThan(3);
  expect(linkInText(`CdS | ${linkOf(recipeA)} | LAMMPS frame`)).toBe(linkOf(recipeA));
  expect(linkInText('no link here')).toBeNull();
});

test('every set of every preset names its recipe in each input that has comments', () => {
  const source = sourceOf();
  for (const [set, path] of [
    ['qe', 'relax.in'],
    ['qe', 'scf.in'],
    ['cp2k', 'relax.inp'],
    ['ase', 'structure.py'],
    ['lammps', 'in.lammps'],
    ['vasp-relax', 'POSCAR'],
  ] as const) {
    const link = linkInText(filesOf(source, set).get(path)!);
    expect(link, path).toBe(linkOf(recipeA));
  }
});
