import type { Model } from '#app/document/model.ts';
import type { ContactSeries } from '#app/player/player.ts';
import { misfitSpacingAng } from '#core/match/misfit.ts';
import { fixed, signedPercent } from '#core/math/decimals.ts';
import { filmsOf, substrateOf } from '#core/recipe/recipe.ts';
import type { LayerReport } from '#core/recipe/report.ts';
import { polarityOf } from '#core/surface/tasker.ts';
import type { ViewDirection } from '#render/types.ts';
import { pairText, subscripts } from '#ui/kit/format.ts';

/** One step of a lecture: what the picture shows and what stands beside it. */
export interface Chapter {
  readonly title: string;
  readonly text: readonly string[];
  /** Numbers to be read aloud, each with what it is. */
  readonly numbers: readonly { readonly value: string; readonly of: string }[];
  readonly view: ViewDirection;
  /** The player stands under the picture. */
  readonly motion?: boolean;
}

/** From bulk to plane to cell to misfit to interface, in the numbers of the document shown. */
export function storyOf(
  { built, report }: Model,
  thermal: readonly ContactSeries[],
): readonly Chapter[] {
  const [substrate, film] = report.layers;
  const specs = [substrateOf(built.recipe), ...filmsOf(built.recipe)].map((s) => s.slab);
  const name = (l: LayerReport) => subscripts(l.label);
  const constants = (i: number) =>
    Object.entries(specs[i]!.cell)
      .map(([key, x]) => `${key} ${fixed(x, 3)} ${key.length > 1 ? '°' : 'Å'}`)
      .join(', ');
  const plane = (i: number) => `(${specs[i]!.hkl.map((x) => fixed(x, 0)).join(' ')})`;
  const chapters: Chapter[] = [
    {
      title: 'Crystals',
      text: report.layers.map(
        (l, i) => `${name(l)}, the ${l.role}: ${constants(i)}; ${l.atoms} atoms in this cell.`,
      ),
      numbers: [],
      view: 'oblique',
    },
    {
      title: 'Planes',
      text: report.layers.map((l, i) => {
        const { surface } = built.slabs[i]!.slab;
        const polarity = polarityOf(surface);
        const type = polarity ? `, Tasker type ${polarity.type}` : '';
        return `${name(l)} ${plane(i)}: atomic planes repeat every ${fixed(surface.layerPeriodAng, 3)} Å${type}. The slab holds ${l.planes.length} of them, ${fixed(l.thickness, 2)} Å thick.`;
      }),
      numbers: report.layers.map((l, i) => ({
        value: `${fixed(built.slabs[i]!.slab.surface.dSpacingAng, 3)} Å`,
        of: `spacing d of ${name(l)} ${plane(i)}`,
      })),
      view: 'b',
    },
  ];
  if (report.mismatch === null || film === undefined || substrate === undefined) return chapters;
  const { mismatch } = report;
  chapters.push(
    {
      title: 'Cells',
      text: [
        `${name(film)} brings ${fixed(film.supercell.a, 3)} × ${fixed(film.supercell.b, 3)} Å, ${name(substrate)} offers ${fixed(substrate.supercell.a, 3)} × ${fixed(substrate.supercell.b, 3)} Å.`,
        `One shared cell must hold both: ${fixed(report.cell.a, 3)} × ${fixed(report.cell.b, 3)} Å.`,
      ],
      numbers: [{ value: `${fixed(report.area, 1)} Å²`, of: 'area of the shared cell' }],
      view: 'c',
    },
    {
      title: 'Misfit',
      text: [
        'Mismatch is (film − substrate) / substrate. Positive: the film is longer and is compressed to fit.',
        ...vernier(film, substrate),
      ],
      numbers: (['a', 'b'] as const).map((axis) => ({
        value: `${signedPercent(mismatch[axis])} %`,
        of: `mismatch along ${axis}`,
      })),
      view: 'c',
    },
    {
      title: 'Interface',
      text: [
        'Each atom of the lower face to its nearest partner across: the mean over the interface.',
        ...report.notes.slice(0, 1),
      ],
      numbers: [
        ...report.separations.slice(0, 1).map((d) => ({ value: `${fixed(d, 2)} Å`, of: 'gap d₀' })),
        ...report.contacts
          .filter((c) => c.relation !== 'like' && c.interface === 0)
          .slice(0, 2)
          .map((c) => ({ value: `${fixed(c.nearestMean, 3)} Å`, of: `${pairText(c.pair)}, mean` })),
      ],
      view: 'a',
    },
  );
  if (thermal.length > 0)
    chapters.push({
      title: 'In motion',
      text: [
        '8 ps at 300 K by LAMMPS: classical point charges and Lennard-Jones terms, a preview and not DFT. Space plays it.',
        'The means are those of the last 2 ps.',
      ],
      numbers: thermal.map((s) => ({
        value: `${fixed(s.lateMeanAng, 3)} Å`,
        of: `${pairText(s.pair)} at 300 K`,
      })),
      view: 'oblique',
      motion: true,
    });
  return chapters;
}

/** Mismatches below this are none: the vernier would be longer than any film. */
const NO_MISMATCH = 1e-4;

/**
 * Along each axis the length after which unstrained film and substrate are out of step by one whole
 * supercell vector.
 */
function vernier(film: LayerReport, substrate: LayerReport): readonly string[] {
  const lengths = (['a', 'b'] as const).flatMap((axis) => {
    const [lf, ls] = [film.supercell[axis], substrate.supercell[axis]];
    return Math.abs(lf - ls) < NO_MISMATCH * ls
      ? []
      : [`${fixed(misfitSpacingAng(lf, ls) / 10, 1)} nm along ${axis}`];
  });
  if (lengths.length === 0) return ['The two cells agree: no misfit to relieve.'];
  return [
    `Left unstrained, the two would slip by one shared cell after ${lengths.join(' and ')} (the product of the two lengths over their difference): a film that relaxes puts its misfit there.`,
  ];
}
