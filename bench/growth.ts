import { closeContacts } from '#core/analysis/overlaps.ts';
import { bondedNetwork } from '#core/crystal/bondedUnits.ts';
import { atomsOfSites, type Crystal, type Site, unitCellStructure } from '#core/crystal/crystal.ts';
import { bondsOf, forEachPair } from '#core/crystal/neighbors.ts';
import { primitiveCell } from '#core/crystal/primitive.ts';
import { allMatches } from '#core/match/coincidence.ts';
import { planeLatticeOf } from '#core/match/planeLattice.ts';
import { pointGroup } from '#core/match/pointGroup.ts';
import { STRAIN_DEFAULTS } from '#core/match/tolerance.ts';
import { build, interfacesOf } from '#core/recipe/build.ts';
import { crystalOf, type Material, materialOf } from '#core/recipe/crystals/library.ts';
import { interfaceContacts } from '#core/recipe/interfaceContacts.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe, SlabSpec, Step } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { facingOf } from '#core/registry/facing.ts';
import { scanGeometric } from '#core/registry/landscape.ts';
import { dipoleFreeSlab, symmetricPlanes } from '#core/surface/choices.ts';
import { cutBonds } from '#core/surface/cutBonds.ts';
import { defaultCut } from '#core/surface/defaultCut.ts';
import type { SlabCut } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { turnsOver } from '#core/surface/turnsOver.ts';
import { library } from '../test/helpers/library.ts';

/**
 * `npx tsx bench/growth.ts [WORD]`: how the time of what the page does to a document grows with its size. Each line
 * takes a size, twice and four times it: a ratio near 2 is linear, near 4 is quadratic. Milliseconds, best of three
 * after one that warms up.
 * WORD picks the lines whose name holds it.
 */
interface Case {
  readonly name: string;
  readonly size: string;
  /** Prepares a size and gives back what is timed. */
  readonly at: (times: 1 | 2 | 4) => () => unknown;
}

const withSlabs = (change: (slab: SlabSpec) => Partial<SlabSpec>): Recipe => ({
  ...DEFAULT_PRESET.recipe,
  steps: DEFAULT_PRESET.recipe.steps.map(
    (s): Step => ('slab' in s ? { ...s, slab: { ...s.slab, ...change(s.slab) } } : s),
  ),
});
/** Both slabs on `cells` times 10 in-plane cells. */
const wide = (cells: number) =>
  withSlabs(() => ({
    matrix: [
      [cells, 0],
      [0, 10],
    ],
  }));
const thick = (planes: number) => withSlabs(() => ({ planes, remove: [] }));
/** 199 in-plane cells whatever the shear. */
const sheared = (by: number) =>
  withSlabs(() => ({
    matrix: [
      [1, by],
      [0, 199],
    ],
  }));
/** The supercell of the case that hung, and others of its shape: the determinant is `cells`. */
const slanted = (cells: number) =>
  withSlabs(() => ({
    planes: 5,
    remove: [],
    matrix: [
      [cells + 1, cells],
      [cells, cells],
    ],
  }));

/** Sites without any symmetry of their own in Fm-3m, 192 atoms each, the same every time. */
function generalSites(count: number): Material {
  let seed = 7;
  const next = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed / 2 ** 32;
  };
  const a = 14 * Math.cbrt(count);
  const sites: Site[] = [];
  for (let tries = 0; sites.length < count; tries++) {
    if (tries > 1000 * count) throw new Error(`no room for ${count} sites`);
    const site: Site = { symbol: 'Si', xyz: [next(), next(), next()], chargeE: null };
    if (isRoomy([...sites, site], a)) sites.push(site);
  }
  return {
    id: `@general-${count}`,
    name: 'general',
    formula: 'Si',
    phase: 'Fm-3m',
    spaceGroup: { number: 225, symbol: 'Fm-3m', hall: '-F 4 2 3' },
    sites,
    constants: [{ id: 'given', label: '', kind: 'given', cell: { a }, source: '' }],
  };
}
const isRoomy = (sites: readonly Site[], a: number): boolean => {
  const lattice = Float64Array.of(a, 0, 0, 0, a, 0, 0, 0, a);
  const { numbers, frac } = atomsOfSites('-F 4 2 3', lattice, sites);
  const { closest } = closeContacts(
    unitCellStructure({ name: '', lattice, numbers, frac, charges: null }),
  );
  return closest === null || closest.distanceAng > 1.5;
};
const crystalOfMaterial = (m: Material): Crystal => crystalOf(m, m.constants[0]!.cell);
/** Numbers of the library's crystals. */
const library1 = (id: string) => crystalOfMaterial(materialOf(library, id));

/** Silicon in a row of its cells, one atom left out where asked: nearly as symmetric as silicon. */
function rowOfSilicon(cells: number, isDefect: boolean): Crystal {
  const material = materialOf(library, 'Si');
  const one = crystalOf(material, material.constants[0]!.cell);
  const lattice = one.lattice.map((x, k) => (k < 3 ? cells * x : x));
  const atoms = Array.from({ length: cells }, (_, c) =>
    Array.from(one.numbers, (z, i) => ({
      z,
      at: [(one.frac[3 * i]! + c) / cells, one.frac[3 * i + 1]!, one.frac[3 * i + 2]!],
    })),
  )
    .flat()
    .slice(isDefect ? 1 : 0);
  return {
    name: 'Si',
    lattice,
    numbers: Uint8Array.from(atoms, (a) => a.z),
    frac: Float64Array.from(atoms.flatMap((a) => a.at)),
    charges: null,
  };
}

const ONE_PLANE: SlabCut = { planes: 10, termination: 0, face: 'top', remove: [] };
const structureOf = (recipe: Recipe) => build(recipe, library).structure;
const cases: readonly Case[] = [
  {
    name: 'neighbour list, wider cells',
    size: '1,000 atoms and more',
    at: (t) => {
      const s = structureOf(wide(6 * t));
      return () => forEachPair(s.lattice, s.xyz, 5, () => undefined);
    },
  },
  {
    name: 'neighbour list, one long row of cells',
    size: '100 cells of silicon and more',
    at: (t) => {
      const s = unitCellStructure(rowOfSilicon(100 * t, false));
      return () => forEachPair(s.lattice, s.xyz, 5, () => undefined);
    },
  },
  {
    name: 'neighbour list, more shear',
    size: 'shear 25, 50, 100 of 199 cells',
    at: (t) => {
      const s = structureOf(sheared(25 * t));
      return () => forEachPair(s.lattice, s.xyz, 5, () => undefined);
    },
  },
  {
    name: 'build, slanted cells',
    size: '[[n+1, n], [n, n]], n = 49, 98, 196',
    at: (t) => () => build(slanted(49 * t), library),
  },
  {
    name: 'report, slanted cells',
    size: '[[n+1, n], [n, n]], n = 49, 98, 196',
    at: (t) => {
      const built = build(slanted(49 * t), library);
      return () => reportOf(built);
    },
  },
  {
    name: 'sticks, slanted cells',
    size: '[[n+1, n], [n, n]], n = 49, 98, 196',
    at: (t) => {
      const { structure, charges } = build(slanted(49 * t), library);
      return () => bondsOf(structure, charges);
    },
  },
  {
    name: 'build, more planes',
    size: '100, 200, 400 planes a slab',
    at: (t) => () => build(thick(100 * t), library),
  },
  {
    name: 'report, more planes',
    size: '100, 200, 400 planes a slab',
    at: (t) => {
      const built = build(thick(100 * t), library);
      return () => reportOf(built);
    },
  },
  {
    name: 'build and report, wider cells',
    size: '1,000 atoms and more',
    at: (t) => () => reportOf(build(wide(6 * t), library)),
  },
  {
    name: 'symmetric stack, wider cells',
    size: '1,000 atoms and more',
    at: (t) => {
      const s = structureOf(wide(6 * t));
      return () => turnsOver(s);
    },
  },
  {
    name: 'overlaps and contacts, wider cells',
    size: '1,000 atoms and more',
    at: (t) => {
      const built = build(wide(6 * t), library);
      return () => [closeContacts(built.structure), interfaceContacts(built)];
    },
  },
  ...([false, true] as const).map(
    (isDefect): Case => ({
      name: `primitive cell of silicon in a row of cells${isDefect ? ', one atom missing' : ''}`,
      size: '100 cells and more',
      at: (t) => {
        const c = rowOfSilicon(100 * t, isDefect);
        return () => primitiveCell(c);
      },
    }),
  ),
  ...(
    [
      ['symmetry expansion', (m) => () => crystalOfMaterial(m)],
      ['bonded units', (m) => after(unitCellStructure(crystalOfMaterial(m)), bondedNetwork)],
      ['planes of (110)', (m) => after(crystalOfMaterial(m), (c) => surfaceOf(c, [1, 1, 0]))],
      [
        'bonds cut by each termination',
        (m) => after(surfaceOf(crystalOfMaterial(m), [1, 1, 0]), cutBonds),
      ],
      [
        'default cut',
        (m) => after(surfaceOf(crystalOfMaterial(m), [1, 1, 0]), (s) => defaultCut(s, 'top', 20)),
      ],
      [
        'plane counts to choose from',
        (m) =>
          after(surfaceOf(crystalOfMaterial(m), [1, 1, 0]), (s) => [
            symmetricPlanes(s, ONE_PLANE),
            dipoleFreeSlab({ ...s, charges: new Float64Array(s.numbers.length) }, ONE_PLANE),
          ]),
      ],
      ['point group', (m) => after(crystalOfMaterial(m), pointGroup)],
    ] as const satisfies readonly (readonly [string, (m: Material) => () => unknown])[]
  ).map(
    ([name, run]): Case => ({
      name: `${name}, general sites in Fm-3m`,
      size: '5, 10, 20 sites of 192 atoms',
      at: (t) => run(generalSites(5 * t)),
    }),
  ),
  {
    name: 'match search',
    size: 'up to 100, 200, 400 Å²',
    at: (t) => {
      const [film, substrate] = ['CdS', 'CsPbBr3'].map((id) =>
        planeLatticeOf(surfaceOf(library1(id), [1, 1, 0])),
      );
      return () =>
        allMatches(film!, substrate!, {
          maxAreaAng2: 100 * t,
          tolerance: STRAIN_DEFAULTS,
          maxAtoms: null,
          mirrors: false,
        });
    },
  },
  {
    name: 'registry map of crowding, wider cells',
    size: '1,000 atoms and more',
    at: (t) => {
      const built = build(wide(6 * t), library);
      const facing = facingOf(built, interfacesOf(built)[0]!);
      return () => scanGeometric(facing, 'overlap', 2.8);
    },
  },
];

function after<T>(value: T, run: (value: T) => unknown): () => unknown {
  return () => run(value);
}

function bestOfThree(run: () => unknown): number {
  run();
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 3; k++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const word = process.argv[2] ?? '';
console.log(`${'what'.padEnd(66)}        n       2n       4n   2n/n  4n/2n`);
for (const { name, size, at } of cases.filter((c) => c.name.includes(word))) {
  const [a, b, c] = ([1, 2, 4] as const).map((t) => bestOfThree(at(t))) as [number, number, number];
  console.log(
    name.padEnd(66),
    ...[a, b, c].map((ms) => ms.toFixed(1).padStart(8)),
    (b / a).toFixed(1).padStart(6),
    (c / b).toFixed(1).padStart(6),
    ` ${size}`,
  );
}
