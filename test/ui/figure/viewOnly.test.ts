import { expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { FIGURE_DEFAULTS } from '#app/export/figureSettings.ts';
import { FILM_DEFAULTS } from '#app/export/filmSettings.ts';
import { DEFAULTS } from '#app/look/session.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { type FigurePlan, figureScene, NO_PICKS } from '#ui/figure/figureScene.ts';
import { SLAB_COLORS } from '#ui/kit/palette.ts';

const model = modelOf(presetOf('cspbbr3-cds').recipe);
const { structure } = model.built;
const plan: FigurePlan = {
  subject: { title: '', structure, bonds: model.bonds, model, frame: null },
  session: DEFAULTS,
  hidden: { elements: [], slabs: [] },
  settings: { ...FIGURE_DEFAULTS, onPaper: true },
  dark: true,
  view: { direction: 'oblique', request: 0 },
  picks: NO_PICKS,
  film: FILM_DEFAULTS,
  run: null,
};

test('a figure has the lattice planes of the page, in the hues of paper, and what is written on atoms', () => {
  const plain = figureScene(plan);
  const marks = {
    selected: [],
    labels: [{ atom: 3, text: 'Cs4' }],
    measures: [{ atoms: [0, 1], cells: null, text: '5 Å' }],
    words: [{ at: [0, 0, 0] as const, text: 'of the dark page', color: '#fff' }],
  };
  const scene = figureScene({
    ...plan,
    picks: { ...NO_PICKS, marks },
    indices: [{ slab: 1, kind: 'hkl', indices: [1, 1, 1] }],
  });
  expect(scene.outlines.slice(0, plain.outlines.length)).toEqual(plain.outlines);
  expect(scene.outlines.length).toBeGreaterThan(plain.outlines.length + 3);
  expect(scene.marks).toEqual({
    ...marks,
    words: [{ at: expect.anything(), text: '(1 1 1) of CdS', color: SLAB_COLORS.light[1] }],
  });
  expect(plain.marks).toBeUndefined();
});

test('a figure of a clipped picture is clipped, and stands alone', () => {
  const clip = { axis: 0, from: 0, to: 0.5 } as const;
  const scene = figureScene({ ...plan, hidden: { ...plan.hidden, clip } });
  const beyond = [...structure.numbers.keys()].find(
    (i) => structure.xyz[3 * i]! > 0.6 * structure.lattice[0]!,
  )!;
  expect(scene.radiiAng[beyond]).toBe(0);
  expect(scene.block.from).toEqual(scene.block.to);
  expect(figureScene(plan).block.from).not.toEqual(figureScene(plan).block.to);
});
