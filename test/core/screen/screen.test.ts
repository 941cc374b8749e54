import { describe, expect, test } from 'vitest';
import { EpistackError } from '#core/errors.ts';
import { allMatches } from '#core/match/coincidence.ts';
import { distinctPlanes } from '#core/match/explore.ts';
import { paretoFront } from '#core/match/pareto.ts';
import { planeLatticeOf } from '#core/match/planeLattice.ts';
import { build } from '#core/recipe/build.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import { elasticReport } from '#core/recipe/elastic.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { recipeOfLink } from '#core/recipe/share.ts';
import { candidatesOf, screenCrystal, shardOf } from '#core/screen/candidates.ts';
import { evaluator, keptOf } from '#core/screen/evaluate.ts';
import { type FoundLine, lineText, type ScreenLine } from '#core/screen/line.ts';
import { parseLine } from '#core/screen/parse.ts';
import { csvParts, RANKS, ranked } from '#core/screen/rank.ts';
import { withMatch } from '#core/screen/recipe.ts';
import {
  checkScreenSettings,
  differences,
  headerOf,
  SCREEN_DEFAULTS,
  type ScreenSettings,
} from '#core/screen/settings.ts';
import { defaultCut, gapsAboveAng } from '#core/surface/defaultCut.ts';
import { cutSlab } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { library } from '../../helpers/library.ts';

const pick = (...ids: string[]): readonly Material[] => ids.map((id) => library.get(id)!);
const lists = (films: string[], substrates: string[] = films) => ({
  films: pick(...films),
  substrates: pick(...substrates),
});
const settings = (part: Partial<ScreenSettings> = {}) => ({ ...SCREEN_DEFAULTS, ...part });
const screen = (films: string[], substrates: string[], part?: Partial<ScreenSettings>) => {
  const evaluate = evaluator(settings(part), library);
  return [...candidatesOf(lists(films, substrates), part?.maxIndex ?? 1)].map(evaluate);
};
const found = (line: ScreenLine | undefined) => line as FoundLine;

describe('candidates', () => {
  test('every film plane meets every substrate plane of the other crystals once, in a fixed order', () => {
    const all = [...candidatesOf(lists(['CdS', 'Si', 'MgO']), 1)];
    // Zinc blende has (100), (110), (111) and (11−1); diamond and rock salt three each.
    expect(all).toHaveLength(2 * (4 * 3 + 4 * 3 + 3 * 3));
    expect(new Set(all.map((c) => c.key)).size).toBe(all.length);
    expect(all.every((c) => c.film.material.id !== c.substrate.material.id)).toBe(true);
    expect(all[0]!.key).toBe('CdS 1,0,0 | Si 1,0,0');
    expect([...candidatesOf(lists(['CdS', 'Si', 'MgO']), 1)].map((c) => c.key)).toEqual(
      all.map((c) => c.key),
    );
  });

  test('of an interface and its mirror image one is given, where both crystals allow both', () => {
    const monoclinic = (id: string, a: number, beta: number): Material => ({
      ...library.get('MgO')!,
      id,
      spaceGroup: { number: 14, symbol: 'P2_1/c', hall: '-P 2ybc' },
      sites: [
        { symbol: 'Mg', xyz: [0.28, 0.04, 0.21], chargeE: 2 },
        { symbol: 'O', xyz: [0.07, 0.34, 0.34], chargeE: -2 },
      ],
      constants: [
        {
          id: 'x',
          label: 'x',
          kind: 'given',
          source: '',
          cell: { a, b: a + 0.1, c: a + 0.2, beta },
        },
      ],
    });
    const [p, q] = [monoclinic('p', 5.15, 99.2), monoclinic('q', 5.2, 98.1)];
    const crystals = { films: [p], substrates: [q] };
    const kept = [...candidatesOf(crystals, 1)];
    const all = [screenCrystal(p), screenCrystal(q)].map((c) => distinctPlanes(c, 1));
    const halves = all.map((planes) => planes.filter((x) => x.mirrorOf === null).length);
    const selves = all.map((planes, k) => 2 * halves[k]! - planes.length);
    // Pairs of two self-mirrored planes stand alone, all others come in twos.
    expect(kept).toHaveLength((all[0]!.length * all[1]!.length + selves[0]! * selves[1]!) / 2);
    expect(kept.length).toBeLessThan(all[0]!.length * all[1]!.length);
    const keys = new Set(kept.map((c) => c.key));
    expect(keys).toContain('p 0,1,0 | q 0,1,0');
    expect(keys).toContain('p 0,1,0 | q 0,-1,0');
    expect(keys).not.toContain('p 0,-1,0 | q 0,-1,0');
    // What was left out has the strains of what was kept.
    const strains = (f: readonly number[], s: readonly number[]) =>
      allMatches(
        planeLatticeOf(surfaceOf(screenCrystal(p), f)),
        planeLatticeOf(surfaceOf(screenCrystal(q), s)),
        {
          maxAreaAng2: 120,
          tolerance: { mode: 'strain', maxStrain: 0.03 },
          maxAtoms: null,
          mirrors: false,
        },
      ).map((m) => [m.substrateAreaAng2.toFixed(6), m.maxStrain.toFixed(8)].join(' '));
    expect(strains([0, -1, 0], [0, -1, 0])).toEqual(strains([0, 1, 0], [0, 1, 0]));
    expect(strains([0, 1, 0], [0, 1, 0]).length).toBeGreaterThan(0);
  });

  test('shards divide them: each candidate is in exactly one, none favours a substrate plane', () => {
    const all = [...candidatesOf(lists(['Si', 'Ge', 'MgO', 'Fe'], ['CdS']), 1)];
    const of = 4;
    const parts = [1, 2, 3, 4].map((index) => [...shardOf(all, { index, of })]);
    expect(
      parts
        .flat()
        .map((c) => c.key)
        .sort(),
    ).toEqual(all.map((c) => c.key).sort());
    // As many substrate planes as shards: without the step each shard would see one only.
    for (const part of parts)
      expect(new Set(part.map((c) => String(c.substrate.hkl))).size).toBe(4);
    expect(() => [...shardOf(all, { index: 5, of })]).toThrow(EpistackError);
    expect(() => [...shardOf(all, { index: 0, of })]).toThrow(EpistackError);
  });
});

describe('a line', () => {
  const lines = screen(['GaAs'], ['Si'], { maxAreaAng2: 150, maxStrain: 0.05 });
  const line = found(lines.find((l) => l.key === 'GaAs 1,0,0 | Si 1,0,0'));

  test('keeps the ends of the Pareto front of all matches, and what lies between', () => {
    const latticeOf = (id: string, face: 'top' | 'bottom', planes: number) => {
      const surface = surfaceOf(screenCrystal(library.get(id)!), [1, 0, 0]);
      const slab = cutSlab(surface, { planes, termination: 0, face, remove: [] });
      return planeLatticeOf(surface, slab.numbers.length);
    };
    const all = allMatches(
      latticeOf('GaAs', 'bottom', line.film.planes),
      latticeOf('Si', 'top', line.substrate.planes),
      {
        maxAreaAng2: 150,
        tolerance: { mode: 'strain', maxStrain: 0.05 },
        maxAtoms: null,
        mirrors: false,
      },
    );
    expect(line.count).toBe(all.length);
    const front = paretoFront(all.map((m) => [m.substrateAreaAng2, m.maxStrain])).map(
      (i) => all[i]!,
    );
    expect(front.length).toBeGreaterThan(1);
    expect(line.matches.map((m) => m.substrateMatrix)).toEqual(
      keptOf(front, 3).map((m) => m.substrateMatrix),
    );
    expect(line.matches[0]!.substrateArea).toBeCloseTo(all[0]!.substrateAreaAng2, 3);
    expect(line.matches.at(-1)!.maxStrain).toBeCloseTo(Math.min(...all.map((m) => m.maxStrain)), 6);
  });

  test('one to one: the numbers of a textbook', () => {
    const { mismatch, strain, atoms, twistDeg } = line.matches[0]!;
    const [gaas, si] = [5.6533, 5.431];
    expect(mismatch.a).toBeCloseTo((gaas - si) / si, 6);
    expect(strain.xx).toBeCloseTo((si - gaas) / gaas, 6);
    expect(twistDeg).toBe(0);
    expect([line.film.planes, line.substrate.planes]).toEqual([8, 8]);
    expect(atoms).toBe(16);
    expect([line.film.tasker, line.substrate.tasker]).toEqual([3, 1]);
  });

  test('its link builds the least strained match: atoms, strain, touching spheres, elastic energy', () => {
    // A diamond film on a hexagonal crystal is sheared: its stiffness must be turned the right way.
    const sheared = screen(['Si'], ['GaN'], { maxAreaAng2: 100 });
    for (const l of [...lines, ...sheared].map(found).filter((l) => l.link !== null)) {
      const built = build(recipeOfLink(l.link!), library);
      const best = l.matches.at(-1)!;
      const report = reportOf(built);
      expect(built.structure.numbers).toHaveLength(best.atoms);
      expect(report.mismatch!.a).toBeCloseTo(best.mismatch.a, 6);
      const codes = report.warnings.map((w) => w.code);
      expect(codes).not.toContain('overlap');
      expect(codes).not.toContain('crushed');
      expect(best.elastic).toBeCloseTo(elasticReport(built, library)[1]!.relaxed.jPerM2, 5);
    }
  });

  test('another kept match of the same candidate is built in its own cell', () => {
    const recipe = withMatch(recipeOfLink(line.link!), line.matches[0]!, library);
    expect(build(recipe, library).structure.numbers).toHaveLength(line.matches[0]!.atoms);
    expect(recipe.title).toBe('GaAs (100) on Si (100)');
  });

  test('crystals outside the library travel in the link', () => {
    const own = { ...library.get('CdS')!, id: '@CdS-12345678', elastic: undefined };
    const { elastic: _, ...material } = own;
    const evaluate = evaluator(settings(), library);
    const crystals = { films: [material], substrates: pick('CsPbBr3') };
    const [first] = [...candidatesOf(crystals, 1)].map((c) => found(evaluate(c)));
    const recipe = recipeOfLink(first!.link!);
    expect(recipe.crystals!.map((c) => c.id)).toEqual(['@CdS-12345678']);
    expect(build(recipe, library).structure.numbers).toHaveLength(first!.matches.at(-1)!.atoms);
  });

  test('limits hold: atoms, area, strain, thickness', () => {
    const few = screen(['GaAs'], ['Si'], { maxAtoms: 40, maxStrain: 0.05 }).map(found);
    expect(few.some((l) => l.matches.length > 0)).toBe(true);
    for (const m of few.flatMap((l) => l.matches)) expect(m.atoms).toBeLessThanOrEqual(40);
    const thick = found(screen(['GaAs'], ['Si'], { thicknessAng: 30, maxStrain: 0.05 })[0]);
    expect(Math.abs(thick.film.thickness - 30)).toBeLessThan(2.9);
    expect(thick.film.planes % 2).toBe(0);
    for (const m of lines.flatMap((l) => found(l).matches)) {
      expect(m.substrateArea).toBeLessThanOrEqual(150);
      expect(m.maxStrain).toBeLessThanOrEqual(0.05);
    }
  });

  test('a candidate that cannot be searched is a line with its reason, not the end of a screen', () => {
    const [line] = screen(['GaAs'], ['Si'], { maxAreaAng2: 1e5 });
    expect(line).toEqual({ key: 'GaAs 1,0,0 | Si 1,0,0', refused: expect.stringMatching(/limit/) });
  });

  test('reads back as it was written, and a spoiled field is named', () => {
    for (const l of lines) expect(parseLine(lineText(l))).toEqual({ kind: 'line', line: l });
    const spoil = (change: object) => () => parseLine(JSON.stringify({ ...line, ...change }));
    expect(spoil({ count: -1 })).toThrow(/, count: /);
    expect(spoil({ link: null })).toThrow(/, link: /);
    expect(spoil({ link: 'javascript:alert(1)' })).toThrow(/, link: /);
    expect(spoil({ film: { ...line.film, hkl: [1, 0] } })).toThrow(/, film\.hkl: /);
    expect(spoil({ matches: [{ ...line.matches[0], maxStrain: 'x' }] })).toThrow(
      /, matches\[0\]\.maxStrain: /,
    );
    expect(() => parseLine(lineText(line).slice(0, -5))).toThrow(SyntaxError);
  });
});

test.each([
  // The double layer stays whole: the wide gap is three times the narrow one.
  ['Si', [1, 1, 1], 'Si', 2],
  // Layers part between sulphur and sulphur.
  ['MoS2', [0, 0, 1], 'S', 3],
  // Corundum without a dipole ends in aluminium.
  ['Al2O3', [0, 0, 1], 'Al', 3],
  // Neutral planes, both spacings alike: whole formula units.
  ['SrTiO3', [1, 0, 0], 'SrO', 2],
] as const)('%s %j is cut where a person would cut it', (id, hkl, ends, unit) => {
  const surface = surfaceOf(screenCrystal(library.get(id)!), hkl);
  for (const face of ['top', 'bottom'] as const) {
    const cut = defaultCut(surface, face, 12);
    expect(cut.planes % unit).toBe(0);
    const { label } = surface.planes[cut.termination]!;
    if (face === 'top' || id !== 'SrTiO3') expect(label.replace(/ .*/, '')).toBe(ends);
    const above = face === 'top' ? cut.termination : (cut.termination + 1) % surface.planes.length;
    const gaps = gapsAboveAng(surface);
    if (id !== 'Al2O3') expect(gaps[above]).toBeCloseTo(Math.max(...gaps), 6);
    expect(gaps.reduce((sum, g) => sum + g, 0)).toBeLessThan(surface.layerPeriodAng + 1e-9);
  }
});

test('a front is thinned evenly, its ends kept', () => {
  const front = [1, 2, 3, 4, 5, 6, 7];
  expect(keptOf(front, 3)).toEqual([1, 4, 7]);
  expect(keptOf(front, 1)).toEqual([7]);
  expect(keptOf(front, 9)).toEqual(front);
});

describe('ranking', () => {
  const lines = screen(['GaAs', 'Ge', 'Fe'], ['Si', 'MgO'], { maxStrain: 0.05 });

  test('any order and any repetition of lines give one table, best first', () => {
    for (const by of RANKS) {
      const rows = ranked(lines, by);
      expect(ranked([...lines, ...lines].reverse(), by)).toEqual(rows);
      expect(rows).toHaveLength(lines.filter((l) => found(l).matches.length > 0).length);
    }
    const values = ranked(lines, 'strain').map((r) => r.match.maxStrain);
    expect(values).toEqual([...values].sort((p, q) => p - q));
    const areas = ranked(lines, 'area').map((r) => r.match.substrateArea);
    expect(areas).toEqual([...areas].sort((p, q) => p - q));
  });

  test('films without elastic constants come after all others', () => {
    const none = lines.map((l) => ({
      ...found(l),
      matches: found(l).matches.map((m) => (l.key.startsWith('Fe') ? { ...m, elastic: null } : m)),
    }));
    const energies = ranked(none, 'energy').map((r) => r.match.elastic);
    const first = energies.indexOf(null);
    expect(first).toBeGreaterThan(0);
    expect(energies.slice(first).every((e) => e === null)).toBe(true);
  });

  test('the CSV has one column for each heading, and quotes what needs it', () => {
    const [head, ...rows] = [...csvParts(ranked(lines, 'strain'))].join('').trimEnd().split('\n');
    const columns = head!.split(',').length;
    expect(rows.length).toBeGreaterThan(10);
    // The key holds commas, inside quotes.
    for (const row of rows) expect(row.replace(/"[^"]*"/g, 'x').split(',')).toHaveLength(columns);
  });
});

test('settings out of range are refused by name; other crystals or limits are another screen', () => {
  for (const [bad, text] of [
    [{ maxIndex: 0 }, /index/],
    [{ maxAreaAng2: Number.NaN }, /area/],
    [{ maxStrain: 0.5 }, /strain/],
    [{ maxAtoms: 0 }, /atoms/],
    [{ thicknessAng: 0 }, /thickness/],
    [{ keep: 0 }, /kept/],
  ] as const)
    expect(() => checkScreenSettings(settings(bad))).toThrow(text);
  const header = headerOf(settings(), lists(['CdS'], ['Si']));
  expect(headerOf(settings(), lists(['CdS'], ['Si']))).toEqual(header);
  const hashes = [
    header,
    headerOf(settings({ maxStrain: 0.02 }), lists(['CdS'], ['Si'])),
    headerOf(settings(), lists(['CdS'], ['Ge'])),
  ].map((h) => h.hash);
  expect(new Set(hashes).size).toBe(3);
  expect(differences(header, headerOf(settings(), lists(['Ge'])))).toEqual([]);
  expect(differences(header, headerOf(settings({ keep: 5 }), lists(['Ge'])))).toEqual([
    'keep (3, 5)',
  ]);
});
