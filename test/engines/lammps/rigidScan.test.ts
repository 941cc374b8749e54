import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import type { FilmStep, Recipe, Step } from '#core/recipe/recipe.ts';
import { registryCell } from '#core/registry/shiftCell.ts';
import { rigidEnergies } from '#engines/lammps/rigidScan.ts';
import { library } from '../../helpers/library.ts';

const { recipe } = DEFAULT_PRESET;
const filmOf = (r: Recipe) => r.steps[1] as FilmStep;
const withFilm = (part: Partial<FilmStep>): Recipe => ({
  ...recipe,
  steps: recipe.steps.map((s, i) => (i === 1 ? ({ ...s, ...part } as Step) : s)),
});

test('energies of moved slabs are those of stacks built so; an equivalent shift costs nothing', async () => {
  const built = build(recipe, library);
  const { structure } = built;
  const moving = Uint8Array.from(structure.layer, (l) => Number(l === 1));
  const { cell } = registryCell(built, { lower: 0, upper: 1, cellsUp: 0 });
  const [x, y] = [0.21 * structure.lattice[0]!, 0.13 * structure.lattice[4]!];
  let points = 0;
  const { energies, version } = await rigidEnergies(
    structure,
    moving,
    [
      [0, 0, 0],
      [x, y, 0],
      [x, y, 0.3],
      [x + cell[0][0], y + cell[0][1], 0.3],
      [0, 0, 0],
    ],
    () => points++,
  );
  expect(points).toBe(6);
  expect(version).toMatch(/20\d\d/);
  expect(energies[4]).toBeCloseTo(energies[0]!, 4);
  expect(energies[3]).toBeCloseTo(energies[2]!, 4);
  expect(Math.abs(energies[1]! - energies[0]!)).toBeGreaterThan(1);
  const [a, b] = filmOf(recipe).registryShift;
  // Vacuum gives what d₀ takes, so that the box is the same.
  const there = build(
    {
      ...withFilm({ registryShift: [a + 0.21, b + 0.13], separationAng: 3.1 }),
      steps: [
        recipe.steps[0]!,
        { ...filmOf(recipe), registryShift: [a + 0.21, b + 0.13], separationAng: 3.1 },
        { kind: 'vacuum', vacuumAng: 19.7 },
      ],
    },
    library,
  );
  const {
    energies: [own],
  } = await rigidEnergies(there.structure, moving, [[0, 0, 0]]);
  expect(own).toBeCloseTo(energies[2]!, 4);
});

test('a stack without a potential is refused by name', async () => {
  const other = build(presetOf('cspbbr3-cds').recipe, library).structure;
  const numbers = other.numbers.map((z) => (z === 48 ? 49 : z));
  await expect(
    rigidEnergies({ ...other, numbers }, new Uint8Array(numbers.length), [[0, 0, 0]]),
  ).rejects.toThrow(/no potential.*In/);
});
