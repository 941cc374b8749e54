import { turnOf } from '#core/match/elastic.ts';
import {
  burgersAng,
  type MisfitFilm,
  matthewsBlakesleeAng,
  peopleBeanAng,
  poissonRatio,
} from '#core/match/misfit/criticalThickness.ts';
import { misfitSpacingAng, otherDenominators } from '#core/match/misfit/misfit.ts';
import { misfitLattices } from '#core/match/misfit/misfitLattices.ts';
import { greenLagrange, logarithmic, vonMises } from '#core/match/misfit/strainMeasures.ts';
import { fixed, signedPercent } from '#core/math/decimals.ts';
import { length2, type Vec2 } from '#core/math/plane2.ts';
import type { Built, BuiltSlab } from '#core/recipe/build.ts';
import { type Library, materialOf, withElastic } from '#core/recipe/crystals/library.ts';
import type { Report } from '#core/recipe/report/report.ts';

/** What a number is read off. */
export interface NumberSource {
  readonly built: Built;
  readonly report: Report;
  readonly library: Library;
}

/** A number of a stack that a story can show: its text with unit and sign, and what it is. */
export interface StoryNumber {
  readonly name: string;
  /** What it is, said beside it. */
  readonly label: string;
  /** How it is defined, in full. */
  readonly definition: string;
  /** Null where this stack has no such number. */
  readonly value: (source: NumberSource) => string | null;
}

const ang = (x: number | null | undefined, digits: number): string | null =>
  x == null ? null : Number.isFinite(x) ? `${fixed(x, digits)} Å` : 'without end';
/** Lengths of nanometres and more. */
const nm = (x: number | null | undefined): string | null =>
  x == null ? null : Number.isFinite(x) ? `${fixed(x / 10, 1)} nm` : 'without end';
const pct = (x: number | null | undefined): string | null =>
  x == null ? null : `${signedPercent(x)} %`;

const film = ({ report }: NumberSource) => report.layers[1];
const substrate = ({ report }: NumberSource) => report.layers[0]!;

/** Two vectors of a plane's lattice are of one length within this part of it. */
const SAME = 1e-6;

/** Shortest vectors of a slab's own plane lattice, turned as they lie in the stack; one of each ± pair. */
function shortest({ slab, supercell }: BuiltSlab, built: Built): readonly Vec2[] {
  const [a, b] = slab.surface.cell;
  const candidates: Vec2[] = [a, b, [a[0] + b[0], a[1] + b[1]], [a[0] - b[0], a[1] - b[1]]];
  const least = Math.min(...candidates.map(length2));
  const turn = turnOf(supercell, built.cell);
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  return candidates
    .filter((v) => length2(v) < least * (1 + SAME))
    .map(([x, y]): Vec2 => [c * x - s * y, s * x + c * y]);
}

/** Smallest angle between a shortest lattice vector of the film's plane and one of the substrate's. */
function twistRad({ built }: NumberSource): number | null {
  const [below, above] = built.slabs;
  if (below === undefined || above === undefined) return null;
  let least = Math.PI;
  for (const [x, y] of shortest(below, built))
    for (const [u, v] of shortest(above, built)) {
      const angle = Math.abs(Math.atan2(x * v - y * u, x * u + y * v));
      least = Math.min(least, angle, Math.PI - angle);
    }
  return least;
}

function moireAng({ built }: NumberSource): number | null {
  const [below, above] = built.slabs;
  if (below === undefined || above === undefined) return null;
  const { moire } = misfitLattices(below, above, built.cell);
  if (moire === null) return null;
  return moire.cell === null
    ? Math.min(...moire.fringes.map((f) => f.spacingAng))
    : length2(moire.cell[0]);
}

/**
 * What the criteria of critical thickness take of the first film.
 * @returns null without a film, or where the film has no elastic constants or is not cubic
 */
export function misfitFilm({ built, report, library }: NumberSource): MisfitFilm | null {
  const slab = built.slabs[1];
  if (slab === undefined || report.mismatch === null) return null;
  const { elastic, spaceGroup } = materialOf(
    withElastic(library, built.recipe),
    slab.spec.material,
  );
  const { c11, c12 } = elastic?.cGPa ?? {};
  if (spaceGroup.number < 195 || c11 === undefined || c12 === undefined) return null;
  const { a, b } = report.mismatch;
  return {
    mismatch: Math.abs(a) >= Math.abs(b) ? a : b,
    poisson: poissonRatio(c11, c12),
    latticeAng: slab.spec.cell.a,
  };
}

/** Whether the criteria were derived for this film: (001) of a diamond or zinc-blende crystal. */
export function isOfCriteria({ built, library }: NumberSource): boolean {
  const slab = built.slabs[1];
  if (slab === undefined) return false;
  const { spaceGroup } = materialOf(withElastic(library, built.recipe), slab.spec.material);
  const { coprime } = slab.slab.surface.plane;
  const isCubeFace = coprime.filter((i) => i === 0).length === 2;
  return isCubeFace && [216, 227].includes(spaceGroup.number);
}

const critical = (source: NumberSource, of: (film: MisfitFilm) => number | null): string | null => {
  const about = misfitFilm(source);
  if (about === null || !isOfCriteria(source)) return null;
  return nm(of(about)) ?? 'no solution';
};

const AXES = ['a', 'b'] as const;

/** Every number by name, in the order of the documentation. */
export const STORY_NUMBERS: readonly StoryNumber[] = [
  ...AXES.flatMap((axis): StoryNumber[] => [
    {
      name: `mismatch-${axis}`,
      label: `mismatch along ${axis}, over the substrate`,
      definition: `(l film − l substrate) / l substrate of the unstrained supercells along ${axis}; positive: the film is longer`,
      value: ({ report }) => pct(report.mismatch?.[axis]),
    },
    {
      name: `mismatch-over-film-${axis}`,
      label: `mismatch along ${axis}, over the film`,
      definition: `(l film − l substrate) / l film along ${axis}`,
      value: ({ report }) =>
        pct(report.mismatch && otherDenominators(report.mismatch[axis]).overFilm),
    },
    {
      name: `mismatch-over-mean-${axis}`,
      label: `mismatch along ${axis}, over the mean`,
      definition: `2 (l film − l substrate) / (l film + l substrate) along ${axis}`,
      value: ({ report }) =>
        pct(report.mismatch && otherDenominators(report.mismatch[axis]).overMean),
    },
    {
      name: `misfit-spacing-${axis}`,
      label: `out of step by one supercell after, along ${axis}`,
      definition: `l film · l substrate / |l film − l substrate| of the unstrained supercells along ${axis}`,
      value: (source) => {
        const [lf, ls] = [film(source)?.supercell[axis], substrate(source).supercell[axis]];
        return lf === undefined ? null : nm(misfitSpacingAng(lf, ls));
      },
    },
    {
      name: `film-length-${axis}`,
      label: `film’s own supercell along ${axis}`,
      definition: `length of the film’s unstrained supercell vector ${axis}`,
      value: (source) => ang(film(source)?.supercell[axis], 3),
    },
    {
      name: `substrate-length-${axis}`,
      label: `substrate’s own supercell along ${axis}`,
      definition: `length of the substrate’s unstrained supercell vector ${axis}`,
      value: (source) => ang(substrate(source).supercell[axis], 3),
    },
    {
      name: `cell-${axis}`,
      label: `shared cell along ${axis}`,
      definition: `length of the vector ${axis} of the cell that both slabs share`,
      value: ({ report }) => ang(report.cell[axis], 3),
    },
  ]),
  {
    name: 'area-misfit',
    label: 'area misfit',
    definition: '(A film − A substrate) / A substrate of the unstrained supercells',
    value: ({ report }) => pct(report.mismatch?.area),
  },
  {
    name: 'film-strain',
    label: 'strain that the film takes along a',
    definition:
      'ε = U − 1 with U the stretch from the film’s own cell to the shared one, along a; negative: compressed',
    value: (source) => pct(film(source)?.strain.xx),
  },
  {
    name: 'film-strain-b',
    label: 'strain that the film takes, second axis',
    definition: 'ε = U − 1 as above, across a',
    value: (source) => pct(film(source)?.strain.yy),
  },
  {
    name: 'substrate-strain',
    label: 'strain that the substrate takes along a',
    definition:
      'ε = U − 1 with U the stretch from the substrate’s own cell to the shared one, along a',
    value: (source) => pct(substrate(source).strain.xx),
  },
  {
    name: 'film-green-lagrange',
    label: 'Green–Lagrange strain of the film along a',
    definition: 'E = ½ (U² − 1), along a',
    value: (source) => {
      const layer = film(source);
      return layer === undefined ? null : pct(greenLagrange(layer.strain).xx);
    },
  },
  {
    name: 'film-logarithmic',
    label: 'logarithmic strain of the film along a',
    definition: 'ln U along a',
    value: (source) => {
      const layer = film(source);
      return layer === undefined ? null : pct(logarithmic(layer.strain.xx));
    },
  },
  {
    name: 'film-von-mises',
    label: 'von Mises strain of the film',
    definition:
      '√(⅔ e:e), e the Green–Lagrange strain less its mean, zero along the normal; it has no sign',
    value: (source) => {
      const layer = film(source);
      return layer === undefined
        ? null
        : `${fixed(100 * vonMises(greenLagrange(layer.strain)), 2)} %`;
    },
  },
  {
    name: 'film-normal-strain',
    label: 'strain of the film along the normal',
    definition: 'what the document gives the film along its normal; heights grow by 1 + it',
    value: (source) => pct(film(source)?.normalStrain),
  },
  {
    name: 'gap',
    label: 'gap d₀',
    definition: 'lowest atom of the film minus highest atom of the substrate',
    value: ({ report }) => ang(report.separations[0], 2),
  },
  {
    name: 'area',
    label: 'area of the shared cell',
    definition: 'area of the cell that both slabs share',
    value: ({ report }) => `${fixed(report.area, 1)} Å²`,
  },
  {
    name: 'atoms',
    label: 'atoms in the cell',
    definition: 'atoms of the built cell, images not counted',
    value: ({ report }) => String(report.atoms),
  },
  {
    name: 'film-thickness',
    label: 'thickness of the film',
    definition: 'highest minus lowest atom of the film',
    value: (source) => ang(film(source)?.thickness, 1),
  },
  ...([0, 1] as const).map(
    (slab): StoryNumber => ({
      name: `${slab === 0 ? 'substrate' : 'film'}-spacing`,
      label: `plane spacing d of the ${slab === 0 ? 'substrate' : 'film'}`,
      definition: 'distance of lattice planes of these indices, unstrained',
      value: ({ built }) => ang(built.slabs[slab]?.slab.surface.dSpacingAng, 3),
    }),
  ),
  ...([0, 1] as const).map(
    (slab): StoryNumber => ({
      name: `${slab === 0 ? 'substrate' : 'film'}-constant`,
      label: `lattice constant a of the ${slab === 0 ? 'substrate' : 'film'}`,
      definition: 'as the document holds it',
      value: ({ built }) => ang(built.slabs[slab]?.spec.cell.a, 3),
    }),
  ),
  {
    name: 'twist',
    label: 'twist',
    definition:
      'smallest angle between a shortest lattice vector of the film’s plane and one of the substrate’s',
    value: (source) => {
      const twist = twistRad(source);
      return twist === null ? null : `${fixed((twist * 180) / Math.PI, 2)}°`;
    },
  },
  {
    name: 'moire',
    label: 'period of the moiré',
    definition:
      'shortest vector of the lattice whose reciprocal vectors are the differences of those of film and substrate, unstrained, as they lie',
    value: (source) => nm(moireAng(source)),
  },
  {
    name: 'burgers',
    label: 'Burgers vector a/2 ⟨110⟩ of the film',
    definition: 'a / √2 of the film’s lattice constant',
    value: (source) => {
      const about = misfitFilm(source);
      return about === null ? null : ang(burgersAng(about.latticeAng), 2);
    },
  },
  {
    name: 'critical-matthews-blakeslee',
    label: 'critical thickness, Matthews and Blakeslee',
    definition:
      'h = b (1 − ν/4) / (4π |f| (1 + ν)) · (ln(h/b) + 1), for (001) films of diamond and zinc-blende crystals',
    value: (source) => critical(source, matthewsBlakesleeAng),
  },
  {
    name: 'critical-people-bean',
    label: 'critical thickness, People and Bean',
    definition: 'h = (1 − ν)/(1 + ν) · b² / (16π√2 a f²) · ln(h/b), for the same films',
    value: (source) => critical(source, peopleBeanAng),
  },
];

export const NUMBER_NAMES: readonly string[] = STORY_NUMBERS.map(({ name }) => name);

/** "contact:Cs-S": mean distance of a species of the lower face to its nearest of another across the first interface. */
const CONTACT = /^contact:([A-Z][a-z]?-[A-Z][a-z]?)$/;

export const isStoryNumber = (name: string): boolean =>
  CONTACT.test(name) || NUMBER_NAMES.includes(name);

/** @throws nothing: a name that {@link isStoryNumber} refuses is no number of any stack */
export function storyNumber(name: string): StoryNumber | undefined {
  const pair = CONTACT.exec(name)?.[1];
  if (pair === undefined) return STORY_NUMBERS.find((n) => n.name === name);
  return {
    name,
    label: `${pair.replace('-', '–')}, mean`,
    definition: 'each atom of the lower face to its nearest partner across the interface, mean',
    value: ({ report }) =>
      ang(report.contacts.find((c) => c.pair === pair && c.interface === 0)?.nearestMean, 3),
  };
}
