import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { documentStory } from '#core/story/documentStory.ts';
import { CHANGES } from '#core/story/parseChange.ts';
import type { SettingCheck } from '#core/story/parseSeen.ts';
import { parseStory, storyOfText } from '#core/story/parseStory.ts';
import {
  filmAsThick,
  filmTried,
  MOST_TRIED_PLANES,
  recipesOf,
  sliderValue,
} from '#core/story/playStory.ts';
import type { Story, StoryStep } from '#core/story/story.ts';
import { misfitFilm, storyNumber } from '#core/story/storyNumbers.ts';
import { library } from '../../helpers/library.ts';

const ANY: SettingCheck = () => null;
const folder = new URL('../../../public/stories/', import.meta.url);
const SHIPPED = readdirSync(folder).map(
  (file) => [file, readFileSync(new URL(file, folder), 'utf8')] as const,
);
const FIRST = { title: 'One', start: { preset: 'ge-si' } };
const story = (...steps: object[]) => ({ epistackStory: 1, title: 'T', steps });
const parsed = (...steps: object[]) => parseStory(story(...steps), ANY);

const sourceOf = (recipe: Recipe) => {
  const built = build(recipe, library);
  return { built, report: reportOf(built), library };
};
const numberOf = (name: string, recipe: Recipe) => storyNumber(name)!.value(sourceOf(recipe));
const ofPreset = (name: string, preset: string) => numberOf(name, presetOf(preset).recipe);

describe.each(SHIPPED)('%s', (_file, json) => {
  const read = storyOfText(json, ANY);
  const recipes = recipesOf(read, library);

  test('is read as it is written, and written as it is read', () => {
    expect(read).toEqual(JSON.parse(json));
  });

  test('every step can be built and has the numbers that it shows', () => {
    for (const [i, step] of read.steps.entries())
      for (const name of step.numbers ?? []) {
        const value = numberOf(name, recipes[i]!);
        expect(value, `${step.title}: ${name}`).toMatch(/\d|no solution/);
      }
  });

  test('ends with three questions and their answers, and names its sources', () => {
    expect(read.steps.at(-1)!.questions).toHaveLength(3);
    expect(read.sources!.length).toBeGreaterThan(0);
  });
});

test('a step goes on from the stack before it, by its own changes', () => {
  const recipes = recipesOf(
    parsed(
      FIRST,
      { title: 'thicker', changes: [{ edit: 'planes', slab: 1, planes: 16 }] },
      { title: 'apart', changes: [{ edit: 'pose', slab: 1, shift: [0.5, 0], separationAng: 2 }] },
      { title: 'anew', start: { preset: 'fe-mgo' } },
    ),
    library,
  );
  expect(recipes.map((r) => r.steps[1])).toMatchObject([
    { slab: { planes: 8 }, registryShift: [0, 0] },
    { slab: { planes: 16 }, registryShift: [0, 0] },
    { slab: { planes: 16 }, registryShift: [0.5, 0], separationAng: 2 },
    { slab: { material: 'Fe' } },
  ]);
});

test('every edit of the table changes the stack', () => {
  const examples: Record<string, object> = {
    title: { title: 'other' },
    strain: { strained: { who: 'substrate' } },
    pose: { slab: 1, separationAng: 3 },
    planes: { slab: 0, planes: 4 },
    lattice: { slab: 1, a: 5.5 },
    supercell: {
      slab: 0,
      matrix: [
        [2, 0],
        [0, 2],
      ],
      inPlane: 'conventional',
    },
    hkl: { slab: 0, hkl: [1, 1, 0] },
    crystal: { slab: 1, material: 'GaAs' },
    'remove-film': { slab: 1 },
    'relax-normal': {},
    vacuum: { vacuumAng: 30 },
    superlattice: { separationAng: 1.4 },
  };
  expect(Object.keys(examples)).toEqual(Object.keys(CHANGES));
  for (const [edit, fields] of Object.entries(examples)) {
    const [before, after] = recipesOf(
      parsed(FIRST, { title: edit, changes: [{ edit, ...fields }] }),
      library,
    );
    expect(after, edit).not.toEqual(before);
    build(after!, library);
  }
});

test.each<[string, unknown, RegExp]>([
  ['no object', 3, /^story, epistackStory: expected 1/],
  ['newer', { ...story(FIRST), epistackStory: 2 }, /epistackStory: expected version 1 \(this is 2/],
  [
    'a typing error',
    { ...story(FIRST), titel: 'x' },
    /story\.titel: expected one of epistackStory/,
  ],
  ['no step', story(), /^story, steps: expected a list of 1 to/],
  ['nothing to start from', story({ title: 'x' }), /^story, step 1, start: expected a preset or/],
  [
    'an unknown preset',
    story({ title: 'x', start: { preset: 'gold' } }),
    /step 1, start\.preset: /,
  ],
  ['two starts', story({ title: 'x', start: { preset: 'ge-si', recipe: {} } }), /not both/],
  [
    'a damaged recipe',
    story({ title: 'x', start: { recipe: { epistack: 1, steps: 3 } } }),
    /step 1, start\.steps: expected a list/,
  ],
  ['an unknown field', story(FIRST, { title: 'y', txt: [] }), /step 2, step\.txt: expected one of/],
  ['an unknown number', story({ ...FIRST, numbers: ['missfit'] }), /step 1, numbers\[0\]: /],
  [
    'an unknown edit',
    story({ ...FIRST, changes: [{ edit: 'paint' }] }),
    /changes\[0\]\.edit: expe/,
  ],
  [
    'a field of another edit',
    story({ ...FIRST, changes: [{ edit: 'vacuum', planes: 3 }] }),
    /changes\[0\]\.planes: expected one of edit, vacuumAng/,
  ],
  ['a view from nowhere', story({ ...FIRST, view: { along: 'd' } }), /view\.along: expected "a"/],
  ['both kinds of view', story({ ...FIRST, view: { along: 'c', azimuthDeg: 3 } }), /view\.azimuth/],
  ['text as a number', story({ ...FIRST, text: [4] }), /step 1, text\[0\]: expected a text/],
  [
    'a slider without way',
    story({ ...FIRST, control: { kind: 'slider', of: 'film-a', from: 5, to: 5 } }),
    /control\.to/,
  ],
  [
    'markup for a source',
    { ...story(FIRST), sources: [{ text: 's', doi: 'javascript:x' }] },
    /doi/,
  ],
  [
    'an overlay of no kind',
    story({ ...FIRST, overlay: { points: 'stars' } }),
    /overlay\.points: expected "coincidence", "moire"/,
  ],
  [
    'an overlay of half an interface',
    story({ ...FIRST, overlay: { interface: 1.5 } }),
    /overlay\.interface: expected a whole/,
  ],
  ['an overlay that is a word', story({ ...FIRST, overlay: { dislocations: 'yes' } }), /true or/],
  ['a setting that is an object', story({ ...FIRST, look: { style: {} } }), /look\.style/],
])('%s is refused in words', (_name, value, words) => {
  expect(() => parseStory(value, ANY)).toThrow(words);
});

describe('limits of a story', () => {
  const times = <T>(count: number, make: (i: number) => T) =>
    Array.from({ length: count }, (_, i) => make(i));
  const steps = (count: number) => story(...times(count, () => FIRST));
  const first = (more: object) => story({ ...FIRST, ...more });
  test.each<[string, number, (count: number) => unknown]>([
    ['steps', 80, steps],
    ['paragraphs', 12, (n) => first({ text: times(n, () => 'p') })],
    ['letters of a paragraph', 1500, (n) => first({ text: ['x'.repeat(n)] })],
    ['numbers', 8, (n) => first({ numbers: times(n, () => 'gap') })],
    ['changes', 20, (n) => first({ changes: times(n, () => ({ edit: 'vacuum', vacuumAng: 30 })) })],
    ['questions', 12, (n) => first({ questions: times(n, () => ({ ask: 'a', answer: 'b' })) })],
    ['sources', 30, (n) => ({ ...story(FIRST), sources: times(n, () => ({ text: 's' })) })],
    [
      'settings of the picture',
      40,
      (n) => first({ look: Object.fromEntries(times(n, (i) => [`s${i}`, 1])) }),
    ],
    ['seconds of a glide', 60, (n) => first({ motion: { kind: 'glide', by: [1, 0], seconds: n } })],
    ['cells of a glide', 10, (n) => first({ motion: { kind: 'glide', by: [0, -n] } })],
    ['cells of a glide back', 10, (n) => first({ motion: { kind: 'glide', by: [n, 0] } })],
    ...([1, -1] as const).map((sign): [string, number, (n: number) => unknown] => [
      `cells that a view is shifted by, times ${sign}`,
      10,
      (n) =>
        first({
          view: {
            azimuthDeg: 0,
            elevationDeg: 0,
            frame: { targetAng: [0, 0, 0], halfHeightAng: 9, shift: [sign * n, 0] },
          },
        }),
    ]),
  ])('%s: %d and no more', (_, most, make) => {
    expect(() => parseStory(make(most), ANY)).not.toThrow();
    expect(() => parseStory(make(most + 1), ANY)).toThrow(/^story, .*expected/);
  });

  test('what is left out: no sources, a glide of six seconds, a view that is not shifted', () => {
    expect(parseStory({ ...story(FIRST), sources: [] }, ANY).sources).toEqual([]);
    const frame = { targetAng: [1, 2, 3], halfHeightAng: 9 };
    const [step] = parseStory(
      first({
        motion: { kind: 'glide', by: [1, 0] },
        view: { azimuthDeg: 1, elevationDeg: 2, frame },
      }),
      ANY,
    ).steps;
    expect(step).toMatchObject({
      motion: { seconds: 6 },
      view: { frame: { ...frame, shift: [0, 0] } },
    });
  });
});

test('a slider begins at what the stack has', () => {
  const { recipe } = presetOf('ge-si');
  expect(sliderValue('film-a', recipe)).toBe(5.658);
  expect(sliderValue('separation', recipe)).toBe(
    (recipe.steps[1] as { separationAng: number }).separationAng,
  );
  expect(
    sliderValue('film-share', { ...recipe, strained: { who: 'shared', filmShare: 0.3 } }),
  ).toBe(0.3);
  const [alone] = recipesOf(
    parsed({ ...FIRST, changes: [{ edit: 'remove-film', slab: 1 }] }),
    library,
  );
  expect([sliderValue('film-a', alone!), sliderValue('separation', alone!)]).toEqual([0, 0]);
});

test('settings are judged by who knows them, and text that is no JSON is refused', () => {
  const check: SettingCheck = (name) => (name === 'style' ? '"balls" or "sticks"' : null);
  expect(() => parseStory(story({ ...FIRST, look: { style: 'x' } }), check)).toThrow(
    'story, step 1, look.style: expected "balls" or "sticks"',
  );
  expect(() => storyOfText('{"epistackStory":1,', ANY)).toThrow(/file: expected JSON/);
});

// Ge on Si (001), by hand from 5.658 and 5.431 Å.
test.each([
  ['mismatch-a', '+4.18 %'],
  ['mismatch-over-film-a', '+4.01 %'],
  ['mismatch-over-mean-a', '+4.09 %'],
  ['film-strain', '−4.01 %'],
  ['film-green-lagrange', '−3.93 %'],
  ['film-von-mises', '2.62 %'],
  ['film-logarithmic', '−4.09 %'],
  ['misfit-spacing-a', '13.5 nm'],
])('%s of Ge on Si is %s', (name, value) => {
  expect(ofPreset(name, 'ge-si')).toBe(value);
});

test('twist and moiré are those of the bilayers and of graphene on h-BN', () => {
  expect(ofPreset('twist', 'twisted-graphene-1-1')).toBe('21.79°');
  expect(ofPreset('twist', 'twisted-graphene-6-1')).toBe('5.09°');
  // For r = 1 the moiré is the common cell: √127 · 2.46 Å.
  expect(ofPreset('moire', 'twisted-graphene-6-1')).toBe('2.8 nm');
  expect(ofPreset('cell-a', 'twisted-graphene-6-1')).toBe('27.723 Å');
  expect(ofPreset('moire', 'graphene-hbn')).toBe('14.0 nm');
});

test('numbers of the substrate and of the film are named so, and are theirs', () => {
  const { recipe } = presetOf('ge-si');
  for (const [slab, a] of [
    ['substrate', 5.431],
    ['film', 5.658],
  ] as const) {
    expect(numberOf(`${slab}-constant`, recipe)).toBe(`${a.toFixed(3)} Å`);
    // (001) of a face-centred cubic crystal: planes a/2 apart.
    expect([`${(a / 2).toFixed(3)} Å`, `${a.toFixed(3)} Å`]).toContain(
      numberOf(`${slab}-spacing`, recipe),
    );
    for (const name of [`${slab}-constant`, `${slab}-spacing`])
      expect(storyNumber(name)!.label).toMatch(new RegExp(` of the ${slab}$`));
  }
});

test('without a film there is no twist and no moiré', () => {
  const [alone] = recipesOf(
    parsed({ ...FIRST, changes: [{ edit: 'remove-film', slab: 1 }] }),
    library,
  );
  for (const name of ['twist', 'moire', 'burgers', 'film-constant', 'mismatch-a'])
    expect([name, numberOf(name, alone!)]).toEqual([name, null]);
});

test('elastic criteria are for cubic crystals, which begin with the space group 195', () => {
  const { recipe } = presetOf('ge-si');
  const as = (number: number) => {
    const Ge = library.get('Ge')!;
    const others = new Map([
      ...library,
      ['Ge', { ...Ge, spaceGroup: { ...Ge.spaceGroup, number } }],
    ]);
    return misfitFilm({ ...sourceOf(recipe), library: others });
  };
  expect(as(194)).toBeNull();
  expect(as(195)).toMatchObject({ latticeAng: 5.658 });
});

test('criteria of critical thickness speak of the films that they were derived for', () => {
  expect(ofPreset('critical-matthews-blakeslee', 'ge-si')).toBe('1.1 nm');
  expect(ofPreset('critical-people-bean', 'inas-gaas')).toBe('no solution');
  expect(ofPreset('critical-matthews-blakeslee', 'cspbbr3-cds')).toBeNull();
  expect(ofPreset('critical-matthews-blakeslee', 'graphene-hbn')).toBeNull();
});

test('the story of Ge on Si says its cells, and where the misfit goes', () => {
  const told = documentStory(sourceOf(presetOf('ge-si').recipe), false);
  const cells = (preset: string) =>
    documentStory(sourceOf(presetOf(preset).recipe), false).steps.find((s) => s.title === 'Cells');
  // A cell of 16.7 × 11.8 Å fills the picture; one of 5.4 Å is seen among its neighbours.
  expect(cells('cspbbr3-cds')!.look).toHaveProperty('repeat', 'none');
  expect(cells('ge-si')!.look).not.toHaveProperty('repeat');
  const text = told.steps.flatMap((s) => s.text ?? []).join('\n');
  expect(text).toMatch(/brings 5\.658 × 5\.658 Å, .* offers 5\.431 × 5\.431 Å\./);
  expect(text).not.toContain('The two lattices agree');
  // The picture of the misfit has both lattices as they would be.
  expect(told.steps.find((s) => s.title === 'Misfit')?.overlay).toEqual({ points: 'moire' });
});

test('its misfit has the lengths that the arrows of the picture have: of one repeat of the film', () => {
  const misfit = (preset: string) =>
    documentStory(sourceOf(presetOf(preset).recipe), false)
      .steps.find((s) => s.title === 'Misfit')!
      .text!.join('\n');
  // a/√2 and a of both: 4.171 · 4.108 / 0.062 and 5.898 · 5.810 / 0.088 Å.
  expect(misfit('cspbbr3-cds')).toMatch(
    /of the film after 27\.5 nm along a and 38\.9 nm along b\./,
  );
  expect(misfit('cspbbr3-cds')).toMatch(/part by 0\.25 Å along a and 0\.18 Å along b\./);
  // The axis by its name, not by its length.
  expect(misfit('cspbbr3-cds-b')).toMatch(/after 38\.9 nm along a and 4\.58 nm along b\./);
  // Squares at 45° to the cell; hexagons along it; turned by a twist alone; of unlike lattices.
  expect(misfit('ge-si')).toMatch(/of the film after 9\.57 nm along either arrow\./);
  expect(misfit('graphene-hbn')).toMatch(/of the film after 14\.0 nm along a and along b\./);
  expect(misfit('graphene-hbn')).toContain('the misfit adds up');
});

test('lattices of one size that are turned have no mismatch, and sheets no planes one above the other', () => {
  const told = (preset: string) => documentStory(sourceOf(presetOf(preset).recipe), false).steps;
  for (const [preset, angle, after] of [
    ['twisted-graphene-1-1', '21.79°', '6.51 Å'],
    ['twisted-graphene-6-1', '5.09°', '2.77 nm'],
  ] as const) {
    const [crystals, planes, , twist] = told(preset);
    const text = twist!.text!.join('\n');
    expect(twist).toMatchObject({ title: 'Twist', numbers: ['twist', 'moire'] });
    expect(text).toContain(`there is no mismatch: the film is turned by ${angle}.`);
    expect(text).toContain(
      `the turn adds up to one repeat of the film after ${after} along either arrow.`,
    );
    expect(text).not.toContain('part by');
    expect(numberOf('twist', presetOf(preset).recipe)).toBe(angle);
    // The height of the box is no property of a sheet.
    expect(planes!.numbers).toBeUndefined();
    expect([...crystals!.text!, ...planes!.text!].join('\n')).not.toMatch(/20\.000|0\.00 Å/);
  }
  // Graphene on h-BN, which is a crystal of layers.
  expect(told('graphene-hbn')[1]!.numbers).toEqual(['substrate-spacing']);
  expect(told('ws2-mos2')[1]!.numbers).toEqual(['substrate-spacing', 'film-spacing']);
});

test('its planes say how the large number goes with the repeat of the stacking', () => {
  const planes = (preset: string) =>
    documentStory(sourceOf(presetOf(preset).recipe), false).steps[1]!.text!;
  const [substrate, film] = planes('cspbbr3-cds');
  expect(substrate).toContain('d = 4.171 Å is one repeat of the stacking.');
  expect(film).toContain('d = 4.108 Å holds 2 repeats of the stacking, 2.054 Å each.');
  expect(film).toContain('7 planes of atoms, 12.32 Å thick');
});

test('every stack tells a story of itself, which is a story like any other', () => {
  for (const preset of ['cspbbr3-cds', 'gan-al2o3', 'twisted-graphene-1-1']) {
    const told = documentStory(sourceOf(presetOf(preset).recipe), preset === 'cspbbr3-cds');
    expect(parseStory(JSON.parse(JSON.stringify(told)), ANY)).toEqual(told);
    expect(recipesOf(told, library)[3]).toEqual(presetOf(preset).recipe);
  }
  const alone = recipesOf(
    parsed(FIRST, { title: 'x', changes: [{ edit: 'remove-film', slab: 1 }] }),
    library,
  )[1]!;
  const titles = (s: Story) => s.steps.map((x: StoryStep) => x.title);
  expect(titles(documentStory(sourceOf(alone), false))).toEqual(['Crystals', 'Planes']);
});

test.each([
  [1, 2],
  [0.5, 1],
  [11.4, 9],
  [9000, MOST_TRIED_PLANES],
])('a film tried out at %d Å has %d planes', (ang, planes) => {
  const recipe = filmAsThick(ang, 5.658 / 4)(presetOf('ge-si').recipe);
  expect(reportOf(build(recipe, library)).layers[1]!.planes).toHaveLength(planes);
});

test('a film tried out has the mismatch that is asked for, and planes as far apart as it is long', () => {
  const source = sourceOf(
    filmTried(9.9, 5.658 / 4, 5.658, 5.431 * 1.001)(presetOf('ge-si').recipe),
  );
  expect(source.report.mismatch!.a).toBeCloseTo(0.001, 9);
  expect(source.report.layers[1]!.planes).toHaveLength(8);
  expect(misfitFilm(source)!.latticeAng).toBeCloseTo(5.436, 3);
});
