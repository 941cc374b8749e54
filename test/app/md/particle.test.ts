import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { facingIn, particleOf, particleTakenOver } from '#app/md/particle/runBuilt.ts';
import { type Md, mdStore } from '#app/md/runStore.ts';
import { inputFor } from '#app/md/runs.ts';
import { isRunOf, takeableParticle } from '#app/md/takeOver.ts';
import { planWords } from '#app/md/words.ts';
import { buildNanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { nanocrystalPreset } from '#core/nanocrystal/nanocrystalPresets.ts';
import { parseNanocrystal } from '#core/nanocrystal/parseNanocrystal.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { DEFAULT_SETTINGS } from '#engines/lammps/protocolSettings.ts';
import { planOf } from '#engines/lammps/runPlan.ts';

const recipe = parseNanocrystal({
  epistackNanocrystal: 1,
  core: { material: 'CdS', cell: { a: 5.81 }, sphereNm: 0.85 },
});
const particle = particleOf(recipe, buildNanocrystal(recipe, library));
const settings = {
  ...DEFAULT_SETTINGS,
  kind: 'relax',
  seed: 1,
  engine: 'lammps',
  coulomb: 'pppm',
} as const;
const input = inputFor(particle, settings);
const md: Md = {
  ...mdStore.getInitialState(),
  status: 'done',
  ran: settings,
  built: particle,
  input,
  plan: planOf(input, particle.structure),
  // Shifted as a whole, and one atom out of its place.
  last: particle.structure.xyz.map((x, k) => x + 5 + (k === 3 ? 0.17 : 0)),
};

test('relaxed positions of a particle are taken over without its drift, and belong to it alone', () => {
  const offer = takeableParticle(md, { ...recipe, title: 'renamed' });
  if ('problem' in offer) throw new Error(offer.problem);
  const taken = particleTakenOver(particle, { ...recipe, title: 'renamed' }, offer.positions, 'n');
  expect(taken.title).toBe('renamed');
  const { milliAng } = taken.relaxed!;
  // What one atom does is by a 17th what all do: 170 less 10.
  expect(milliAng[3]).toBeGreaterThan(150);
  expect(Math.abs(milliAng.reduce((s, d) => s + d))).toBeLessThan(30);
  expect(takeableParticle(md, { ...recipe, leastNeighbours: 2 })).toMatchObject({
    problem: expect.stringMatching(/^The particle has been changed/),
  });
  // Nor are they those of the stack on the page.
  expect(isRunOf(md, DEFAULT_PRESET.recipe)).toBe(false);
  expect(() => particleTakenOver(particle, { ...recipe, neutral: true }, md.last!, '')).toThrow(
    /that of the run/,
  );
});

test('a large particle is told its time and memory, by what was measured', () => {
  const { recipe: large } = nanocrystalPreset('cspbbr3-cds-5.5nm');
  const of = particleOf(large, buildNanocrystal(large, library));
  const model = {
    name: 'm.nqx',
    sha256: 'ab'.repeat(32),
    elements: new Set(of.structure.numbers),
    bytes: new Uint8Array(0),
    from: 'visit',
    chosen: null,
    dispersion: 'none',
  } as const;
  const wanted = { ...settings, engine: 'universal', relaxSteps: 100 } as const;
  const universal = inputFor(of, wanted, model);
  const lines = planWords(universal, planOf(universal, of.structure), 4657, mdStore.getState(), 8);
  expect(lines).toContain('At most about 13 min (measured just now on the middle of these atoms).');
  expect(lines.join()).toMatch(/A step takes about 8 s: cancel keeps/);
  expect(lines.join()).toContain('It takes about 0.6 GB of memory.');
  expect(facingIn(of)!.pairs.toSorted()).toEqual(expect.arrayContaining(['Br-Cd', 'Cs-S']));
  // The charges of the preview do not add up, and nothing repeats.
  const classical = inputFor(of, settings);
  expect(classical.engine === 'lammps' && classical.assumptions.join()).toContain('add up to');
});
