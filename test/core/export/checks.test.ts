import { expect, test } from 'vitest';
import { latticeFromParameters } from '#core/crystal/lattice.ts';
import { type Check, checksOf } from '#core/export/checks.ts';
import { type Mesh, meshOf, reciprocalLengths, spacingsOf } from '#core/export/kpoints.ts';
import { DEFAULT_EXPORT, type ExportOptions } from '#core/export/options.ts';
import { setChecks } from '#core/export/setFiles.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { FilmStep, Recipe, Step } from '#core/recipe/recipe.ts';
import { recipeA, sourceOf } from '../../helpers/export.ts';
import { fc } from '../../helpers/property.ts';

const checksFor = (recipe: Recipe, options: ExportOptions = DEFAULT_EXPORT) =>
  new Map(setChecks(sourceOf(recipe), 'vasp-relax', options).map((c) => [c.id, c]));

const withMesh = (mesh: Mesh): ExportOptions => ({
  ...DEFAULT_EXPORT,
  vasp: { ...DEFAULT_EXPORT.vasp, relaxMesh: { kind: 'mesh', mesh } },
});
const edited = (change: (steps: readonly Step[]) => readonly Step[]): Recipe => ({
  ...recipeA,
  preset: null,
  steps: change(recipeA.steps),
});

test('reading A passes, but for the dipole of its substrate, which is corrected', () => {
  const checks = checksFor(recipeA);
  expect([...checks.values()].filter((c) => c.level === 'warn')).toEqual([]);
  expect(checks.get('dipole')).toMatchObject({ level: 'note', fix: null });
  expect([...checks.keys()]).toEqual(
    expect.arrayContaining(['charge', 'contact', 'thickness-0', 'thickness-1', 'vacuum', 'mesh']),
  );
});

test('where a dipole is corrected is said as each set does it', () => {
  const found = (set: 'cp2k' | 'lammps' | 'qe', options = DEFAULT_EXPORT) =>
    setChecks(sourceOf(), set, options).find((c) => c.id === 'dipole')!;
  expect(found('qe').found).toMatch(/The dipole correction is on\.$/);
  expect(found('cp2k')).toMatchObject({
    level: 'note',
    found: expect.stringMatching(/on in energy\.inp alone.*relax\.inp runs without it/),
  });
  expect(found('lammps')).toMatchObject({
    level: 'warn',
    found: expect.stringMatching(/ends at 12 Å/),
    fix: expect.stringMatching(/--kspace pppm/),
  });
  expect(found('lammps', { ...DEFAULT_EXPORT, kspace: 'pppm' })).toMatchObject({
    level: 'note',
    found: expect.stringMatching(/whole Coulomb sum has slab correction/),
    fix: null,
  });
});

test('a contact that is too short is mended where it is, not by other cells', () => {
  const near = edited(([substrate, film, ...rest]) => [
    substrate!,
    { ...film, separationAng: 1.7 } as Step,
    ...rest,
  ]);
  const contact = checksFor(near).get('contact')!;
  expect(contact.found).toMatch(/Widen d₀ or move the shift\.$/);
  expect(contact.fix).toMatch(/^Widen d₀, move the registry shift/);
});

test('every finding says what it means, and every problem how to mend it', () => {
  const poor = edited(([substrate, film]) => [
    {
      ...substrate,
      slab: { ...(substrate as FilmStep).slab, planes: 4, remove: [], termination: 0 },
    } as Step,
    { ...film, separationAng: 0.2 } as Step,
    { kind: 'vacuum', vacuumAng: 6 },
  ]);
  const off = {
    ...withMesh([6, 1, 2]),
    atomBudget: 50,
    vasp: { ...withMesh([6, 1, 2]).vasp, dipole: 'off' },
  } as const;
  const checks = checksFor(poor, off);
  for (const id of ['contact', 'vacuum', 'dipole', 'mesh', 'atoms'])
    expect(checks.get(id)?.level, id).toBe('warn');
  expect(checks.get('thickness-0')?.level).toBe('note');
  for (const c of checks.values()) {
    expect(c.means.length, c.id).toBeGreaterThan(20);
    if (c.level === 'warn' && c.id !== 'dipole') expect(c.fix, c.id).not.toBeNull();
  }
  expect(checks.get('vacuum')!.remedy).toEqual({ kind: 'vacuum', vacuumAng: 15 });
  expect(checks.get('thickness-0')!.remedy).toEqual({ kind: 'planes', slab: 0, planes: 5 });
  expect(checks.get('dipole')!.remedy).toEqual({ kind: 'dipole' });
  // Findings first.
  const levels = setChecks(sourceOf(poor), 'vasp-relax', off).map((c: Check) => c.level);
  expect(levels).toEqual(levels.toSorted((p, q) => 'wno'.indexOf(p[0]!) - 'wno'.indexOf(q[0]!)));
});

test('a charged cell is warned of with its charge', () => {
  const charged = edited(([substrate, ...rest]) => [
    { ...substrate, slab: { ...(substrate as FilmStep).slab, remove: [] } } as Step,
    ...rest,
  ]);
  const check = checksFor(charged).get('charge')!;
  expect(check.level).toBe('warn');
  expect(check.found).toMatch(/\+8 e/);
});

test('the mesh follows the cell’s shape: 2×3×1 does, 3×2×1 does not', () => {
  expect(checksFor(recipeA, withMesh([2, 3, 1])).get('mesh')?.level).toBe('ok');
  expect(checksFor(recipeA, withMesh([4, 6, 1])).get('mesh')?.level).toBe('ok');
  // 2π over 16.682 and 11.796 Å, in two and three parts.
  expect(checksFor(recipeA, withMesh([2, 3, 1])).get('mesh')!.found).toBe(
    'Γ-centred 2×3×1: one point every 0.188 along a, 0.178 along b (1/Å, with 2π).',
  );
  const turned = checksFor(recipeA, withMesh([3, 2, 1])).get('mesh')!;
  expect(turned.level).toBe('warn');
  expect(turned.found).toMatch(/2\.1 times denser along a/);
  expect(turned.remedy).toEqual({ kind: 'mesh', mesh: [2, 3, 1] });
  expect(checksFor(recipeA, withMesh([2, 3, 2])).get('mesh')!.found).toMatch(/vacuum/);
  expect(checksFor(recipeA, withMesh([1, 1, 1])).get('mesh')?.level).toBe('warn');
});

test('a mesh made by density passes its own check, and so does every mesh that a fix suggests', () => {
  const readingC = presetOf('cspbbr3-cds-c').recipe;
  const c = checksFor(readingC).get('mesh')!;
  expect(c).toMatchObject({ level: 'ok', fix: null });
  expect(c.found).toContain('4×2×1');
  for (const recipe of [recipeA, readingC, presetOf('gan-al2o3').recipe]) {
    const { built, report } = sourceOf(recipe);
    const checkOf = (mesh: Mesh) =>
      checksOf(built, report, built.structure, { mesh, atomBudget: null, dipole: null }).find(
        (found) => found.id === 'mesh',
      )!;
    for (const spacingPerAng of [0.05, 0.095, 0.12, 0.15, 0.19, 0.25, 0.3, 0.45]) {
      const choice = { kind: 'spacing', spacingPerAng } as const;
      const mesh = meshOf(built.structure.lattice, choice, { vacuumAlongC: true });
      expect(checkOf(mesh).level, `${recipe.title} ${mesh.join('×')}`).toBe('ok');
    }
    for (const mesh of [
      [9, 2, 1],
      [2, 9, 3],
      [1, 12, 1],
      [1, 1, 1],
      [5, 5, 4],
    ] as const) {
      const { remedy } = checkOf(mesh);
      if (remedy?.kind === 'mesh') expect(checkOf(remedy.mesh).level).toBe('ok');
    }
  }
});

test('whole layers are not told to be thicker, slabs that cut bonds are', () => {
  for (const id of ['twisted-graphene-1-1', 'graphene-hbn', 'ws2-mos2'])
    for (const slab of ['thickness-0', 'thickness-1'])
      expect(checksFor(presetOf(id).recipe).get(slab), `${id} ${slab}`).toMatchObject({
        level: 'ok',
        fix: null,
        remedy: null,
      });
  const found = checksFor(presetOf('twisted-graphene-1-1').recipe).get('thickness-0')!.found;
  expect(found).toMatch(/1 layer \(1 plane\), and no bond of the crystal is cut/);
  for (const id of ['cspbbr3-cds', 'ge-si', 'fe-mgo', 'gan-al2o3', 'laalo3-srtio3']) {
    const thin = edited(() =>
      presetOf(id).recipe.steps.map((step) =>
        step.kind === 'film' ? { ...step, slab: { ...step.slab, planes: 2 } } : step,
      ),
    );
    expect(checksFor(thin).get('thickness-1'), id).toMatchObject({ level: 'note' });
  }
});

test('a set without a dipole correction is not told to switch one on', () => {
  const source = sourceOf();
  for (const set of ['lammps', 'ase'] as const) {
    const check = setChecks(source, set, DEFAULT_EXPORT).find((c) => c.id === 'dipole')!;
    expect(check.level).toBe('warn');
    expect(check.fix).not.toMatch(/Switch/);
    expect(check.fix).toMatch(
      set === 'lammps' ? /whole Coulomb sum/ : /no dipole correction to switch on/,
    );
    expect(check.remedy).toBeNull();
  }
});

test('a mirrored cell is warned of', () => {
  const { built, report } = sourceOf();
  const lattice = built.structure.lattice.map((x, k) => (k === 8 ? -x : x));
  const turned = { ...built, structure: { ...built.structure, lattice } };
  const none = { mesh: null, atomBudget: null, dipole: null };
  const hand = (b: typeof built) =>
    checksOf(b, report, b.structure, none).find((c) => c.id === 'hand')!.level;
  expect([hand(built), hand(turned)]).toEqual(['ok', 'warn']);
});

test('what else the report warns of is passed on, with its meaning and a fix', () => {
  const strained = checksFor(presetOf('cspbbr3-zns').recipe).get('large-strain-0')!;
  expect(strained).toMatchObject({ level: 'warn' });
  expect(strained.means).toMatch(/dislocations/);
  expect(strained.fix).toMatch(/matches better/);
  const { built, report } = sourceOf();
  const warned = {
    ...report,
    warnings: [{ code: 'like-charges', interface: 0, pair: 'Br-S', distanceAng: 3 } as const],
  };
  const found = checksOf(built, warned, built.structure, {
    mesh: null,
    atomBudget: null,
    dipole: null,
  });
  expect(found.find((c) => c.id === 'like-charges-0')).toMatchObject({
    level: 'warn',
    found: expect.stringMatching(/Br-S at 3\.000 Å, between like charges/),
    fix: expect.stringMatching(/shift/),
  });
});

const cell = fc
  .record({
    a: fc.double({ min: 3, max: 40, noNaN: true }),
    b: fc.double({ min: 3, max: 40, noNaN: true }),
    c: fc.double({ min: 3, max: 60, noNaN: true }),
    gamma: fc.integer({ min: 60, max: 120 }),
  })
  .map((p) => latticeFromParameters({ ...p, alpha: 90, beta: 90 }));

test('a mesh by spacing is the coarsest that keeps it', () => {
  fc.assert(
    fc.property(cell, fc.double({ min: 0.05, max: 1, noNaN: true }), (lattice, spacingPerAng) => {
      const mesh = meshOf(lattice, { kind: 'spacing', spacingPerAng }, { vacuumAlongC: false });
      const spacings = spacingsOf(lattice, mesh);
      for (const [i, s] of spacings.entries()) {
        expect(s).toBeLessThan(spacingPerAng * (1 + 1e-6));
        const coarser = reciprocalLengths(lattice)[i]! / (mesh[i]! - 1);
        expect(coarser).toBeGreaterThan(spacingPerAng * (1 - 1e-6));
      }
      const flat = meshOf(lattice, { kind: 'spacing', spacingPerAng }, { vacuumAlongC: true });
      expect(flat).toEqual([mesh[0], mesh[1], 1]);
    }),
    { numRuns: 100 },
  );
});

test('reciprocal lengths hold in a skew cell: 2π / (a sin γ)', () => {
  const lattice = latticeFromParameters({ a: 4, b: 4, c: 10, alpha: 90, beta: 90, gamma: 120 });
  const [x, y, z] = reciprocalLengths(lattice);
  expect(x).toBeCloseTo((2 * Math.PI) / (4 * Math.sin(Math.PI / 3)), 12);
  expect(y).toBeCloseTo(x, 12);
  expect(z).toBeCloseTo((2 * Math.PI) / 10, 12);
  for (const choice of [
    { kind: 'spacing', spacingPerAng: Number.NaN },
    { kind: 'spacing', spacingPerAng: 0 },
    { kind: 'mesh', mesh: [0, 1, 1] },
    { kind: 'mesh', mesh: [1.5, 1, 1] },
  ] as const)
    expect(() => meshOf(lattice, choice, { vacuumAlongC: true })).toThrow(/expected/);
});
