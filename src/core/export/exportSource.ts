import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { ascii } from '#core/io/text/comment.ts';
import type { Built } from '#core/recipe/build.ts';
import { relaxedBuilt, rigidBuilt } from '#core/recipe/edits/relaxed.ts';
import { frozenAtoms } from '#core/recipe/freeze.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';

/** One file of a bundle; `path` with forward slashes, relative. */
export interface OutFile {
  readonly path: string;
  readonly text: string;
}

/** What is exported: a built stack, or a frame in which its atoms have moved. */
export interface Source {
  readonly built: Built;
  readonly report: Report;
  /** 3N Å in place of the built positions; null for those. */
  readonly xyz: ArrayLike<number> | null;
  /** What the title says of them: " | LAMMPS frame at 6000 fs". */
  readonly note: string;
}

/** The atoms to write. @throws `setting` for positions of another number of atoms */
export function structureOf({ built, xyz }: Source): Structure {
  const { structure } = built;
  if (xyz === null) return structure;
  if (xyz.length !== structure.xyz.length)
    throw new EpistackError({
      code: 'setting',
      field: 'positions',
      expected: `${structure.numbers.length} atoms, as this stack has`,
    });
  return { ...structure, xyz: Float64Array.from(xyz) };
}

/** What a title says of moved atoms: of a frame, or of positions that the document has taken over. */
export const noteOf = ({ built: { recipe }, note }: Source): string =>
  note !== '' || recipe.relaxed === undefined ? note : ` | ${ascii(recipe.relaxed.note)}`;

/**
 * The source with its moved atoms in the document, to 10⁻⁵ Å: then the recipe in a bundle, its report and
 * its checks are of the atoms that are written, and building the recipe gives them again.
 * @throws `setting` for positions of another number of atoms; `recipe` for atoms that have flown apart
 */
export function settled(source: Source): Source {
  if (source.xyz === null) return { ...source, note: noteOf(source) };
  const { xyz } = structureOf(source);
  const said = source.note.replace(/^ \| /, '');
  const built = relaxedBuilt(
    rigidBuilt(source.built),
    xyz,
    said === '' ? 'positions of a frame, not relaxed' : `${said}, not relaxed`,
  );
  const moved = { ...source, built, report: reportOf(built), xyz: null, note: '' };
  return { ...moved, note: noteOf(moved) };
}

/** The frozen atoms as files hold them: 3 flags an atom, 1 = fixed; null when none is. */
export function frozenOf({ built }: Pick<Source, 'built'>): Uint8Array | null {
  const atoms = frozenAtoms(built);
  return (
    atoms && Uint8Array.from({ length: 3 * atoms.length }, (_, k) => atoms[Math.floor(k / 3)]!)
  );
}

/** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; null where there is none. */
export const valencesOf = ({ built }: Pick<Source, 'built'>): Float64Array | null =>
  built.byHand?.valencesE ?? null;

/** "substrate", "film", or "film1", "film2" counted upward: one word each, by layer index. */
export const roleWords = (built: Built): readonly string[] =>
  built.slabs.map((_, i) => (i === 0 ? 'substrate' : built.slabs.length > 2 ? `film${i}` : 'film'));

/** "substrate: CsPbBr3", by layer index. */
export const layerNames = (built: Built): readonly string[] =>
  roleWords(built).map((role, i) => `${role}: ${built.slabs[i]!.name}`);
