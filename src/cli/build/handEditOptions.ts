import { type Arguments, optional, UsageError } from '#cli/args.ts';
import { readBytes } from '#cli/input.ts';
import { atomicNumber } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { type Built, build } from '#core/recipe/build.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import type { Change } from '#core/recipe/edits/change.ts';
import { namesOf, placeInSlab, slabAtHeight } from '#core/recipe/handEdits/atomNames.ts';
import { addHandEdit, withHandEdits } from '#core/recipe/handEdits/changeHandEdits.ts';
import type { Cap, HandEdit } from '#core/recipe/handEdits/handEdit.ts';
import { handEdits } from '#core/recipe/handEdits/parseHandEdits.ts';

/** Changes of single atoms of the document. */
export const handEditOptions = {
  edits: 'string',
  delete: 'string',
  move: 'string',
  replace: 'string',
  add: 'string',
  passivate: 'string',
} as const;

export const HAND_EDIT_HELP = `single atoms are edited last, in this order: --edits FILE makes the edits of a file (a JSON list as in a recipe),
  --edits none takes out all that the recipe has; --delete 12,13; --move 5,6:0,0,0.3 by a vector in Å;
  --replace 13,14:Se; --add Se:1.5,2.2,43 at a position in Å; --passivate top|bottom|12,13[:pseudo-H] ends dangling
  bonds by hydrogen. Atoms are numbered from 1 as in the file that build --out writes without these options; one atom
  stands in one of them, and several runs with --recipe do more`;

/**
 * The edits that the options ask for; null where none is asked for.
 * @throws {UsageError} for an option that cannot be read, or an atom that there is not
 */
export function handEditOption(args: Arguments, library: Library): Change | null {
  if (Object.keys(handEditOptions).every((name) => optional(args, name) === null)) return null;
  return (recipe) => {
    const before = fileEdits(optional(args, 'edits'))(recipe);
    const built = build(before, library);
    return editsOf(args, built).reduce((now, edit) => addHandEdit(edit)(now), before);
  };
}

function fileEdits(path: string | null): Change {
  if (path === null) return (recipe) => recipe;
  if (path === 'none') return withHandEdits([]);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(readBytes(path)));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new EpistackError({ code: 'recipe', field: path, expected: `JSON (${error.message})` });
  }
  const edits = handEdits(value, path);
  return (recipe) => withHandEdits([...(recipe.edits ?? []), ...edits])(recipe);
}

function editsOf(args: Arguments, built: Built): readonly HandEdit[] {
  const parts = (name: string): readonly [string, string] | null => {
    const text = optional(args, name);
    if (text === null) return null;
    const at = text.indexOf(':');
    return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  };
  const named = (name: string, text: string) => namesOf(built, atomNumbers(name, text, built));
  const [gone, moved, other, added] = ['delete', 'move', 'replace', 'add'].map(parts);
  const capped = parts('passivate');
  const out: HandEdit[] = [];
  if (gone) out.push({ kind: 'delete', atoms: named('delete', gone.join('')) });
  if (moved)
    out.push({ kind: 'move', atoms: named('move', moved[0]), byAng: vector('move', moved[1]) });
  if (other)
    out.push({
      kind: 'replace',
      atoms: named('replace', other[0]),
      element: symbol('replace', other[1]),
    });
  if (added) {
    const at = vector('add', added[1]);
    const slab = slabAtHeight(built, at[2]);
    out.push({ kind: 'add', atoms: placeInSlab(built, slab, symbol('add', added[0]), at) });
  }
  if (capped) {
    const [where, cap = 'H'] = [capped[0], capped[1] || undefined];
    if (!isCap(cap)) throw new UsageError(`--passivate takes H or pseudo-H, not "${cap}"`);
    out.push(
      where === 'top' || where === 'bottom'
        ? { kind: 'passivate', face: where, cap }
        : { kind: 'passivate', atoms: named('passivate', where), cap },
    );
  }
  return out;
}

const isCap = (text: string): text is Cap => text === 'H' || text === 'pseudo-H';

function atomNumbers(option: string, text: string, { structure }: Built): readonly number[] {
  const count = structure.numbers.length;
  return text.split(',').map((word) => {
    const n = /^\s*\d+\s*$/.test(word) ? Number(word) : Number.NaN;
    if (!(n >= 1 && n <= count))
      throw new UsageError(
        `--${option} takes numbers of atoms from 1 to ${count} such as 12,13, not "${word.slice(0, 40)}"`,
      );
    return n - 1;
  });
}

function symbol(option: string, text: string): string {
  if (atomicNumber(text) === undefined)
    throw new UsageError(
      `--${option} takes the symbol of an element such as Se, not "${text.slice(0, 40)}"`,
    );
  return text;
}

function vector(option: string, text: string): Vec3 {
  const parts = text.split(',').map((x) => (x.trim() === '' ? Number.NaN : Number(x)));
  if (parts.length !== 3 || !parts.every(Number.isFinite))
    throw new UsageError(
      `--${option} takes three lengths in Å such as 0,0,0.3, not "${text.slice(0, 40)}"`,
    );
  // Three, as was just counted.
  return parts as unknown as Vec3;
}
