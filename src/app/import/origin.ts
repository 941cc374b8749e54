import { library } from '#app/document/library.ts';
import { cellParameters } from '#core/crystal/lattice.ts';
import { composition, type Structure } from '#core/crystal/structure.ts';
import { linkInText } from '#core/export/provenance.ts';
import { readFrame } from '#core/io/readAtoms.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import { build } from '#core/recipe/build.ts';
import { recipeOfAnyLink } from '#engines/zip/packedLink.ts';
import type { ImportSource, Origin } from './importTasks.ts';

/** What files round away, of cells and of positions. */
const SAME = { ang: 0.002, deg: 0.01 };

/** Atoms of which every pair is compared in a moment. */
const MOST_COMPARED = 1000;

/** The document that a file of ours says it was made from, and whether its atoms stand there as in the file. */
export function originOf({ data, name, frame = 0, ...options }: ImportSource): Origin | null {
  try {
    const link = linkInText(typeof data === 'string' ? data : decodeUtf8(data));
    if (link === null) return null;
    const recipe = recipeOfAnyLink(link);
    const { structure } = readFrame(data, name, frame, options).file;
    return { recipe, movedAng: movedAng(build(recipe, library).structure, structure) };
  } catch {
    // Cut off or altered by another program: then it is a crystal as any other.
    return null;
  }
}

/** How far an atom of the file stands at most from its place, Å; null for other atoms or another cell. */
function movedAng(of: Structure, file: Structure): number | null {
  const [ours, theirs] = [of, file].map(({ lattice }) => cellParameters(lattice));
  for (const key of ['a', 'b', 'c', 'alpha', 'beta', 'gamma'] as const) {
    const most = key.length > 1 ? SAME.deg : SAME.ang;
    if (Math.abs(ours![key] - theirs![key]) > most) return null;
  }
  if (JSON.stringify(sorted(of)) !== JSON.stringify(sorted(file))) return null;
  const [mine, its] = [of, file].map(inOrder);
  const [toOurs, toTheirs] = [of, file].map(({ lattice }) => inverse(lattice));
  const apart = (i: number, j: number): number => {
    const at = mulRow(row(of.xyz, i), toOurs!);
    const to = mulRow(row(file.xyz, j), toTheirs!);
    const [da, db, dc] = at.map((x, k) => x - to[k]! - Math.round(x - to[k]!));
    return Math.hypot(...mulRow([da!, db!, dc!], of.lattice));
  };
  const most = maxOf(mine!.map((i, k) => apart(i, its![k]!)));
  if (most <= SAME.ang) return 0;
  if (mine!.length > MOST_COMPARED) return most;
  // Written by symmetry, its atoms come back in another order: each against the nearest of its element.
  const nearest = maxOf(
    its!.map((j) => {
      let least = Number.POSITIVE_INFINITY;
      for (const i of mine!)
        if (of.numbers[i] === file.numbers[j]) least = Math.min(least, apart(i, j));
      return least;
    }),
  );
  return nearest <= SAME.ang ? 0 : nearest;
}

const maxOf = (of: readonly number[]): number => of.reduce((a, b) => Math.max(a, b), 0);

const sorted = ({ numbers }: Structure) => Object.entries(composition(numbers)).sort();

/** Atoms by element, as files may gather them; those of one element as they stand in the list. */
const inOrder = ({ numbers }: Structure): readonly number[] =>
  [...numbers.keys()].sort((i, j) => numbers[i]! - numbers[j]! || i - j);
