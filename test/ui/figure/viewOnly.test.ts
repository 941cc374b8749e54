import { expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { FIGURE_DEFAULTS } from '#app/export/figureSettings.ts';
import { FILM_DEFAULTS } from '#app/export/filmSettings.ts';
import { DEFAULTS, type Session } from '#app/look/session.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { OverlayPen } from '#render/overlay/overlayCanvas.ts';
import { haloText } from '#render/overlay/text.ts';
import type { SceneFrame } from '#render/types.ts';
import { captionOf } from '#ui/figure/bundle/caption.ts';
import { type FigurePlan, figureMarks, figureScene, NO_PICKS } from '#ui/figure/figureScene.ts';
import { withMeasured } from '#ui/figure/pagePlan.ts';
import { SOLID_FORMATS } from '#ui/figure/solids/solidFormats.ts';
import { viewOnlyRemarks } from '#ui/figure/viewOnlyFacts.ts';
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
  expect(scene.outlines.length).toBe(plain.outlines.length + 1);
  expect(scene.faces).toHaveLength(1);
  expect(scene.marks).toEqual({
    ...marks,
    words: [{ at: expect.anything(), text: '(1 1 1) of CdS', color: SLAB_COLORS.light[1] }],
  });
  expect(plain.marks).toBeUndefined();
});

test('a figure of a clipped picture is clipped, and stands alone', () => {
  const across = { slab: null, kind: 'uvw', indices: [1, 0, 0] } as const;
  const clip = { across, from: 0, to: 0.5, isInverse: false };
  const scene = figureScene({ ...plan, hidden: { ...plan.hidden, clip } });
  const beyond = [...structure.numbers.keys()].find(
    (i) => structure.xyz[3 * i]! > 0.6 * structure.lattice[0]!,
  )!;
  expect(scene.radiiAng[beyond]).toBe(0);
  expect(scene.block.from).toEqual(scene.block.to);
  expect(figureScene(plan).block.from).not.toEqual(figureScene(plan).block.to);
});

test('the legend of a figure leaves out what is wholly hidden, and says so', () => {
  const names = (hidden: FigurePlan['hidden'], session = DEFAULTS) =>
    figureMarks({ ...plan, hidden, session }).legend.map(([name]) => name);
  const sulfur = names({ elements: [16], slabs: [] });
  expect(names({ elements: [], slabs: [] })).toContain('S');
  expect(sulfur).not.toContain('S');
  expect(sulfur).toContain('Cd');
  expect(sulfur.at(-1)).toBe('hidden: S');
  const film = names({ elements: [], slabs: [1] });
  expect(film.filter((name) => ['Cd', 'S'].includes(name))).toEqual([]);
  expect(film.at(-1)).toBe('hidden: CdS');
  const wires = names({ elements: [16], slabs: [] }, { ...DEFAULTS, style: 'wireframe' });
  expect(wires).not.toContain('S');
  // A clip that leaves some of all leaves their names.
  const across = { slab: null, kind: 'uvw', indices: [1, 0, 0] } as const;
  const clip = { across, from: 0, to: 0.5, isInverse: false };
  const clipped = names({ elements: [], slabs: [], clip });
  expect(clipped).toContain('S');
  expect(clipped.at(-1)).toBe('hidden: what is clipped across a');
});

test('letters of a transparent figure have thin halos: what lies behind may be dark', () => {
  const widthOf = (transparent: boolean) => {
    const { theme } = figureScene({ ...plan, settings: { ...plan.settings, transparent } });
    const pen = { lineWidth: 0, strokeText: () => undefined, fillText: () => undefined };
    haloText(pen as unknown as OverlayPen, 'Cs', 0, 0, theme);
    return pen.lineWidth;
  };
  expect(widthOf(true)).toBeLessThan(0.5 * widthOf(false));
});

test('a figure of lifted films: film, lid and brackets higher, its colours and the stack as they were', () => {
  const [plain, scene] = [figureScene(plan), figureScene({ ...plan, liftAng: 6 })];
  for (const [i, layer] of structure.layer.entries())
    expect(scene.structure.xyz[3 * i + 2]! - structure.xyz[3 * i + 2]!).toBeCloseTo(6 * layer, 9);
  expect(scene.box!.lidAng - plain.box!.lidAng).toBeCloseTo(6, 9);
  expect(scene.gaps.map(({ label }) => label)).toContainEqual(
    expect.stringMatching(/^d₀ [\d.]+ Å\n\+ 6\.0 Å\nview only$/),
  );
  expect(scene.contacts).toEqual([]);
  expect(plain.contacts).not.toEqual([]);
  expect(scene.colors).toEqual(plain.colors);
  // A frame comes as the run has it, and is lifted as well.
  const frame: SceneFrame = {
    positions: Float32Array.from(structure.xyz),
    lattice: null,
    colors: null,
    topology: null,
    trails: null,
  };
  const moving = figureScene({ ...plan, liftAng: 6, subject: { ...plan.subject, frame } });
  const film = structure.layer.indexOf(1);
  expect(moving.feed.now()!.positions[3 * film + 2]).toBeCloseTo(
    structure.xyz[3 * film + 2]! + 6,
    4,
  );
  // The terminal asks by number, and VESTA, which opens structures, gets the stack.
  const vesta = SOLID_FORMATS.find(({ id }) => id === 'vesta')!;
  expect(vesta.write({ ...plan, liftAng: 6 }).content).toBe(vesta.write(plan).content);
  expect(captionOf({ ...plan, liftAng: 6 })).toContain(
    'Each film is drawn 6.0 Å above its place, for the eye: d₀ is that of the stack.',
  );
});

test('lattices over an interface are in figures, in lines of the SVG and in the caption, and in no solid', () => {
  const sheet = { points: 'moire', dislocations: true, at: 0 } as const;
  const scene = figureScene({ ...plan, sheet });
  expect(scene.marks!.sheet!.points.map(({ shape }) => shape)).toEqual(['plus', 'cross', 'ring']);
  expect(figureScene(plan).marks).toBeUndefined();
  const [svg, glb] = ['svg', 'glb'].map((id) => SOLID_FORMATS.find((f) => f.id === id)!);
  expect(svg!.write({ ...plan, sheet }).content).toContain('moiré 389.4 Å = 38.9 nm');
  const bytes = (of: FigurePlan) =>
    Buffer.from(
      glb!.write({ ...of, session: { ...DEFAULTS, repeat: 'none' } }).content as Uint8Array,
    );
  expect(bytes({ ...plan, sheet }).equals(bytes(plan))).toBe(true);
  const caption = captionOf({ ...plan, sheet });
  expect(caption).toContain('moiré: 275.3 Å = 27.5 nm by 389.4 Å = 38.9 nm, γ = 90.0°');
  expect(caption).toMatch(
    /b = 4\.11 Å \(edge\): the cell is 16\.68 Å = 1\.67 nm wide.* None is drawn/,
  );
});

test('who draws lattices over an interface is told what they are, whether all is seen, and has their marks in the legend', () => {
  const sheet = { points: 'moire', dislocations: true, at: 0 } as const;
  const model = modelOf(presetOf('graphene-hbn').recipe);
  const of = (session: Partial<Session>): FigurePlan => ({
    ...plan,
    subject: {
      title: '',
      structure: model.built.structure,
      bonds: model.bonds,
      model,
      frame: null,
    },
    session: { ...DEFAULTS, ...session },
    view: { direction: 'c', request: 0 },
    sheet,
  });
  const whole = viewOnlyRemarks(of({}));
  expect(whole[0]).toBe(
    'Lattice points without strain (+ h-BN 2.504 Å, × graphene 2.460 Å); moiré: 140.0 Å = 14.0 nm by 140.0 Å = 14.0 nm, γ = 120.0°.',
  );
  expect(whole[1]).toBe('One cell of the moiré is seen whole, over repeated cells: view only.');
  expect(whole.slice(2).join()).toMatch(/^Misfit dislocations: .*None is drawn\./);
  const part = viewOnlyRemarks(of({ repeat: 'none' }));
  expect(part[1]).toMatch(
    /longer than the picture.*: repeat 111 × 111 × 1 cells, 49,284 atoms, to/,
  );
  const asked = { repeat: 'counts', repeatA: 111, repeatB: 111 } as const;
  expect(viewOnlyRemarks(of(asked))[1]).toBe(whole[1]);
  // Its contacts would be so many more lines.
  expect(figureScene(of({})).contacts).toEqual([]);
  expect(figureMarks(of({})).legend.map(([name, , shape]) => `${shape}: ${name}`)).toEqual([
    'undefined: B',
    'undefined: N',
    'undefined: C',
    'plus: h-BN, unstrained',
    'cross: graphene, unstrained',
    'ring: moiré',
    'pale: pale: repeated',
  ]);
  // One that has the atoms of the cell alone says nothing of others.
  const alone = figureMarks(of({ repeat: 'none', completion: 'cell' })).legend;
  expect(alone.map(([name]) => name)).not.toContain('pale: repeated');
  expect(viewOnlyRemarks({ ...plan, liftAng: 6 })).toEqual([
    'Each film is drawn 6.0 Å above its place, for the eye: d₀ is that of the stack.',
  ]);
  expect(viewOnlyRemarks(plan)).toEqual([]);
});

test('of what is picked on the page a figure has the measured line, and no ring', () => {
  const marks = {
    selected: [4],
    labels: [],
    measures: [{ atoms: [1, 2], cells: null, text: 'kept' }],
    words: [],
  };
  const picked = { atoms: [7, 8], cells: null, text: '2.53 Å' };
  expect(withMeasured(marks, [7, 8], null, '2.53 Å').marks).toEqual({
    ...marks,
    selected: [],
    measures: [...marks.measures, picked],
  });
  expect(withMeasured(undefined, [7, 8], null, '2.53 Å').marks?.measures).toEqual([picked]);
  expect(withMeasured(marks, [7], null, null).marks?.measures).toEqual(marks.measures);
  expect(withMeasured(undefined, [7], null, null)).toEqual({});
});
