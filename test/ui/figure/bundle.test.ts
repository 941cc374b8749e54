import { expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { FIGURE_DEFAULTS } from '#app/export/figureSettings.ts';
import { FILM_DEFAULTS } from '#app/export/filmSettings.ts';
import { DEFAULTS } from '#app/look/session.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { unzipped, zipFiles } from '#engines/zip/zip.ts';
import { beside } from '#ui/figure/bundle/writeBundle.ts';
import { NO_PICKS } from '#ui/figure/figureScene.ts';

const textsOf = (preset: string) => {
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
    view: { direction: 'a', request: 0 },
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
