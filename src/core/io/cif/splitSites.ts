import { EpistackError } from '#core/errors.ts';
import type { SharedSite } from '#core/io/disorder/disorder.ts';
import { type CifSite, sharedSite } from './cifDisorder.ts';
import type { Orbits } from './orbits.ts';

/** Largest deviation from 1 of what the images of one atom sum to that still means one. */
const WHOLE = 0.02;

/** Whether symmetry puts several images of an atom where there is room for one. */
export const isSplit = ({ splitOf }: Orbits): boolean => splitOf.some((first, i) => first !== i);

interface SplitSite {
  readonly site: SharedSite;
  /** The file calls each of the images full, which cannot be. */
  readonly full: boolean;
  readonly warning: string;
}

/**
 * Sites whose images symmetry puts where there is room for one atom, by their number: each image is there for its part of
 * the time. Where the file leaves the occupancy out, the images share one atom.
 * @throws `partial-occupancy` where the images sum to more than one
 */
export function splitSites(
  sites: readonly CifSite[],
  { siteOf, splitOf }: Orbits,
): ReadonlyMap<number, SplitSite> {
  const places = new Map<number, { all: number; first: number }>();
  for (const [i, s] of siteOf.entries()) {
    const found = places.get(s) ?? { all: 0, first: 0 };
    found.all++;
    if (splitOf[i] === i) found.first++;
    places.set(s, found);
  }
  const out = new Map<number, SplitSite>();
  for (const [s, { all, first }] of places) {
    const parts = all / first;
    if (parts === 1) continue;
    const given = sharedSite(sites[s]!);
    const label = `${given.label}, split over ${parts} places`;
    const full = sites[s]!.shared === undefined;
    const occupants = full
      ? given.occupants.map(({ z }) => ({ z, occupancy: 1 / parts }))
      : given.occupants;
    if (parts * occupants.reduce((sum, o) => sum + o.occupancy, 0) > 1 + WHOLE)
      throw new EpistackError({
        code: 'partial-occupancy',
        sites: [label],
        models: [],
        reason:
          'symmetry puts these places where there is room for one atom, and their occupancies sum to more than 1',
      });
    out.set(s, {
      site: { ...given, label, occupants },
      full,
      warning: `${given.label}: symmetry puts ${parts} of its images where there is room for one atom; the file does not say that they are partly occupied, and is read as if they were, by 1/${parts} each`,
    });
  }
  return out;
}
