import { expect, test } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { drawOptions, drawRequest } from '#cli/drawing/drawOptions.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { figureMarks, figureScene } from '#ui/figure/figureScene.ts';
import { requestedPlan } from '#ui/figure/requestedPlan.ts';
import { STRUCTURE_COLOURINGS } from '#ui/look/structureColourings.ts';

const { recipe } = presetOf('cspbbr3-cds');

/** What the words of the terminal make of a picture or a film: colour of each atom, and names in the legend. */
async function drawn(...line: string[]) {
  const request = drawRequest(readArguments(line, drawOptions), {});
  const plan = await requestedPlan({ recipe, ending: '.png', ...request });
  const { colors } = figureScene(plan);
  const { structure } = plan.subject;
  const of = (i: number) => [...colors.subarray(3 * i, 3 * i + 3)].join();
  return {
    legend: JSON.stringify(figureMarks(plan).legend),
    atoms: Array.from(structure.numbers, (z, i) => ({
      z,
      slab: structure.layer[i]!,
      color: of(i),
    })),
  };
}

const distinct = (values: readonly unknown[]) => new Set(values).size;

test('--colour says what the colours of a picture or film say; without it they say the element', async () => {
  for (const line of [[], ['--colour', 'element']]) {
    const { atoms, legend } = await drawn(...line);
    expect(distinct(atoms.map((a) => a.color))).toBe(5);
    expect(distinct(atoms.map((a) => `${a.z} ${a.color}`))).toBe(5);
    expect(legend).toContain('Pb');
  }
  const { atoms, legend } = await drawn('--colour', 'layer');
  expect(distinct(atoms.map((a) => `${a.slab} ${a.color}`))).toBe(2);
  expect(distinct(atoms.map((a) => a.color))).toBe(2);
  expect(legend).not.toContain('"Pb"');
  // Each of the list, those that are fetched when they are asked for among them.
  const every = await Promise.all(
    STRUCTURE_COLOURINGS.map(({ id }) =>
      drawn('--colour', id, '--dark').then((d) => JSON.stringify(d)),
    ),
  );
  expect(distinct(every)).toBeGreaterThan(STRUCTURE_COLOURINGS.length / 2);
});
