import { ascii } from '#core/io/text/comment.ts';
import { sha256 } from '#core/io/text/sha256.ts';
import type { Built } from '#core/recipe/build.ts';
import { canonicalJson, recipeHash } from '#core/recipe/hash.ts';
import { VERSION } from '#core/recipe/provenance.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { LINK_PREFIX, linkOf } from '#core/recipe/share.ts';
import type { OutFile } from './exportSource.ts';

/** The definitions that numbers of a bundle rest on. ASCII: they stand in input files too. */
export const DEFINITIONS: Readonly<Record<string, string>> = {
  mismatch:
    '(film - substrate) / substrate, unstrained supercell lengths; positive where the film is longer',
  strain: 'U - 1 of the in-plane deformation, rotation removed, x along a; positive is tension',
  separation: 'd0, lowest atom of the upper slab minus highest atom of the lower one, Angstrom',
  vacuum: 'total empty length along c, half below and half above the stack, Angstrom',
  charge: 'formal charges (oxidation states) in e',
  kSpacing: '|b_i| / N_i in 1/Angstrom, with 2 pi in the reciprocal vectors b_i',
};

/** Length of one piece of a wrapped link. */
const PIECE = 100;
/** Ends a piece that goes on; not among the link's own letters. */
const MORE = '+';

/** The link in pieces short enough for any input file; `linkInText` joins them again. */
export function wrappedLink(recipe: Recipe): readonly string[] {
  const link = linkOf(recipe);
  const pieces: string[] = [];
  for (let i = 0; i < link.length; i += PIECE) pieces.push(link.slice(i, i + PIECE));
  return pieces.map((p, i) => (i < pieces.length - 1 ? p + MORE : p));
}

/**
 * The first Epistack link in a text: in one piece, or wrapped over comment lines that each end with "+".
 * @returns `#z=…`, `#r=…`, or null
 */
export function linkInText(text: string): string | null {
  const packed = /#z=[\w-]+/.exec(text);
  if (packed !== null) return packed[0];
  const start = text.indexOf(LINK_PREFIX);
  if (start < 0) return null;
  let out = LINK_PREFIX;
  const piece = /([A-Za-z0-9_-]*)(\+\r?\n[#!]?[ \t]*)?/y;
  piece.lastIndex = start + LINK_PREFIX.length;
  for (;;) {
    const [, letters = '', more] = piece.exec(text) ?? [];
    out += letters;
    if (more === undefined) return out;
  }
}

/** What a file says of where it comes from, one text a line. */
export const originLines = ({ recipe }: Built): readonly string[] => [
  `${ascii(recipe.title)}`,
  `Epistack ${VERSION}, recipe ${recipeHash(recipe)}; the link below, behind the address of any Epistack page, rebuilds it:`,
  ...wrappedLink(recipe),
];

/** The document that a bundle is made of. */
export const recipeFile = ({ recipe }: Built): OutFile => ({
  path: 'recipe.json',
  text: `${canonicalJson(recipe)}\n`,
});

export const PROVENANCE = 'provenance.json';

/**
 * How a bundle is made, with the definitions of its numbers and the SHA-256 of each of its files: the same bytes on
 * every machine.
 * @param set what the bundle is
 * @param command writes the bundle again from its recipe.json
 * @param files all others of the bundle
 */
export function provenanceFile(
  { recipe }: Built,
  set: string,
  command: readonly string[],
  files: readonly OutFile[],
): OutFile {
  const about = {
    epistack: VERSION,
    title: recipe.title,
    recipeHash: recipeHash(recipe),
    link: linkOf(recipe),
    set,
    positions:
      recipe.relaxed === undefined
        ? 'the rigid stack that recipe.json describes'
        : `${recipe.relaxed.note}; recipe.json holds the displacements from the rigid stack, in 0.001 Angstrom`,
    rebuild: command,
    structure: 'epistack build recipe.json --out POSCAR',
    definitions: DEFINITIONS,
    sha256: Object.fromEntries(files.map(({ path, text }) => [path, sha256(text)])),
  };
  return { path: PROVENANCE, text: sealed(about) };
}

const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The text with the hash of itself, made without that entry. */
const sealed = (about: { readonly sha256: Readonly<Record<string, string>> }): string =>
  jsonText({ ...about, sha256: { ...about.sha256, [PROVENANCE]: sha256(jsonText(about)) } });

/** What a provenance.json says of the bundle that it stands in. */
export interface BundleRecord {
  readonly set: string;
  readonly title: string;
  readonly recipeHash: string;
  /** The command that writes it again, with every option that is not the default; empty where it is not told. */
  readonly rebuild: readonly string[];
  /** By path; files whose hash is not here are not of the bundle, or of one that recorded none. */
  readonly sha256: ReadonlyMap<string, string>;
  /** False when provenance.json itself was changed by hand. */
  readonly intact: boolean;
}

/** Reads a provenance.json; null for a text that was not written here. */
export function readProvenance(text: string): BundleRecord | null {
  let about: unknown;
  try {
    about = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof about !== 'object' || about === null) return null;
  const { set, title, recipeHash: hash, rebuild, sha256: sums } = about as Record<string, unknown>;
  if (typeof set !== 'string' || typeof hash !== 'string') return null;
  const known = typeof sums === 'object' && sums !== null ? (sums as Record<string, string>) : {};
  const { [PROVENANCE]: own, ...others } = known;
  return {
    set,
    title: typeof title === 'string' ? title : '',
    recipeHash: hash,
    rebuild: Array.isArray(rebuild) ? rebuild.map(String) : [],
    sha256: new Map(Object.entries(others)),
    intact: own === sha256(jsonText({ ...about, sha256: others })),
  };
}
