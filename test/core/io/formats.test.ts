import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FormatId } from '#core/io/document.ts';
import {
  FORMATS,
  formatOfName,
  readAtoms,
  readFrame,
  sniffFormat,
  writeAtoms,
} from '#core/io/formats.ts';
import { encodeUtf8 } from '#core/io/text/utf8.ts';
import { expectSameCrystal, failureOf } from './structures.ts';

const rutile = readAtoms(readFileSync('test/reference/TiO2-rutile.vasp'), '').file.structure;

test.each([
  ['POSCAR', 'poscar'],
  ['out/CONTCAR.300K', 'poscar'],
  ['C:\\md\\XDATCAR_2', 'xdatcar'],
  ['Film.VASP', 'poscar'],
  ['a.poscar', 'poscar'],
  ['POSCAR_film.cif', 'cif'],
  ['x.extxyz', 'extxyz'],
  ['x.xyz', 'extxyz'],
  ['x.data', null],
  ['x.in', null],
  ['', null],
  ['cif', null],
] as const)('the name %s stands for %s', (name, format) => expect(formatOfName(name)).toBe(format));

describe('content decides', () => {
  test.each(FORMATS.map((f) => f.id))('%s under a wrong name', (format: FormatId) => {
    const text = writeAtoms(rutile, format, { title: 'data_1' });
    for (const name of ['', 'x.cif', 'XDATCAR', 'POSCAR', 'x.xyz']) {
      expect(sniffFormat(text, name)).toBe(format);
      const { file, frames } = readAtoms(encodeUtf8(text), name);
      expect(file.format).toBe(format);
      expect(file.title).toBe('data_1');
      expect(frames).toBe(1);
      expectSameCrystal(file.structure, rutile, 1e-6);
      expect(readAtoms(`\ufeff${text.replaceAll('\n', '\r\n')}`, name).file).toEqual(file);
    }
  });

  test('where it does not tell, the name does, so that the message fits', () => {
    expect(failureOf(() => readAtoms('no structure', 'POSCAR'))).toMatchObject({
      code: 'parse',
      format: 'POSCAR',
    });
    expect(failureOf(() => readAtoms('no structure', 'a.cif'))).toMatchObject({
      code: 'parse',
      format: 'CIF',
    });
    expect(failureOf(() => readAtoms('no structure', 'a.txt'))).toEqual({
      code: 'unknown-format',
      name: 'a.txt',
    });
    expect(failureOf(() => readAtoms(new Uint8Array(0), ''))).toMatchObject({
      code: 'unknown-format',
    });
  });
});

test('a frame that is not there is refused in every format', () => {
  for (const { id } of FORMATS)
    expect(failureOf(() => readFrame(writeAtoms(rutile, id), '', 1))).toMatchObject({
      code: 'too-large',
      limit: 0,
    });
});
