import { subscripts } from '#core/crystal/structure.ts';
import { misfitSpacingAng } from '#core/match/misfit/misfit.ts';
import { fixed } from '#core/math/decimals.ts';
import type { Built } from '#core/recipe/build.ts';
import { filmsOf, substrateOf } from '#core/recipe/recipe.ts';
import type { LayerReport, Report } from '#core/recipe/report/report.ts';
import { polarityOf } from '#core/surface/tasker.ts';
import type { Story, StoryMarks, StoryStep } from './story.ts';

/** Sides of a cell in which both lattices are made out by themselves, Å. */
const SEEN_ALONE_ANG = 9;

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
  const constants = (i: number) =>
    Object.entries(specs[i]!.cell)
      .map(([key, x]) => `${key} ${fixed(x, 3)} ${key.length > 1 ? '°' : 'Å'}`)
      .join(', ');
  const plane = (i: number) => `(${specs[i]!.hkl.map((x) => fixed(x, 0)).join(' ')})`;
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
        const { surface } = built.slabs[i]!.slab;
        const polarity = polarityOf(surface);
        const type = polarity ? `, Tasker type ${polarity.type}` : '';
        return `${l.label} ${plane(i)}: atomic planes repeat every ${fixed(surface.layerPeriodAng, 3)} Å${type}. The slab holds ${l.planes.length} of them, ${fixed(l.thickness, 2)} Å thick.`;
      }),
      numbers: film === undefined ? ['substrate-spacing'] : ['substrate-spacing', 'film-spacing'],
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
          showMismatch: true,
          colorBy: 'layer',
          showContacts: false,
          ...(isWide && { repeat: 'none' }),
        },
        view: { along: 'c' },
      },
      {
        title: 'Misfit',
        text: [
          'Mismatch is (film − substrate) / substrate. Positive: the film is longer and is compressed to fit.',
          vernier(film, substrate),
        ],
        numbers: ['mismatch-a', 'mismatch-b'],
        look: { showMismatch: true, colorBy: 'layer', showContacts: false, repeat: 'none' },
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

/** Smaller mismatches count as zero: the vernier would be longer than any film. */
const NO_MISMATCH = 1e-4;

/**
 * Along each axis the length after which unstrained film and substrate are out of step by one whole
 * supercell vector.
 */
function vernier(film: LayerReport, substrate: LayerReport): string {
  const lengths = (['a', 'b'] as const).flatMap((axis) => {
    const [lf, ls] = [film.supercell[axis], substrate.supercell[axis]];
    return Math.abs(lf - ls) < NO_MISMATCH * ls
      ? []
      : [`${fixed(misfitSpacingAng(lf, ls) / 10, 1)} nm along ${axis}`];
  });
  if (lengths.length === 0) return 'The two cells agree: no misfit to relieve.';
  return `Left unstrained, the two would slip by one shared cell after ${lengths.join(' and ')} (the product of the two lengths over their difference). Drawn are lattice points of both, + below and × above; after the arrows they are in step again.`;
}
