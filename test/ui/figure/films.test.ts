import { expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { FIGURE_DEFAULTS } from '#app/export/figureSettings.ts';
import { FILM_DEFAULTS } from '#app/export/filmSettings.ts';
import { DEFAULTS } from '#app/look/session.ts';
import { NO_SHEET } from '#app/look/viewOnly.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import type { Story } from '#core/story/story.ts';
import { delaysOf } from '#engines/media/gif.ts';
import { type FigurePlan, NO_PICKS } from '#ui/figure/figureScene.ts';
import { filmProblem, sizeRemark } from '#ui/figure/films/filmPlan.ts';
import { filmReach } from '#ui/figure/films/filmReach.ts';
import { FILMS, filmKind } from '#ui/figure/films/films.ts';
import { glided } from '#ui/figure/films/glide.ts';
import { film } from '#ui/figure/targets/film.tsx';
import { fc } from '../../helpers/property.ts';

const model = modelOf(presetOf('ge-si').recipe);
const plan: FigurePlan = {
  subject: {
    title: 'Ge on Si',
    structure: model.built.structure,
    bonds: model.bonds,
    model,
    frame: null,
  },
  session: DEFAULTS,
  settings: FIGURE_DEFAULTS,
  dark: false,
  view: { direction: 'oblique', request: 0 },
  picks: NO_PICKS,
  hidden: { elements: [], slabs: [] },
  film: FILM_DEFAULTS,
  run: null,
};

test('delays of a GIF add up to its length, whatever its rate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 50 }), (n, rate) => {
      const head = { widthPx: 1, heightPx: 1, frames: n, framesPerSecond: rate };
      const delays = delaysOf(head);
      expect(delays).toHaveLength(n);
      expect(delays.reduce((sum, d) => sum + d, 0)).toBe(Math.round((100 * n) / rate));
      expect(Math.max(...delays) - Math.min(...delays)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a film that glides keeps the substrate, its own shape and the cell; a whole cell is nothing', () => {
  const { structure } = model.built;
  const still = glided(structure, [0, 0]);
  structure.xyz.forEach((x, i) => void expect(still[i]).toBeCloseTo(x, 9));
  const around = glided(structure, [1, 0]);
  still.forEach((x, i) => void expect(around[i]).toBeCloseTo(x, 9));
  const moved = glided(structure, [0.25, 0]);
  const ax = structure.lattice[0]!;
  for (let i = 0; i < structure.layer.length; i++) {
    const dx = moved[3 * i]! - structure.xyz[3 * i]!;
    const cells = (dx - (structure.layer[i] === 0 ? 0 : 0.25 * ax)) / ax;
    expect(cells).toBeCloseTo(Math.round(cells), 9);
    expect(moved[3 * i + 2]).toBe(structure.xyz[3 * i + 2]);
  }
});

test('a turn has as many frames as its seconds say and leads back to its first', () => {
  const film = { ...FILM_DEFAULTS, seconds: 2, framesPerSecond: 30 };
  const { count, turnRad } = filmKind('turntable').shots(plan, film);
  expect(count).toBe(60);
  expect(turnRad!(0)).toBe(0);
  expect(turnRad!(60)).toBeCloseTo(2 * Math.PI, 12);
});

test('what cannot be filmed says why, and what is too long says so', () => {
  expect(FILMS.map(({ id }) => id)).toContain('trajectory');
  const of = (kind: string, more: Partial<FigurePlan> = {}) =>
    filmProblem({ ...plan, ...more, film: { ...FILM_DEFAULTS, kind } });
  expect(of('turntable')).toBeNull();
  expect(of('glide')).toBeNull();
  expect(of('trajectory')).toMatch(/No trajectory is open/);
  const run = { count: 30_000, frameAt: () => Promise.reject(new Error('not asked')) };
  expect(of('trajectory', { run })).toMatch(/30,000 frames are more than 10,000/);
  expect(of('story')).toMatch(/No story is being written/);
});

const told: Story = {
  epistackStory: 1,
  title: 'T',
  steps: [
    { title: 'One', start: { preset: 'ge-si' }, numbers: ['mismatch-a'], view: { along: 'c' } },
    {
      title: 'Two',
      text: ['Said.'],
      changes: [{ edit: 'planes', slab: 1, planes: 4 }],
      look: { colorBy: 'layer' },
      motion: { kind: 'glide', by: [0.5, 0], seconds: 3 },
      questions: [{ ask: 'Why?', answer: 'So.' }],
    },
  ],
};

test('a film of a story shows each step for its seconds, with its own stack, look, view and words', async () => {
  const film = { ...FILM_DEFAULTS, kind: 'story', seconds: 2, framesPerSecond: 10 };
  const given = { ...plan, story: told, film };
  const kind = filmKind('story');
  expect(filmProblem(given)).toBeNull();
  expect(kind.shots(given, film).count).toBe(40);
  const [one, two] = await kind.parts!(given);
  expect([one!.shots.count, two!.shots.count]).toEqual([20, 20]);
  expect(one!.captions).toEqual([
    [
      { text: 'One', role: 'title' },
      { text: '+4.18 %', role: 'number' },
      { text: 'mismatch along a, over the substrate', role: 'label' },
    ],
  ]);
  // The camera stays where the step before put it; answers come after the questions.
  expect(two!.plan.view.direction).toBe('c');
  expect(two!.plan.session.colorBy).toBe('layer');
  expect(two!.captions!.map((page) => page.map(({ text }) => text))).toEqual([
    ['Two', 'Said.', '1. Why?'],
    ['Two', '1. Why?', 'So.'],
  ]);
  expect(two!.plan.subject.structure.numbers.length).toBeLessThan(
    model.built.structure.numbers.length,
  );
  // It glides there and back: at its first frame the film is where it is, midway it is half a cell on.
  const { structure } = two!.plan.subject;
  const at = async (k: number) => (await two!.shots.frameAt!(k)).positions;
  const last = structure.layer.lastIndexOf(1);
  const moved = (await at(10))[3 * last]! - (await at(0))[3 * last]!;
  expect(Math.abs(moved)).toBeCloseTo(structure.lattice[0]! / 2, 4);
});

test('a step that plays shows the whole recorded run in its seconds, and a step draws the lattices that it says', async () => {
  const film = { ...FILM_DEFAULTS, kind: 'story', seconds: 1, framesPerSecond: 5 };
  const story: Story = {
    epistackStory: 1,
    title: 'T',
    steps: [
      { title: 'Plays', start: { preset: DEFAULT_PRESET.id }, motion: { kind: 'play' } },
      { title: 'Has no run', start: { preset: 'ge-si' }, motion: { kind: 'play' } },
      { title: 'Beats', overlay: { points: 'moire', dislocations: true } },
    ],
  };
  const frames = 9;
  let asked = 0;
  const recorded = ({ xyz }: { readonly xyz: ArrayLike<number> }) => {
    asked += 1;
    // Each frame 0.1 Å to the right of the one before.
    return Promise.resolve(
      Float32Array.from({ length: frames * xyz.length }, (_, i) => {
        const [frame, k] = [Math.floor(i / xyz.length), i % xyz.length];
        return xyz[k]! + (k % 3 === 0 ? 0.1 * frame : 0);
      }),
    );
  };
  const [plays, rests, beats] = await filmKind('story').parts!({ ...plan, film, story, recorded });
  expect(asked).toBe(0);
  const { structure } = plays!.plan.subject;
  const at = async (k: number) =>
    (await plays!.shots.frameAt!(k)).positions[0]! - structure.xyz[0]!;
  for (const [k, ang] of [0, 0.2, 0.4, 0.6, 0.8].entries()) expect(await at(k)).toBeCloseTo(ang, 4);
  expect(asked).toBe(1);
  // Dimensions of the built stack are not true of its frames.
  expect(plays!.shots.keepsMarks).toBe(false);
  expect(rests!.shots.frameAt).toBeUndefined();
  expect(beats!.plan.sheet).toEqual({ points: 'moire', dislocations: true, at: 0 });
  expect(rests!.plan.sheet).toEqual(NO_SHEET);
});

test('the row of the export dialog names every kind', () => {
  expect(film.hint).toBe('turntable, registry glide, trajectory or story, as MP4, WebM or GIF');
  for (const { label } of FILMS) expect(film.hint).toContain(label.toLowerCase());
});

test('a film of odd sides says that its own are even', () => {
  expect(sizeRemark(FILM_DEFAULTS)).toBeNull();
  expect(sizeRemark({ ...FILM_DEFAULTS, widthPx: 321, heightPx: 241 })).toBe(
    'It is 322 × 242 px, not 321 × 241: the sides of a film are even.',
  );
});

test('the camera of a film holds atoms that drift and cells that grow, in repeated cells too', async () => {
  const count = 100;
  const lattice = (k: number) => Float64Array.from([10 + k / 10, 0, 0, 0, 10, 0, 0, 0, 10]);
  const frameAt = async (k: number) => ({
    positions: Float32Array.from([0, 0, 0, 1 + k, 2, 3]),
    lattice: lattice(k),
    colors: null,
    topology: null,
    trails: null,
  });
  const block = { from: [0, 0, 0], to: [0, 1, 0] } as const;
  const shots = { count, frameAt, keepsMarks: false };
  const far = async (axis: number, hasCell: boolean) =>
    Math.max(...(await filmReach(shots, lattice(0), block, hasCell)).map((at) => at[axis]!));
  expect(await far(0, false)).toBeGreaterThanOrEqual(100);
  expect(await far(0, false)).toBeLessThan(103);
  expect(await far(1, false)).toBeGreaterThanOrEqual(12);
  expect(await far(2, false)).toBeLessThan(5);
  expect(await far(2, true)).toBe(10);
  expect(await filmReach({ count, keepsMarks: true }, lattice(0), block, true)).toEqual([]);
});
