import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { command as convert } from '#cli/commands/convert.ts';
import { command as inspect } from '#cli/commands/inspect.ts';
import { quantityText } from '#cli/trajectoryFile.ts';
import { sourceOf } from '#core/io/text/reading.ts';
import {
  frameCount,
  indexTrajectory,
  trajectoryStructure,
} from '#core/io/trajectory/trajectory.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { farthest } from '../core/io/structures.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-frames-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);
const fixture = (name: string) => `test/fixtures/trajectories/${name}`;
const expected = JSON.parse(readFileSync(fixture('expected.json'), 'utf8'));

const run = async (command: typeof convert | typeof inspect, ...args: string[]) =>
  (await command.run(readArguments(args, command.options))).value as Record<string, unknown>;

test.each([
  ['ortho-x.lammpstrj', 'lammps-dump', 4, 16],
  ['ase-forces.extxyz', 'extxyz', 5, 7],
  ['pymatgen-XDATCAR', 'xdatcar', 5, 7],
  ['vasprun.xml', 'vasprun', 5, 7],
  ['OUTCAR', 'outcar', 5, 7],
])('inspect %s, plain and gzip', async (name, format, frames, atoms) => {
  const zipped = file(`${name}.gz`);
  writeFileSync(zipped, gzipSync(readFileSync(fixture(name))));
  for (const path of [fixture(name), zipped])
    expect(await run(inspect, path)).toMatchObject({ format, frames, atoms });
});

test('a quantity that never changes is one number', () => {
  const energy = { name: 'energy', unit: 'eV', values: Float64Array.of(-9, -9) };
  expect(quantityText(energy)).toBe('energy: -9 eV');
  expect(quantityText({ ...energy, values: Float64Array.of(-9, -8.5) })).toBe(
    'energy: -9 … -8.5 eV',
  );
});

test('quantities beside the frames have their range', async () => {
  const { quantities } = await run(inspect, fixture('vasprun.xml'));
  expect(quantities).toContainEqual({ name: 'e_fr_energy', unit: 'eV', min: -20, max: -19.6 });
});

describe('convert', () => {
  test.each(['triclinic-xs.lammpstrj', 'ase-forces.extxyz', 'vasprun.xml', 'OUTCAR'])(
    'one frame of %s, counted from either end',
    async (name) => {
      const { xyz, lattice, numbers } = expected[name];
      for (const [frame, k] of [
        ['1', 1],
        ['-1', xyz.length - 1],
      ] as const) {
        await run(convert, fixture(name), file('one.extxyz'), '--frame', frame);
        const bytes = sourceOf(readFileSync(file('one.extxyz')));
        const structure = trajectoryStructure(bytes, indexTrajectory(bytes, 'extxyz'), 0);
        expect([...structure.numbers]).toEqual(numbers);
        expect(farthest(structure.xyz, xyz[k])).toBeLessThan(1e-8);
        expect(farthest(structure.lattice, lattice[k])).toBeLessThan(1e-8);
      }
    },
  );

  test('times go with the frames where the file has them', async () => {
    await run(convert, fixture('vasprun.xml'), file('times.extxyz'));
    const bytes = sourceOf(readFileSync(file('times.extxyz')));
    expect([...indexTrajectory(bytes, 'extxyz').timesFs!]).toEqual([0, 1.5, 3, 4.5, 6]);
  });

  test('all frames of a dump into an XDATCAR, cells that change with them', async () => {
    const name = 'triclinic-x.lammpstrj';
    expect(await run(convert, fixture(name), file('XDATCAR'))).toMatchObject({ frames: 4 });
    const source = sourceOf(readFileSync(file('XDATCAR')));
    const index = indexTrajectory(source, 'xdatcar');
    expect(frameCount(index)).toBe(4);
    for (let k = 0; k < 4; k++)
      expect(
        farthest(trajectoryStructure(source, index, k).lattice, expected[name].lattice[k]),
      ).toBeLessThan(1e-8);
  });

  test('types without elements, with --types', async () => {
    const path = fixture('ortho-types.lammpstrj');
    await expect(run(convert, path, file('POSCAR'))).rejects.toThrow(/--types/);
    await run(convert, path, file('POSCAR'), '--types', 'Cd,S');
    expect(new Set(readPoscar(readFileSync(file('POSCAR'), 'utf8')).structure.numbers)).toEqual(
      new Set([48, 16]),
    );
  });

  test('a broken frame: all others are written, and what is wrong is said with its line', async () => {
    const lines = readFileSync(fixture('ase-forces.extxyz'), 'utf8').split('\n');
    lines[2 + 9 * 3] = 'Cs 1 2';
    writeFileSync(file('broken.extxyz'), lines.join('\n'));
    writeFileSync(file('out.extxyz'), 'kept');
    for (const [wrong, reason] of [
      ['Cs 1 2', /^frame 3 cannot be read: .*line 30: expected/],
      ['Xx 1 2 3 0 0 0', /^frame 3 cannot be read: .*line 30: unknown element "Xx"/],
      ['Cs nan 2 3 0 0 0', /^frame 3 cannot be read: .*line 30: expected three numbers/],
      // The index sees this one, the decoder those above: the same comes of both.
      ['7\nCs 1 2 3 0 0 0', /^frame 3 cannot be read: .*line \d\d: expected/],
    ] as const) {
      writeFileSync(file('broken.extxyz'), lines.with(2 + 9 * 3, wrong).join('\n'));
      for (const out of ['new.extxyz', 'XDATCAR-new', 'new.lammpstrj']) {
        const line = readArguments([file('broken.extxyz'), file(out)], convert.options);
        const { value, exitCode } = await convert.run(line);
        expect(exitCode).toBe(1);
        expect(value).toMatchObject({ frames: 4, unreadableFrames: [3] });
        const { warnings } = value as { warnings: string[] };
        expect(warnings).toContainEqual(expect.stringMatching(reason));
        expect(warnings.at(-1)).toMatch(/^4 of 5 frames are written/);
        const inside = await run(inspect, file(out));
        expect(inside).toMatchObject({ frames: 4 });
      }
    }
    expect(readdirSync(folder).filter((f) => f.endsWith('.part'))).toEqual([]);
    // The first frame of all: nothing is written, and nothing is overwritten.
    writeFileSync(file('none.extxyz'), lines.with(2, 'Cs 1 2').join('\n'));
    await expect(run(convert, file('none.extxyz'), file('out.extxyz'))).rejects.toThrow(/line 3/);
    expect(readFileSync(file('out.extxyz'), 'utf8')).toBe('kept');
    await expect(run(convert, file('none.extxyz'), file('nothing.extxyz'))).rejects.toThrow();
    expect(existsSync(file('nothing.extxyz'))).toBe(false);
    await run(convert, file('broken.extxyz'), file('out.extxyz'), '--frame', '2');
    expect(readFileSync(file('out.extxyz'), 'utf8')).toMatch(/^7\n/);
  });

  test('a cut archive keeps its whole frames, and says so; of one structure nothing is kept', async () => {
    const whole = gzipSync(readFileSync(fixture('ase-forces.extxyz')));
    writeFileSync(file('cut.extxyz.gz'), whole.subarray(0, Math.floor(0.8 * whole.length)));
    const { frames, warnings } = await run(inspect, file('cut.extxyz.gz'));
    expect(frames).toBeGreaterThan(1);
    expect(frames).toBeLessThan(5);
    expect(warnings).toContainEqual(expect.stringMatching(/cut.extxyz.gz: the archive is cut off/));
    expect(warnings).toContainEqual(expect.stringMatching(/the last frame .* is torn/));
    expect(await run(convert, file('cut.extxyz.gz'), file('cut.extxyz'))).toMatchObject({ frames });
    await run(convert, fixture('ase-forces.extxyz'), file('POSCAR-one'), '--format', 'poscar');
    const one = gzipSync(readFileSync(file('POSCAR-one')));
    writeFileSync(file('POSCAR.gz'), one.subarray(0, one.length - 20));
    await expect(run(inspect, file('POSCAR.gz'))).rejects.toThrow(/cannot read .*POSCAR.gz/);
  });

  test('frames of other atoms are told of alike by inspect and convert, which keep them all', async () => {
    const frame = (n: number) => `${n}\nLattice="4 0 0 0 4 0 0 0 4"\n${'H 0 0 0\n'.repeat(n)}`;
    writeFileSync(file('differ.extxyz'), frame(1) + frame(1) + frame(2) + frame(3));
    const { frames, warnings } = await run(inspect, file('differ.extxyz'));
    expect(frames).toBe(4);
    expect(warnings).toEqual([
      'extended XYZ, line 7: expected 1 atom as in the first frame, not 2; each frame keeps its own atoms and elements',
    ]);
    // The note says what becomes of all frames, so it fits every command.
    const written = await run(convert, file('differ.extxyz'), file('own.extxyz'));
    expect(written).toMatchObject({ frames: 4, warnings });
    const formulas = ['H', 'H2', 'H3'];
    expect(await run(inspect, file('own.extxyz'))).toMatchObject({ formulas });
    const types = 'test/fixtures/cases/types-change.dump';
    const { frames: all, warnings: said } = await run(convert, types, file('own.xyz'));
    expect(all).toBe(3);
    expect(said).toContainEqual(
      expect.stringMatching(/line 23: .* to be Cu .*, not Au; each frame keeps its own atoms/),
    );
    expect(String(said)).not.toMatch(/played|only/);
    const bytes = sourceOf(readFileSync(file('differ.extxyz')));
    expect(indexTrajectory(bytes, 'extxyz').problem).toMatchObject({
      code: 'other-atoms',
      line: 7,
      frames: 2,
    });
  });

  test('inspect names the elements of frames that differ, and shows the one asked for', async () => {
    const path = 'test/fixtures/cases/types-change.dump';
    const formulas = ['Cu3Au', 'Cu2Au2', 'CuAu3'];
    expect(await run(inspect, path)).toMatchObject({ frames: 3, formula: 'Cu3Au', formulas });
    expect(await run(inspect, path, '--frame', '-1')).toMatchObject({ frame: 2, formula: 'CuAu3' });
    await run(convert, path, file('all.extxyz'));
    expect(await run(inspect, file('all.extxyz'))).toMatchObject({ frames: 3, formulas });
    await expect(run(convert, path, file('XDATCAR-all'))).rejects.toThrow(/frame 1 holds other/);
  });

  test('inspect reads every frame: one that convert cannot read is named with its line', async () => {
    const text = readFileSync(fixture('pymatgen-XDATCAR'), 'utf8').split('\n');
    const at = text.findIndex((line) => /configuration=\s*3/.test(line)) + 2;
    writeFileSync(file('XDATCAR-bad'), text.with(at, text[at]!.replace(/\d\./, '*.')).join('\n'));
    const { frames, unreadableFrames, warnings } = await run(inspect, file('XDATCAR-bad'));
    expect([frames, unreadableFrames]).toEqual([5, [2]]);
    expect(warnings).toEqual([
      expect.stringMatching(new RegExp(`^frame 2 cannot be read: XDATCAR, line ${at + 1}: `)),
    ]);
  });

  test('a refusal names the file, the line and what was expected', async () => {
    writeFileSync(file('bad.vasp'), 'x\n1\n4 0 0\n0 4 0\n0 0 4\nCs\n1\nDirect\n0 0 1e308\n');
    for (const work of [
      run(inspect, file('bad.vasp')),
      run(convert, file('bad.vasp'), file('o.cif')),
    ])
      await expect(work).rejects.toThrow(
        `${file('bad.vasp')}: POSCAR, line 9: expected a position within 1000000 Å`,
      );
    writeFileSync(file('long.vasp'), 'x\n1\n1e308 0 0\n0 4 0\n0 0 4\nCs\n1\nDirect\n0 0 0\n');
    await expect(run(inspect, file('long.vasp'))).rejects.toThrow(
      /POSCAR, line 3: lattice: the vector a is 1.000e\+308 Å long, not/,
    );
    writeFileSync(
      file('far.cif'),
      `data_x\n_cell_length_a 4\n_cell_length_b 4\n_cell_length_c 4\n_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\n_symmetry_space_group_name_H-M 'F m -3 m'\nloop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nCs1 0 0 1e308\n`,
    );
    await expect(run(inspect, file('far.cif'))).rejects.toThrow(
      /CIF, line 14: expected a position of Cs1 within 1000000 Å/,
    );
    await expect(run(inspect, fixture('OUTCAR'), '--frame', '9')).rejects.toThrow(
      /no frame 9.* has 5/,
    );
  });

  test('a frame that is damaged keeps its number, and the others are read', async () => {
    const text = readFileSync(fixture('ortho-x.lammpstrj'), 'utf8').split('ITEM: TIMESTEP\n');
    text[3] = text[3]!.replace('NUMBER OF ATOMS\n16', 'NUMBER OF ATOMS\n15');
    writeFileSync(file('wrong.lammpstrj'), text.join('ITEM: TIMESTEP\n'));
    const { frames, warnings } = await run(inspect, file('wrong.lammpstrj'));
    expect(frames).toBe(4);
    expect(warnings).toContainEqual(expect.stringMatching(/^frame 2 cannot be read: .*line 51/));
  });
});
