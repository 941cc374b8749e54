import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { RequestError, readArguments } from '#cli/args.ts';
import { command } from '#cli/commands/export.ts';
import { readProvenance } from '#core/export/provenance.ts';
import { sha256 } from '#core/io/text/sha256.ts';
import { unzipped, zipFiles } from '#engines/zip/zip.ts';

const root = mkdtempSync(join(tmpdir(), 'epistack-folder-'));
afterAll(() => rmSync(root, { recursive: true }));
const out = join(root, 'set');
const at = (...parts: string[]) => join(out, ...parts);
const read = (...parts: string[]) => readFileSync(at(...parts), 'utf8');
beforeEach(() => rmSync(out, { recursive: true, force: true }));

interface Answer {
  files: string[];
  replaced: string[];
  left: string[];
  beside: string[];
}
const exportTo = (to: string, recipe: string, set: string, ...more: string[]) =>
  command.run(
    readArguments([`preset:${recipe}`, '--set', set, '--out', to, ...more], command.options),
  ).value as Answer;
const textOf = (line: readonly string[]) =>
  command.run(readArguments([...line], command.options)).text;
const put = (recipe: string, set: string, ...more: string[]) => exportTo(out, recipe, set, ...more);
/** The message of a refusal; nothing in the folder may have changed. */
function refusal(recipe: string, set: string, ...more: string[]): string {
  const before = readdirSync(out).map((name) => [name, lstatSync(at(name)).mtimeMs]);
  let message = '';
  expect(() => put(recipe, set, ...more)).toThrow(RequestError);
  try {
    put(recipe, set, ...more);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(readdirSync(out).map((name) => [name, lstatSync(at(name)).mtimeMs])).toEqual(before);
  return message;
}

test('SHA-256 is that of Node, whatever the length', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 119, 120, 1000]) {
    const text = 'é'.repeat(Math.floor(length / 2)) + 'a'.repeat(length % 2);
    expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
  }
});

test('provenance.json holds the hash of each file, its own included', () => {
  const { files } = put('ge-si', 'vasp-md');
  const record = readProvenance(read('provenance.json'))!;
  expect(record.intact).toBe(true);
  const others = files.filter((f) => f !== 'provenance.json');
  expect([...record.sha256.keys()].toSorted()).toEqual(others);
  for (const path of others)
    expect(record.sha256.get(path), path).toBe(
      createHash('sha256').update(read(path)).digest('hex'),
    );
  const changed = read('provenance.json').replace('"set"', '"note": "mine",\n  "set"');
  expect(readProvenance(changed)).toMatchObject({ set: 'vasp-md', intact: false });
});

test('the same recipe and set over untouched files is written, and says what it replaced', () => {
  expect(put('ge-si', 'vasp-relax')).toMatchObject({ replaced: [], left: [] });
  expect(put('ge-si', 'vasp-relax').replaced).toEqual([]);
  writeFileSync(at('CONTCAR'), 'of a run');
  const again = put('ge-si', 'vasp-relax');
  expect(again).toMatchObject({ replaced: [], beside: ['CONTCAR'] });
  expect(read('CONTCAR')).toBe('of a run');
});

test('the same recipe with other options is left alone, and the options are named', () => {
  put('ge-si', 'vasp-relax', '--encut', '450');
  expect(refusal('ge-si', 'vasp-relax', '--spacing', '0.2')).toMatch(
    /set holds the set vasp-relax of this recipe with other options \(--encut 450; now --spacing 0\.2\)\. Choose/,
  );
  expect(refusal('ge-si', 'vasp-relax')).toMatch(/\(--encut 450; now none\)/);
  expect(put('ge-si', 'vasp-relax', '--force').replaced).toEqual([
    ...['INCAR', 'README.txt', 'provenance.json'],
  ]);
  put('cspbbr3-cds', 'lammps', '--force');
  expect(refusal('cspbbr3-cds', 'lammps', '--seed', '7')).toMatch(/\(none; now --seed 7\)/);
});

test('files that an export of another version wrote are left alone too', () => {
  put('ge-si', 'vasp-relax');
  const [before, after] = ['ENCUT', 'ENCUTX'];
  const incar = read('INCAR').replace(before, after);
  writeFileSync(at('INCAR'), incar);
  const about = JSON.parse(read('provenance.json')) as { sha256: Record<string, string> };
  const { 'provenance.json': _own, ...others } = about.sha256;
  others['INCAR'] = sha256(incar);
  const text = (sums: Record<string, string>) =>
    `${JSON.stringify({ ...about, sha256: sums }, null, 2)}\n`;
  writeFileSync(
    at('provenance.json'),
    text({ ...others, 'provenance.json': sha256(text(others)) }),
  );
  expect(refusal('ge-si', 'vasp-relax')).toMatch(
    /holds INCAR, provenance\.json with other content, of an export by another version/,
  );
});

test('what a run or a person left beside the set is named, in subfolders too', () => {
  put('ge-si', 'vasp-md');
  writeFileSync(at('1-heat', 'OUTCAR'), 'of a run');
  writeFileSync(at('CONTCAR'), 'of a run');
  const line = ['preset:fe-mgo', '--set', 'vasp-md', '--out', out, '--force'];
  const { beside, left } = put('fe-mgo', 'vasp-md', '--force');
  expect(beside).toEqual(expect.arrayContaining(['1-heat/OUTCAR', 'CONTCAR']));
  expect(beside).toHaveLength(2);
  expect(left).toEqual([]);
  expect(textOf(line)).toMatch(
    /^note: also there and not of this export, left as they are: .*CONTCAR/m,
  );
});

test('another recipe, another set and edited files are left alone, and named', () => {
  put('cspbbr3-cds', 'vasp-relax');
  expect(refusal('ge-si', 'vasp-relax')).toMatch(
    /set holds the set vasp-relax of another recipe, "CdS \(110\) on CsPbBr₃ \(110\)" \([0-9a-f]{8}\); this one is "Ge \(001\) on Si \(001\)"/,
  );
  expect(refusal('cspbbr3-cds', 'qe')).toMatch(/holds the set vasp-relax, not qe/);
  appendFileSync(at('INCAR'), 'NCORE = 4\n');
  expect(refusal('cspbbr3-cds', 'vasp-relax')).toMatch(/holds INCAR, changed since the export\./);
  expect(refusal('ge-si', 'vasp-relax')).toMatch(/another recipe.*; holds INCAR, changed since/);
  const { replaced } = put('ge-si', 'vasp-relax', '--force');
  expect(replaced).toContain('INCAR');
  expect(replaced).not.toContain('job.sh');
  expect(readProvenance(read('provenance.json'))!.intact).toBe(true);
});

test('a provenance.json that was edited, or that is gone, protects what stands beside it', () => {
  put('ge-si', 'vasp-relax');
  writeFileSync(at('provenance.json'), read('provenance.json').replace('"set"', '"a": 1, "set"'));
  expect(refusal('ge-si', 'vasp-relax')).toMatch(/provenance\.json, changed since/);
  unlinkSync(at('provenance.json'));
  // The others are byte for byte what is to be written: nothing is lost.
  put('ge-si', 'vasp-relax');
  unlinkSync(at('provenance.json'));
  appendFileSync(at('POSCAR'), '\n');
  expect(refusal('ge-si', 'vasp-relax')).toMatch(/holds POSCAR already, not of an export/);
});

test('files of the former export that this one lacks stay, and are named', () => {
  put('ge-si', 'vasp-relax');
  const { left } = put('ge-si', 'qe', '--force');
  expect(left).toEqual(expect.arrayContaining(['INCAR', 'POSCAR', 'POTCAR.spec']));
  expect(left).not.toContain('job.sh');
});

test('nothing is written through a link', () => {
  const [mine, twin] = [join(root, 'mine'), join(root, 'twin')];
  for (const path of [mine, twin]) writeFileSync(path, 'mine');
  mkdirSync(out);
  symlinkSync(mine, at('INCAR'));
  linkSync(twin, at('POSCAR'));
  expect(refusal('ge-si', 'vasp-relax')).toMatch(/holds INCAR, POSCAR already/);
  put('ge-si', 'vasp-relax', '--force');
  expect(lstatSync(at('INCAR')).isFile()).toBe(true);
  expect([mine, twin].map((path) => readFileSync(path, 'utf8'))).toEqual(['mine', 'mine']);
  // A folder that is a link, or a file in the place of a folder: not even with --force.
  symlinkSync(root, at('1-heat'));
  expect(() => put('ge-si', 'vasp-md', '--force')).toThrow(/1-heat is a link/);
  unlinkSync(at('1-heat'));
  writeFileSync(at('1-heat'), '');
  expect(() => put('ge-si', 'vasp-md', '--force')).toThrow(/1-heat is a file/);
  expect(existsSync(join(root, 'INCAR'))).toBe(false);
});

test('each set of several is judged by its own folder, and all before any is written', () => {
  const sets = put('ge-si', 'all').files;
  expect(sets.length).toBeGreaterThan(50);
  expect(put('ge-si', 'all').replaced).toEqual([]);
  appendFileSync(at('qe', 'relax.in'), '! mine\n');
  unlinkSync(at('ase', 'README.txt'));
  expect(() => put('ge-si', 'all')).toThrow(/set\/qe holds relax\.in, changed/);
  expect(existsSync(at('ase', 'README.txt'))).toBe(false);
  expect(() => put('ge-si', 'all', '--encut', '500')).toThrow(/vasp-relax holds .* other options/);
  expect(read('vasp-relax', 'INCAR')).toMatch(/ENCUT +=? ?= 400/);
});

test('a zip is judged in the same way by what is in it', () => {
  const zip = join(root, 'a.zip');
  exportTo(zip, 'ge-si', 'vasp-relax');
  exportTo(zip, 'ge-si', 'vasp-relax');
  expect(() => exportTo(zip, 'ge-si', 'vasp-relax', '--encut', '520')).toThrow(
    /with other options/,
  );
  expect(() => exportTo(zip, 'fe-mgo', 'vasp-relax')).toThrow(/of another recipe/);
  exportTo(zip, 'fe-mgo', 'vasp-relax', '--force');
  const names = [...unzipped(readFileSync(zip))!.keys()];
  expect(names).toContain('POSCAR');
  const files = [...unzipped(readFileSync(zip))!].map(([path, bytes]) => ({
    path,
    text: new TextDecoder().decode(bytes),
  }));
  writeFileSync(zip, zipFiles([...files, { path: 'CONTCAR', text: 'of a run' }]));
  expect(() => exportTo(zip, 'fe-mgo', 'vasp-relax')).toThrow(
    /a\.zip holds CONTCAR too, which would no longer be in it/,
  );
  expect(exportTo(zip, 'fe-mgo', 'vasp-relax', '--force').beside).toEqual(['CONTCAR']);
  writeFileSync(zip, 'no zip');
  expect(() => exportTo(zip, 'ge-si', 'vasp-relax', '--force')).toThrow(/a\.zip is there and no/);
});
