import { expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { FIGURE_DEFAULTS } from '#app/export/figureSettings.ts';
import { FILM_DEFAULTS } from '#app/export/filmSettings.ts';
import { DEFAULTS } from '#app/look/session.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { unzipped, zipFiles } from '#engines/zip/zip.ts';
import { anglesOf } from '#render/camera/pose.ts';
import type { SceneStand, SceneView } from '#render/types.ts';
import { beside } from '#ui/figure/bundle/writeBundle.ts';
import { NO_PICKS } from '#ui/figure/figureScene.ts';
import { askedView, viewOfStand } from '#ui/look/scene/askedView.ts';

const textsOf = (preset: string, view: SceneView = { direction: 'a', request: 0 }) => {
  const model = modelOf(presetOf(preset).recipe);
  const entries = beside({
    subject: {
      title: model.report.title,
      structure: model.built.structure,
      bonds: model.bonds,
      model,
      frame: null,
    },
    session: DEFAULTS,
    settings: FIGURE_DEFAULTS,
    dark: false,
    view,
    picks: NO_PICKS,
    hidden: { elements: [], slabs: [] },
    film: FILM_DEFAULTS,
    run: null,
  });
  const files = unzipped(zipFiles([{ path: 'figure.png', bytes: Uint8Array.of(1) }, ...entries]))!;
  const text = (name: string) => new TextDecoder().decode(files.get(name));
  return { names: [...files.keys()], text, model };
};

test('a bundle holds the picture, the recipe that was drawn, and a caption with numbers and definitions', () => {
  const { names, text, model } = textsOf('ge-si');
  expect(names).toEqual(['caption.txt', 'figure.png', 'figure.svg', 'recipe.json']);
  const recipe = parseRecipe(JSON.parse(text('recipe.json')));
  expect(canonicalJson(recipe)).toBe(canonicalJson(model.built.recipe));
  const caption = text('caption.txt');
  // Ge 5.658 Å on Si 5.431 Å: (5.658 − 5.431) / 5.431.
  expect(caption).toMatch(/mismatch along a, over the substrate: \+4\.18 % \(.*substrate/);
  expect(caption).toMatch(/gap d₀: [\d.]+ Å \(lowest atom of the film minus highest/);
  expect(caption).toMatch(/Seen along a, orthographic/);
  expect(caption).toMatch(/Lattice constants of Ge.*: .{5}/);
  expect(caption).toMatch(/#r=[\w-]{20}/);
});

test('the model of the paper is cited where it is shown, and only there', () => {
  expect(textsOf('cspbbr3-cds').text('caption.txt')).toMatch(/2206560/);
  expect(textsOf('ge-si').text('caption.txt')).not.toMatch(/2206560/);
});

test('a caption names the direction that the camera looks along, however it came there', () => {
  const seen = (stand: SceneStand) =>
    textsOf('ge-si', { direction: 'oblique', request: 0, stand }).text('caption.txt');
  const { lattice } = modelOf(presetOf('ge-si').recipe).built.structure;
  expect(seen({ ...anglesOf('c', lattice), allRound: false })).toMatch(/Seen along c, from above,/);
  const pose = { target: [0, 0, 0], halfHeightAng: 9, shift: [0, 0] } as const;
  expect(seen({ pose: { ...anglesOf('b', lattice), ...pose } })).toMatch(/Seen along b,/);
  const low = { azimuthRad: Math.PI / 6, elevationRad: Math.PI / 18, allRound: false };
  expect(seen(low)).toMatch(/Seen from 10\.0° above the interface, 30\.0° from a about its normal/);
});

test('a step of a story keeps a named direction by its name, and any other by its angles', () => {
  const { structure } = modelOf(presetOf('ge-si').recipe).built;
  const of = (azimuthRad: number, elevationRad: number) =>
    viewOfStand({ azimuthRad, elevationRad, allRound: false }, structure);
  const c = anglesOf('c', structure.lattice);
  expect(of(c.azimuthRad, c.elevationRad)).toEqual({ along: 'c' });
  expect(of(c.azimuthRad + 2 * Math.PI, c.elevationRad)).toEqual({ along: 'c' });
  const steep = of(c.azimuthRad + 0.2, 1.2);
  expect(steep).toHaveProperty('azimuthDeg');
  // Cells repeat as seen from above.
  expect(askedView(steep, 1).direction).toBe('c');
  expect(askedView(of(0.2, 0.1), 1).direction).toBe('oblique');
  // Sheets have their own first view, and it too is kept by its name.
  const sheets = modelOf(presetOf('graphene-hbn').recipe).built.structure;
  const first = anglesOf('oblique', sheets.lattice, sheets.xyz);
  expect(viewOfStand({ ...first, allRound: false }, sheets)).toEqual({ along: 'oblique' });
});
