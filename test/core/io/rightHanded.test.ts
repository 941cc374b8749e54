import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { command as convert } from '#cli/commands/convert.ts';
import { composition, type Structure } from '#core/crystal/structure.ts';
import { OUTPUTS, RUN_OUTPUTS } from '#core/io/formats.ts';
import { cellLossesOf } from '#core/io/losses.ts';
import { readAtoms } from '#core/io/readAtoms.ts';
import { fileText } from '#core/io/writeAtoms.ts';
import { det, inverse, mulRow, row } from '#core/math/mat3.ts';

// Left-handed cells and directions that do not repeat: kept, or changed and told, by every writer.

const file = readAtoms(readFileSync('test/fixtures/cases/left.vasp'), '').file;
/** No two of its atoms or vectors are alike by symmetry. */
const left: Structure = {
  lattice: Float64Array.of(0, 5, 0, 4, 0.5, 0, 0.3, 0.2, 6),
  numbers: Uint8Array.of(48, 16, 8),
  xyz: Float64Array.of(0.1, 0.2, 0.3, 1, 2, 3, 3.1, 1.2, 0.7),
  layer: new Uint16Array(3),
};
const calculation = () => ({
  task: 'relax' as const,
  mesh: [2, 3, 4] as const,
  wavefunctionRy: 50,
  densityRy: 400,
  dispersion: 'none' as const,
  moments: null,
  hubbard: null,
  dipole: null,
});
const named = OUTPUTS.map((f) => [f.id, f] as const);
const numbersOf = (text: string) => text.trim().split(/\s+/).map(Number);

/** The cell in a written file; null where it has one by construction. */
function cellIn(id: string, text: string): Float64Array | null {
  if (id === 'qe') return Float64Array.from(numbersOf(text.split('angstrom\n')[1]!).slice(0, 9));
  if (id === 'cp2k')
    return Float64Array.from(
      ['A', 'B', 'C'].flatMap((k) => numbersOf(new RegExp(` ${k} (.*)`).exec(text)![1]!)),
    );
  if (id === 'ase' || id === 'lammps') return null;
  return readAtoms(text, '').file.structure.lattice;
}

/** Distances from atom 0 to the nearest image of each other, which no change of axes changes. */
function distances({ lattice, xyz, numbers }: Structure): number[] {
  const toFrac = inverse(lattice);
  return Array.from(numbers, (_, i) => {
    const d = mulRow([0, 1, 2].map((k) => xyz[3 * i + k]! - xyz[k]!) as never, toFrac);
    const near = mulRow(d.map((x) => x - Math.round(x)) as never, lattice);
    return Math.hypot(...near);
  });
}

test.each(named)('%s: a left-handed cell is kept, or turned and told', (id, output) => {
  const keeps = output.write.holds.handedness.held === 'yes';
  const text = fileText(output, left, { title: 'left' }, calculation);
  const cell = cellIn(id, text);
  if (cell !== null) expect(Math.sign(det(cell))).toBe(keeps ? -1 : 1);
  expect(cellLossesOf(id, left).join()).toMatch(keeps ? /^$/ : /no atom moves/);
  expect(cellLossesOf(id, { lattice: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1) })).toEqual([]);
  if (output.structure === undefined) return;
  const { structure } = readAtoms(text, '').file;
  expect(composition(structure.numbers)).toEqual(composition(left.numbers));
  for (const [i, d] of distances(left).entries()) expect(distances(structure)[i]).toBeCloseTo(d, 6);
});

test('flags along the rows go with the rows, and so do k-points', () => {
  const frozen = Uint8Array.of(1, 0, 0, 0, 1, 1, 0, 0, 0);
  const [poscar, pw, cp2k] = ['poscar', 'qe', 'cp2k'].map((id) =>
    fileText(OUTPUTS.find((f) => f.id === id)!, left, { frozen }, calculation),
  );
  const back = readAtoms(poscar!, '').file;
  expect([...back.frozen!]).toEqual([0, 1, 0, 1, 0, 1, 0, 0, 0]);
  expect([...row(back.structure.lattice, 0)]).toEqual([4, 0.5, 0]);
  expect(pw).toContain('K_POINTS automatic\n3 2 4 0 0 0');
  expect(cp2k).toContain('MACDONALD 3 2 4');
});

test.each(RUN_OUTPUTS.map((f) => [f.id, f] as const))(
  '%s: frames of a run as well',
  (id, output) => {
    const frames = [left, { ...left, xyz: left.xyz.map((x) => x + 0.1) }];
    const parts = [
      ...output.write.run.parts({
        atoms: left,
        frames: frames.map((structure) => ({ structure, about: {} })),
      }),
    ];
    for (const part of parts)
      if (/lattice|ITEM|Direct/i.test(part) && id !== 'xdatcar')
        expect(Math.sign(det(readAtoms(part, '').file.structure.lattice))).toBe(
          output.write.holds.handedness.held === 'yes' ? -1 : 1,
        );
    const { structure } = readAtoms(parts.join(''), '').file;
    for (const [i, d] of distances(left).entries())
      expect(distances(structure)[i]).toBeCloseTo(d, 6);
  },
);

test.each(named)('%s: directions that do not repeat are written, or told', (id, output) => {
  // XSF has no word for a slab that does not repeat along b; it has one for c.
  const periodic = id === 'xsf' ? ([true, true, false] as const) : ([true, false, true] as const);
  const { held } = output.write.holds.periodicity;
  const text = (about: object) => fileText(output, file.structure, about, calculation);
  expect(text({ periodic }) !== text({})).toBe(held === 'yes');
  const told = cellLossesOf(id, { lattice: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), periodic });
  expect(told).toHaveLength(held === 'yes' ? 0 : 1);
  if (held !== 'yes' || output.structure === undefined) return;
  const right = {
    ...file.structure,
    lattice: file.structure.lattice.map((x, k) => (k === 8 ? -x : x)),
  };
  const back = readAtoms(fileText(output, right, { periodic }, calculation), '').file;
  expect(back.periodic).toEqual(periodic);
});

test('xsf: directions for which it has no word are told', () => {
  const cell = { lattice: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1) };
  const [told] = cellLossesOf('xsf', { ...cell, periodic: [true, false, true] });
  expect(told).toMatch(/^Does not hold these directions that do not repeat; it has CRYSTAL; SLAB/);
  expect(cellLossesOf('xsf', { ...cell, periodic: [true, false, false] })).toEqual([]);
});

test('convert says what it did, and keeps pbc in extended XYZ', () => {
  const run = (...args: string[]) => {
    const { value, text } = convert.run(readArguments(args, convert.options)) as never as {
      readonly value: { readonly warnings?: readonly string[] };
      readonly text: string;
    };
    return { warnings: value.warnings ?? [], text };
  };
  const out = `${process.env['TMPDIR'] ?? '/tmp'}/epistack-right-handed-${process.pid}`;
  const { warnings } = run('test/fixtures/cases/left.vasp', `${out}.vasp`);
  expect(warnings).toEqual([
    'Does not hold left-handed cell vectors: a and b are exchanged, so that the vectors are right-handed; no atom moves.',
  ]);
  expect(det(readAtoms(readFileSync(`${out}.vasp`), '').file.structure.lattice)).toBeGreaterThan(0);
  expect(run('test/fixtures/cases/pbc-TTF.xyz', `${out}.extxyz`).warnings).toEqual([]);
  expect(readFileSync(`${out}.extxyz`, 'utf8').match(/pbc="T T F"/g)).toHaveLength(2);
  expect(run('test/fixtures/cases/pbc-TTF.xyz', `${out}.in`).warnings.join()).toMatch(
    /directions that do not repeat: pw\.x repeats all three/,
  );
});
