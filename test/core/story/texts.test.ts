import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { misfitSpacingAng } from '#core/match/misfit/misfit.ts';
import { moireOf } from '#core/match/misfit/moire.ts';
import { greenLagrange, logarithmic, vonMises } from '#core/match/misfit/strainMeasures.ts';
import { type Cell2, length2 } from '#core/math/plane2.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { storyOfText } from '#core/story/parseStory.ts';
import { recipesOf } from '#core/story/playStory.ts';
import { storyNumber } from '#core/story/storyNumbers.ts';
import { library } from '../../helpers/library.ts';

const storyOf = (id: string) =>
  storyOfText(
    readFileSync(new URL(`../../../public/stories/${id}.json`, import.meta.url), 'utf8'),
    () => null,
  );

/** The first constant a of a crystal, Å. */
const a = (id: string): number => library.get(id)!.constants[0]!.cell.a;
const reportOfPreset = (id: string) => reportOf(build(presetOf(id).recipe, library));
const geSi = reportOfPreset('ge-si');
const paper = reportOfPreset('cspbbr3-cds');
const [ge, si] = [a('Ge'), a('Si')];
const contact = (pair: string) => paper.contacts.find((c) => c.pair === pair)!.nearestMean;
const { c11, c12 } = library.get('Ge')!.elastic!.cGPa as { c11: number; c12: number };
const strain = geSi.layers[1]!.strain;
const f = geSi.mismatch!.a;
const [graphene, hbn] = [a('graphene'), a('hBN')];
const delta = hbn / graphene - 1;
/** Of a bilayer with vectors m and m + r, degrees. */
const twistDeg = (m: number, r: number) => {
  const n = 3 * m * m + 3 * m * r;
  return (Math.acos((n + (r * r) / 2) / (n + r * r)) * 180) / Math.PI;
};
/** Two triangular lattices, one turned against the other. */
const periodAng = (film: number, substrate: number, deg: number): number => {
  const cell = (edge: number, turn: number): Cell2 => {
    const row = (angle: number) => [edge * Math.cos(angle), edge * Math.sin(angle)] as const;
    return [row(turn), row(turn + Math.PI / 3)];
  };
  return length2(
    moireOf({ film: cell(film, (deg * Math.PI) / 180), substrate: cell(substrate, 0) }).cell![0],
  );
};
const beatAng = (deg: number) => periodAng(graphene, graphene, deg);

/** What the texts print, as computed here, in its digits; and what they cite, which nothing here computes. */
const PRINTED: Readonly<
  Record<
    string,
    { readonly computed: readonly (readonly [number, string])[]; readonly cited: string }
  >
> = {
  'cds-on-cspbbr3': {
    computed: [
      [a('CsPbBr3'), '5.898'],
      [a('CdS'), '5.810'],
      [contact('Cs-S'), '3.733'],
      [contact('Br-Cd'), '3.053'],
      [a('CsPbCl3'), '5.6'],
      [misfitSpacingAng(a('CdS'), a('CsPbBr3')) / Math.SQRT2 / 10, '27.5'],
      [misfitSpacingAng(a('CdS'), a('CsPbBr3')) / 10, '38.9'],
    ],
    // Measured constants, and what the paper prints of 300 K and of its cells.
    cited: '5.870 5.820 5.82 3.626 2.714 1.80 4.16',
  },
  'lattice-to-mismatch': {
    computed: [
      [si, '5.431'],
      [ge, '5.658'],
      [a('GaAs'), '5.653'],
      [a('InP'), '5.870'],
      [a('InAs'), '6.058'],
      [100 * f, '4.18'],
      [-100 * strain.xx, '4.01'],
      [-100 * strain.xx, '4.012'],
      [misfitSpacingAng(ge, si), '135.4'],
      [misfitSpacingAng(ge, si) / 10, '13.5'],
      [misfitSpacingAng(ge, si) / Math.SQRT2 / 10, '9.6'],
      [misfitSpacingAng(ge, si) / si, '24.9'],
      [misfitSpacingAng(ge, si) / ge, '23.9'],
      [c11, '128.35'],
      [c12, '48.23'],
      [((-2 * c12) / c11) * 100 * strain.xx, '3.02'],
    ],
    cited: '',
  },
  'critical-thickness': {
    computed: [
      [100 * (a('AlAs') / a('GaAs') - 1), '0.14'],
      [100 * (a('InAs') / a('GaAs') - 1), '7.2'],
    ],
    // Layers after which islands form.
    cited: '1.7',
  },
  'six-numbers': {
    computed: [
      [ge, '5.658'],
      [si, '5.431'],
      [100 * vonMises(greenLagrange(strain)), '2.62'],
      [-100 * greenLagrange(strain).xx, '3.93'],
      [0.5 ** 2 / 100, '0.0025'],
      [100 * f, '4.18'],
      [100 * (f + strain.xx), '0.17'],
      [(100 * 0.001) / si, '0.018'],
    ],
    cited: '0.5',
  },
  'twist-and-moire': {
    computed: [
      [graphene, '2.46'],
      [graphene * Math.sqrt(7), '6.51'],
      [twistDeg(1, 1), '21.79'],
      [twistDeg(6, 1), '5.09'],
      [twistDeg(30, 1), '1.1'],
      [twistDeg(30, 1), '1.08'],
      [twistDeg(30, 1) / 2, '0.54'],
      [beatAng(1.08), '130.5'],
      [100 * delta, '1.8'],
      [1 + delta, '1.018'],
      [delta, '0.018'],
      [Math.hypot(Math.sqrt(2 * 1.018 * (1 - Math.cos(Math.PI / 90))), 0.018), '0.0396'],
    ],
    cited: '',
  },
};

test.each(Object.entries(PRINTED))(
  'every decimal number in %s is computed or cited',
  (id, said) => {
    for (const [value, printed] of said.computed)
      expect(value.toFixed(printed.split('.')[1]!.length), printed).toBe(printed);
    const text = storyOf(id)
      .steps.flatMap((s) => [
        ...(s.text ?? []),
        ...(s.questions ?? []).flatMap((q) => [q.ask, q.answer]),
      ])
      .join(' ');
    const known = new Set([
      ...said.computed.map(([, printed]) => printed),
      ...said.cited.split(' '),
    ]);
    const found: readonly string[] = text.match(/\d+\.\d+/g) ?? [];
    expect(found.filter((number) => !known.has(number))).toEqual([]);
    // Nor is anything listed here that no text prints.
    expect([...known].filter((number) => number !== '' && !found.includes(number))).toEqual([]);
  },
);

test('what is said in whole numbers and in words is so, too', () => {
  const number = (id: string, step: number, name: string) => {
    const built = build(recipesOf(storyOf(id), library)[step]!, library);
    return storyNumber(name)!.value({ built, report: reportOf(built), library });
  };
  // "One part in seventy", "six times as many planes", "a hundred nanometres", "neither formula has a solution".
  expect(Math.round(-1 / paper.mismatch!.a / 10)).toBe(7);
  const planes = (step: number) =>
    reportOf(build(recipesOf(storyOf('critical-thickness'), library)[step]!, library)).layers[1]!
      .planes.length;
  expect(planes(1) / planes(0)).toBe(6);
  expect(number('critical-thickness', 5, 'critical-matthews-blakeslee')).toBe('108.5 nm');
  expect(number('critical-thickness', 6, 'critical-people-bean')).toBe('no solution');
  // "To within a part in a thousand": 2 (film − substrate) / (film + substrate) and ln(film/substrate).
  expect((2 * (ge - si)) / (ge + si) / Math.log(ge / si)).toBeCloseTo(1, 3);
  expect(logarithmic(strain.xx)).toBeCloseTo(-Math.log(ge / si), 9);
  // "Some eleven thousand atoms": 4 (3m² + 3mr + r²) with m = 30; "about 63 Å", "14 nm" and "13 nm".
  expect(4 * (3 * 900 + 90 + 1)).toBe(11_164);
  expect(periodAng(graphene, hbn, 2)).toBeCloseTo(63, -0.3);
  expect(periodAng(graphene, hbn, 0) / 10).toBeCloseTo(14, 0);
  expect(beatAng(1.1) / 10).toBeCloseTo(13, 0);
});
