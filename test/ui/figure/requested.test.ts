import { expect, test } from 'vitest';
import { DEFAULTS } from '#app/look/session.ts';
import { dot } from '#core/math/vec3.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { marksInLink } from '#engines/zip/packedMarks.ts';
import { captionOf } from '#ui/figure/bundle/caption.ts';
import { figureMarks, figureScene } from '#ui/figure/figureScene.ts';
import type { RequestedFile } from '#ui/figure/requestedFile.ts';
import { type DrawRequest, requestedPlan } from '#ui/figure/requestedPlan.ts';
import { seenOfPlan } from '#ui/figure/seenPlan.ts';
import { viewOnlyRemarks } from '#ui/figure/viewOnlyFacts.ts';
import { clipPlanes } from '#ui/look/scene/clipping.ts';

const asked: DrawRequest = {
  recipe: presetOf('ge-si').recipe,
  ending: '.svg',
  view: 'oblique',
  look: 'default',
  colour: 'element',
  dark: false,
  session: { repeat: 'none' },
  settings: {},
};

test('a look brings its theme and its colours, below those that are asked for', async () => {
  const { colour: _, ...plain } = asked;
  const colours = async (more: Partial<DrawRequest>) =>
    (await requestedPlan({ ...plain, ...more })).session.colorBy;
  expect(await colours({})).toBe('element');
  expect(await colours({ look: 'vesta' })).toBe('element-vesta');
  expect(await colours({ look: 'vesta', colour: 'Ge=#fc0' })).toBe('element-vesta');
  expect(await colours({ look: 'vesta', colour: 'element' })).toBe('element');
  const board = await requestedPlan({ ...plain, look: 'blackboard' });
  expect([board.dark, board.settings.onPaper]).toEqual([true, false]);
});

test('planes of the terminal are those of the page, in Å along their normal', async () => {
  const plan = await requestedPlan({ ...asked, clip: 'hkl=111@film:4:9' });
  const { structure, model } = plan.subject;
  const planes = clipPlanes(plan.hidden.clip, structure, model)!;
  expect(planes.fromAng).toBeCloseTo(4, 9);
  expect(planes.toAng).toBeCloseTo(9, 9);
  expect(plan.hidden.clip!.across).toEqual({ slab: 1, kind: 'hkl', indices: [1, 1, 1] });
  const { radiiAng } = figureScene(plan);
  for (let i = 0; i < structure.numbers.length; i++) {
    const xyz = [0, 1, 2].map((k) => structure.xyz[3 * i + k]!) as [number, number, number];
    const height = dot(xyz, planes.normal) - planes.zeroAng;
    expect(radiiAng[i]! > 0).toBe(height > 4 - 1e-3 && height < 9 + 1e-3);
  }
  const beyond = await requestedPlan({ ...asked, clip: 'c*:3::beyond' });
  expect(beyond.hidden.clip).toMatchObject({ to: 1, isInverse: true, across: { kind: 'hkl' } });
  expect((await requestedPlan({ ...asked, clip: 'view::5' })).hidden.clip!.across.kind).toBe(
    'view',
  );
});

test('bonds of the terminal: drawn, hidden, by pair of elements', async () => {
  const bondsOf = async (more: Partial<DrawRequest>) =>
    figureScene(await requestedPlan({ ...asked, ...more })).topology.bonds.a.length;
  const all = await bondsOf({});
  const { topology } = figureScene(await requestedPlan(asked));
  const [a, b] = [topology.bonds.a[0]!, topology.bonds.b[0]!];
  const image = [...topology.bonds.image.subarray(0, 3)].join(':');
  expect(await bondsOf({ hideBonds: `${a + 1}-${b + 1}@${image}` })).toBe(all - 1);
  expect(await bondsOf({ drawBonds: '1-1@1:0:0,1-1@0:1:0' })).toBe(all + 2);
  // Ge goes on where Si ends: four bonds through the interface.
  expect(await bondsOf({ bondLengths: 'Si-Si=0,Ge-Ge=0' })).toBe(4);
  expect(await bondsOf({ bondLengths: 'Si-Si=0,Ge-Ge=0,Ge-Si=0' })).toBe(0);
  // A hidden bond that nobody sees was mistyped.
  await expect(bondsOf({ hideBonds: '1-1@1:0:0' })).rejects.toThrow(
    /no bond is drawn between Si 1 and Si 1, \d\.\d\d Å apart/,
  );
});

test('colours and radii of the terminal stand above a palette and a link, in picture, caption and its link', async () => {
  const marks = { colours: { Ge: '#111111', Si: '#222222' }, radii: { Ge: 0.5 } };
  const plan = await requestedPlan({
    ...asked,
    marks,
    colour: 'element-vesta,Ge=#fc0',
    radius: 'Si=1.2',
  });
  expect(plan.elements).toEqual({
    colours: { Ge: '#ffcc00', Si: '#222222' },
    radiiAng: { Ge: 0.5, Si: 1.2 },
  });
  const { numbers } = plan.subject.structure;
  const { colors, radiiAng } = figureScene(plan);
  for (let i = 0; i < numbers.length; i++) {
    const isGe = numbers[i] === 32;
    expect([...colors.slice(3 * i, 3 * i + 3)]).toEqual(
      isGe ? [1, Math.fround(0.8), 0] : Array(3).fill(Math.fround(0x22 / 255)),
    );
    expect(radiiAng[i]).toBe(Math.fround(isGe ? 0.5 : 1.2));
  }
  expect(figureMarks(plan).legend).toContainEqual(['Ge', '#ffcc00']);
  const caption = captionOf(plan);
  expect(caption).toContain('colour of Si (#222222), Ge (#ffcc00)');
  expect(caption).toContain('radius of Si (1.20 Å), Ge (0.50 Å)');
  expect(marksInLink(caption.slice(caption.lastIndexOf('&p=')))).toEqual({
    colours: { Ge: '#ffcc00', Si: '#222222' },
    radii: { Ge: 0.5, Si: 1.2 },
  });
  // Of slabs the colours are another thing; the radius stays.
  const slabs = await requestedPlan({ ...asked, marks, colour: 'layer' });
  expect(figureScene(slabs).colors).toEqual(
    figureScene(await requestedPlan({ ...asked, colour: 'layer' })).colors,
  );
  expect(viewOnlyRemarks(slabs)).toEqual(['Set by hand, for the eye: radius of Ge (0.50 Å).']);
  expect(
    viewOnlyRemarks(await requestedPlan({ ...asked, colour: 'Ge=#808080,Si=#818181' })),
  ).toEqual([expect.stringMatching(/colour of/), 'Hard to tell apart: Si and Ge.']);
});

test.each([
  [{ colour: 'Xx=#fff' }, /no element "Xx"/],
  [{ colour: 'Ge=brown' }, /--colour is such as Cd=#ffcc00.*not "Ge=brown"/],
  [{ colour: 'layer,Ge=#fff' }, /coloured by element, not with "layer"/],
  [{ colour: 'elements,Ge=#fff' }, /--colour is one of/],
  [{ session: { floorShadow: true }, view: 'c' }, /--floor-shadow: the floor is not seen/],
  [{ session: { floorShadow: true }, view: 'a' }, /--floor-shadow: the floor is not seen/],
  [{ session: { floorShadow: true, style: 'wireframe' as const } }, /--floor-shadow: wires/],
  [{ radius: 'Ge=0' }, /0\.1 to 4 Å, not "Ge=0"/],
  [{ radius: 'Ge=-1' }, /--radius is such as/],
  [{ radius: 'Ge=90' }, /--radius is such as/],
  [{ radius: '1.2' }, /--radius is such as/],
  [{ radius: 'Q=1' }, /no element "Q"/],
])('a colour or radius that is none is refused: %o', async (more, why) => {
  await expect(requestedPlan({ ...asked, ...more })).rejects.toThrow(why);
});

const floats = (...values: number[]): string =>
  Buffer.from(Float32Array.from(values).buffer).toString('base64');
/** Two frames of two atoms, the second without a number of the second one. */
const file: RequestedFile = {
  label: 'run.xyz',
  numbers: [26, 8],
  frames: floats(0, 0, 0, 1, 1, 1, 0, 0, 0.5, 1, 1, 1.5),
  lattices: floats(...[1, 2].flatMap((k) => [5, 0, 0, 0, 5, 0, 0, 0, 5 * k])),
  columns: [
    {
      name: 'q',
      unit: 'e',
      width: 1,
      ends: [[-1, 1]],
      inFrames: 2,
      lookedFrames: 2,
      isWhole: false,
    },
    {
      name: 'forces',
      unit: 'eV/Å',
      width: 3,
      ends: [
        [0, 1],
        [0, 0],
        [0, 2],
        [1, 2],
      ],
      inFrames: 2,
      lookedFrames: 2,
      isWhole: true,
    },
  ],
  values: {
    q: floats(-1, 1, 1, Number.NaN),
    forces: floats(1, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 2),
  },
  emptyColumns: ['none'],
};
const alone: DrawRequest = { ...asked, recipe: null, file };

test('atoms of a file alone, coloured by what it holds, with arrows and their scale; frames keep their own cell', async () => {
  const plan = await requestedPlan({ ...alone, colour: 'q', arrows: 'forces=2', range: '-2,2' });
  expect(plan.subject).toMatchObject({ title: 'run.xyz', model: null });
  const { frame } = plan.subject;
  expect(frame!.colors).toHaveLength(6);
  expect(frame!.arrows).toEqual(Float32Array.of(2, 0, 0, 0, 0, 4));
  expect(plan.frameColours!.legend.scale).toMatchObject({ low: -2, high: 2, unit: 'e' });
  const names = figureMarks(plan).legend.map(([name]) => name);
  // Each atom of this frame has a number; of a film not in every frame.
  expect(names.join()).not.toMatch(/no number/);
  const filmed = figureMarks({ ...plan, isFilmed: true }).legend;
  expect(filmed).toContainEqual(['no number: q is not of every atom', '#8c9196', 'striped']);
  expect(names).toContain('forces: 2 Å for 1 eV/Å');
  const second = await plan.run!.frameAt(1);
  expect(second.lattice![8]).toBe(10);
  expect([...second.colors!.subarray(3)].every(Number.isNaN)).toBe(true);
  const shown = { ...plan, subject: { ...plan.subject, frame: second } };
  expect(figureMarks(shown).legend).toContainEqual(expect.arrayContaining(['striped']));
  // The next figure has nothing of it.
  const next = await requestedPlan({ ...asked, recipe: presetOf('ge-si').recipe });
  expect(figureMarks(next).legend.map(([name]) => name)).not.toContain('forces: 2 Å for 1 eV/Å');
  expect(next.session.colourRanges).toEqual(DEFAULTS.colourRanges);
});

test.each([
  [
    { colour: 'mood' },
    /--colour: run\.xyz holds q, forces, forces:x, .*not "mood"; without a number in it: none/,
  ],
  [{ arrows: 'q' }, /--arrows: run\.xyz holds forces of each atom, not "q"/],
  [{ arrows: 'forces=0' }, /forces=2/],
  [{ range: '2,1' }, /--range is two numbers/],
  [{ liftAng: 3 }, /here are atoms of a file/],
  [{ clip: 'hkl=111@film:0:1' }, /atoms of a file have no slabs/],
  [{ clip: 'c:9:4' }, /TO lies above FROM, and 4 Å is not above 9 Å; .*0 to 5\.00 Å/],
  [{ clip: 'c:6:9' }, /both planes lie above the cell: .*0 to 5\.00 Å/],
  [{ clip: 'c:-6:-2' }, /both planes lie below the cell/],
  [{ clip: 'c:x:2' }, /FROM is a number in Å, not "x"/],
  [{ clip: 'c:1:2:inside' }, /between or beyond.*not "inside"/],
  [{ clip: 'c:1:2:beyond:3' }, /has 5 parts/],
  [{ clip: 'd:0:4' }, /across is a, b, c/],
  [{ drawBonds: '1-3' }, /no atom 3, they are numbered from 1 to 2/],
  [{ drawBonds: '1-1' }, /Fe 1 and itself/],
  [{ hideBonds: '1' }, /two atom numbers such as 12-40/],
  [{ bondLengths: 'Fe-Xx=2' }, /no element "Xx"/],
  [{ bondLengths: 'Fe-O=9' }, /up to 6 Å/],
])('%j is refused in words', async (wrong, reason) => {
  await expect(requestedPlan({ ...alone, ...wrong })).rejects.toThrow(reason);
});

test('a link is drawn as the page shows it, and what is asked for stands above it', async () => {
  const seen = {
    view: { along: 'a' },
    look: { style: 'sticks', colorBy: 'strain', projection: 'perspective' },
    overlay: { dislocations: true },
    picture: {
      of: 200,
      hide: { elements: ['Cs'], slabs: [1], atoms: '1-3' },
      liftAng: 4,
      indices: [{ hkl: [1, 1, 0], slab: 1 }],
      labels: { write: 'number', atoms: '4' },
      ranges: { strain: [-1, 1] },
    },
  } as const;
  const recipe = presetOf('cspbbr3-cds').recipe;
  const plan = await requestedPlan({
    ending: '.png',
    dark: false,
    session: {},
    settings: {},
    recipe,
    seen,
  });
  expect(plan.view.direction).toBe('a');
  expect(plan.session).toMatchObject({ ...seen.look, colourRanges: { strain: [-1, 1] } });
  expect(plan.hidden).toMatchObject({ elements: [55], slabs: [1], atoms: [0, 1, 2] });
  expect([plan.liftAng, plan.sheet!.dislocations, plan.indices!.length]).toEqual([4, true, 1]);
  expect(plan.picks.marks!.labels).toHaveLength(1);
  expect(viewOnlyRemarks(plan)[0]).toBe('Left out of the picture: Cs, CdS, 3 single atoms.');
  // The caption's link says it again.
  expect(seenOfPlan(plan)).toEqual(seen);
  const above = await requestedPlan({
    ...{ ending: '.png', dark: false, settings: {}, recipe, seen },
    session: { style: 'balls' },
    view: 'c',
    liftAng: 0,
    colour: 'element',
    range: '-2,2',
  });
  expect(above.view.direction).toBe('c');
  expect(above.session).toMatchObject({ style: 'balls', colorBy: 'element' });
  expect([above.liftAng, above.session.colourRanges]).toEqual([0, { element: [-2, 2] }]);
  const other = { ...seen, picture: { of: 12, hide: { atoms: '1' } } };
  await expect(
    requestedPlan({ ending: '.png', dark: false, session: {}, settings: {}, recipe, seen: other }),
  ).rejects.toThrow('single atoms of 12, and its stack has 200');
});
