import { subscripts } from '#core/crystal/structure.ts';
import { misfitLattices } from '#core/match/misfit/misfitLattices.ts';
import { corresponding } from '#core/match/misfit/moire.ts';
import { fixed } from '#core/math/decimals.ts';
import {
  type Cell2,
  det2,
  inverse2,
  length2,
  mul2,
  rowTimes,
  type Vec2,
} from '#core/math/plane2.ts';
import type { Built } from '#core/recipe/build.ts';
import { filmsOf, substrateOf } from '#core/recipe/recipe.ts';
import type { LayerReport, Report } from '#core/recipe/report/report.ts';
import type { Surface } from '#core/surface/surface.ts';
import { polarityOf } from '#core/surface/tasker.ts';
import type { Story, StoryMarks, StoryStep } from './story.ts';

/** Sides of a cell in which both lattices are made out by themselves, Å. */
const SEEN_ALONE_ANG = 9;

/** What the cells of both are seen by: atoms small enough to leave their outlines clear. */
const OUTLINES = {
  showMismatch: true,
  colorBy: 'layer',
  showContacts: false,
  atomScale: 0.55,
  bondRadiusAng: 0.08,
} as const;

/**
 * The story that every stack tells of itself: from bulk to plane to cell to misfit to interface.
 * @param run whether it has a recorded run to play
 * @param marks what was drawn by hand on it
 */
export function documentStory(
  { built, report }: { readonly built: Built; readonly report: Report },
  run: boolean,
  marks?: StoryMarks,
): Story {
  const layers = report.layers.map((l) => ({ ...l, label: subscripts(l.label) }));
  const [substrate, film] = layers;
  const specs = [substrateOf(built.recipe), ...filmsOf(built.recipe)].map((s) => s.slab);
  const surfaceOf = (i: number) => built.slabs[i]!.slab.surface;
  const constants = (i: number) =>
    Object.entries(specs[i]!.cell)
      .filter(([key]) => key !== 'c' || !isSheet(surfaceOf(i)))
      .map(([key, x]) => `${key} ${fixed(x, 3)} ${key.length > 1 ? '°' : 'Å'}`)
      .join(', ');
  const plane = (i: number) => `(${specs[i]!.hkl.map((x) => fixed(x, 0)).join(' ')})`;
  const spacings = (['substrate-spacing', 'film-spacing'] as const).filter(
    (_, i) => i < layers.length && !isSheet(surfaceOf(i)),
  );
  const steps: StoryStep[] = [
    {
      title: 'Crystals',
      start: { recipe: built.recipe },
      text: layers.map(
        (l, i) => `${l.label}, the ${l.role}: ${constants(i)}; ${l.atoms} atoms in this cell.`,
      ),
      view: { along: 'oblique' },
    },
    {
      title: 'Planes',
      text: layers.map((l, i) => {
        const surface = surfaceOf(i);
        const polarity = polarityOf(surface);
        const type = polarity ? `, Tasker type ${polarity.type}` : '';
        if (isSheet(surface))
          return `${l.label}, ${plane(i)}: a single sheet, ${thickness(l)}${type}. No lattice planes follow one another.`;
        return `${l.label}, planes ${plane(i)}: ${spacingWords(surface)} The slab: ${thickness(l)}${type}.`;
      }),
      ...(spacings.length > 0 && { numbers: spacings }),
      look: { showPlanes: true, colorBy: 'layer', showContacts: false, showMismatch: false },
      view: { along: 'b' },
    },
  ];
  if (report.mismatch !== null && film !== undefined && substrate !== undefined) {
    const contacts = report.contacts
      .filter((c) => c.relation !== 'like' && c.interface === 0)
      .slice(0, 2);
    // A wide cell is seen alone, and large; a narrow one among its neighbours.
    const isWide = Math.min(report.cell.a, report.cell.b) >= SEEN_ALONE_ANG;
    steps.push(
      {
        title: 'Cells',
        text: [
          `${film.label} brings ${fixed(film.supercell.a, 3)} × ${fixed(film.supercell.b, 3)} Å, ${substrate.label} offers ${fixed(substrate.supercell.a, 3)} × ${fixed(substrate.supercell.b, 3)} Å.`,
          `One shared cell must hold both: ${fixed(report.cell.a, 3)} × ${fixed(report.cell.b, 3)} Å. The film’s own cell is dashed.`,
        ],
        numbers: ['area'],
        look: {
          ...OUTLINES,
          ...(isWide && { repeat: 'none' }),
        },
        view: { along: 'c' },
      },
      {
        ...misfit(built, report.mismatch, toScale(film, substrate)),
        look: { ...OUTLINES, repeat: 'none' },
        overlay: { points: 'moire' },
        view: { along: 'c' },
      },
      {
        title: 'Interface',
        text: [
          'Each atom of the lower face to its nearest partner across: the mean over the interface.',
          ...report.notes.slice(0, 1),
        ],
        numbers: ['gap', ...contacts.map((c) => `contact:${c.pair}`)],
        look: { showContacts: true },
        view: { along: 'a' },
      },
    );
  }
  if (run)
    steps.push({
      title: 'In motion',
      text: [
        '8 ps at 300 K by a machine-learned potential (PBE, no dispersion): one run of one seed, and not DFT. Space plays and stops it.',
        'In the picture: the length of the one contact that is drawn. In the plot: the mean of the nearest contacts over the interface.',
      ],
      view: { along: 'oblique' },
      motion: { kind: 'play' },
    });
  return {
    epistackStory: 1,
    title: report.title,
    steps: marks === undefined ? steps : steps.map((step) => ({ ...step, marks })),
  };
}

/** The spacing that is shown large, and how the planes of atoms go on within it. */
function spacingWords({ dSpacingAng, layerPeriodAng }: Surface): string {
  const d = `d = ${fixed(dSpacingAng, 3)} Å`;
  const [a, b] = [dSpacingAng / layerPeriodAng, layerPeriodAng / dSpacingAng].map(Math.round) as [
    number,
    number,
  ];
  if (a > 1) return `${d} holds ${a} repeats of the stacking, ${fixed(layerPeriodAng, 3)} Å each.`;
  return b > 1
    ? `the stacking repeats after ${b} d, with ${d}.`
    : `${d} is one repeat of the stacking.`;
}

/** Emptier than this along its normal, a crystal is a single sheet in a box, Å: layers of molecules are nearer. */
const SHEET_GAP_ANG = 8;

/** A crystal that is one sheet has no planes one above the other: its d is the height of an empty box. */
function isSheet({ planes, xyz, layerPeriodAng }: Surface): boolean {
  const depths = planes
    .flatMap(({ atoms }) =>
      atoms.map(({ index, lower }) => lower * layerPeriodAng - xyz[3 * index + 2]!),
    )
    .map((depth) => depth - layerPeriodAng * Math.floor(depth / layerPeriodAng))
    .sort((p, q) => p - q);
  const gaps = depths.map((depth, k) => (depths[k + 1] ?? depths[0]! + layerPeriodAng) - depth);
  return Math.max(...gaps) > SHEET_GAP_ANG;
}

/** A plane of atoms has no thickness that could be measured between two. */
const thickness = ({ planes, thickness: ang }: LayerReport): string =>
  planes.length === 1 && ang < 0.005
    ? 'one plane of atoms'
    : `${planes.length} ${planes.length === 1 ? 'plane' : 'planes'} of atoms, ${fixed(ang, 2)} Å thick`;

/** Smaller mismatches count as zero, a part. */
const NO_MISMATCH = 1e-4;
/** Two directions are one where the sine between them is smaller. */
const ALONG = 1e-4;
/** Smaller turns are none, rad. */
const NO_TURN = 1e-4;

/** What the chapter on the misfit says: of a mismatch, of a turn alone, or of both. */
function misfit(
  built: Built,
  { a, b }: NonNullable<Report['mismatch']>,
  scale: string,
): Pick<StoryStep, 'title' | 'text' | 'numbers'> {
  const turn = turnRad(built);
  const isTurned = turn > NO_TURN;
  const angle = `${fixed((turn * 180) / Math.PI, 2)}°`;
  if (isTurned && Math.max(Math.abs(a), Math.abs(b)) < NO_MISMATCH)
    return {
      title: 'Twist',
      text: [
        `Film and substrate have lattices of one size, so there is no mismatch: the film is turned by ${angle}.`,
        vernier(built, 'the turn'),
        scale,
      ],
      numbers: ['twist', 'moire'],
    };
  return {
    title: 'Misfit',
    text: [
      'Mismatch is (film − substrate) / substrate. Positive: the film is longer and is compressed to fit.',
      vernier(built, isTurned ? `the misfit, with the film turned by ${angle},` : 'the misfit'),
      scale,
    ],
    numbers: ['mismatch-a', 'mismatch-b'],
  };
}

/** By how much the film is turned from where its lattice would lie along the substrate's, rad. */
function turnRad({ slabs, cell }: Built): number {
  const { lower, upper } = misfitLattices(slabs[0]!, slabs[1]!, cell);
  const pair = corresponding(upper.free, lower.free);
  if (pair === null || !pair.isAlike) return 0;
  const [[p, q], [r, s]] = mul2(inverse2(pair.substrate), pair.film);
  return Math.abs(Math.atan2(q - r, p + s));
}

/**
 * After which lengths unstrained film and substrate are in step again: the arrows that the picture of the misfit has.
 * Rows of the moiré that lie along an edge of the shared cell are said to.
 * @param what adds up
 */
function vernier({ slabs, cell }: Built, what: string): string {
  const { moire, upper } = misfitLattices(slabs[0]!, slabs[1]!, cell);
  if (moire === null) return 'No vectors of the two lattices are near each other: no moiré.';
  // Of unlike lattices what corresponds may be a part of the film's cell.
  const toFilm = inverse2(upper.free);
  const isWhole = moire.fringes.every(({ step }) =>
    rowTimes(step, toFilm).every((x) => Math.abs(x - Math.round(x)) < NO_MISMATCH),
  );
  const repeat = isWhole ? 'one repeat of the film' : 'one step of the rows that correspond';
  const spacings = moire.fringes.map((f) => f.spacingAng).filter(Number.isFinite);
  if (spacings.length === 0) return 'The two lattices agree: no misfit to relieve.';
  if (moire.cell === null)
    return `Left unstrained, ${what} adds up to ${repeat} every ${long(Math.min(...spacings))} along one way; along the other the two fit.`;
  const [p, q] = moire.cell.map((v) => ({
    edge: edgeAlong(v, cell),
    length: long(length2(v)),
  })) as [Row, Row];
  const isOne = p.length === q.length;
  const [first, second] = p.edge === 'b' ? [q, p] : [p, q];
  const after =
    p.edge === undefined || q.edge === undefined
      ? isOne
        ? `${p.length} along either arrow`
        : `${p.length} and ${q.length} along the arrows`
      : isOne
        ? `${p.length} along a and along b`
        : `${first.length} along ${first.edge} and ${second.length} along ${second.edge}`;
  return `Left unstrained, ${what} adds up to ${repeat} after ${after}. There the two are in step again.`;
}

interface Row {
  readonly edge: 'a' | 'b' | undefined;
  readonly length: string;
}

const edgeAlong = (v: Vec2, cell: Cell2): Row['edge'] =>
  (['a', 'b'] as const).find((_, k) => {
    const edge = cell[k]!;
    return Math.abs(det2([v, edge])) < ALONG * length2(v) * length2(edge);
  });

/** How far the two part over the one cell that is drawn, where nothing is exaggerated. */
function toScale(film: LayerReport, substrate: LayerReport): string {
  const apart = (['a', 'b'] as const)
    .map((axis) => [axis, Math.abs(film.supercell[axis] - substrate.supercell[axis])] as const)
    .filter(([axis, ang]) => ang > NO_MISMATCH * substrate.supercell[axis])
    .map(([axis, ang]) => `${fixed(ang, 2)} Å along ${axis}`);
  const over =
    apart.length === 0 ? '' : ` Over one shared cell the two part by ${apart.join(' and ')}.`;
  return `Drawn to scale are lattice points of both, + below and × above.${over}`;
}

/** As the arrows of the picture say it: in nm from 10 Å on. */
const long = (ang: number): string =>
  ang < 10 ? `${fixed(ang, 2)} Å` : `${fixed(ang / 10, ang < 100 ? 2 : 1)} nm`;
