import type { Recipe } from './recipe.ts';

/** What a document is called: the name that its owner gave it, else the title that its slabs make. */
export const documentName = (recipe: Pick<Recipe, 'title'>, given: string | null = null): string =>
  given?.trim() || recipe.title.trim() || 'Untitled stack';

/** The name where only plain text stands, as in the title of a tab: CsPbBr₃ becomes CsPbBr3, − becomes -. */
export const plainName = (name: string): string =>
  name.replaceAll('−', '-').normalize('NFKC').replace(/\s+/g, ' ').trim();

/** Longest name of a file, without what is added to it. */
const MAX_STEM = 80;

/** Indices of a plane or a direction, three or four: "11-1", "-1 0 1". */
const INDICES = /^(?:(?:-?\d){3,4}|-?\d+(?: -?\d+){2,3})$/;

/**
 * The name as the beginning of a file's name: "CdS (110) on CsPbBr₃ (110)" gives CdS-110_on_CsPbBr3-110. Letters of
 * any script stay; what a file system or a shell may trip over does not. A minus before a number becomes an m, as a
 * hyphen could not be told from one between words: Si (−101) gives Si-m101.
 */
export function fileStem(name: string): string {
  const words = plainName(name)
    .replace(/\(([^()]*)\)/g, (whole, inner: string) =>
      INDICES.test(inner.trim()) ? `(${inner.replaceAll('-', 'm')})` : whole,
    )
    .replace(/(?<=^|[\s([,=])-(?=[\d.])/g, 'm')
    .replace(/\s*\(([^()]*)\)/g, (_, inner: string) => `-${inner.trim().replaceAll(' ', '_')}`)
    .replace(/\s+on\s+/g, '_on_')
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replace(/-{2,}/g, '-');
  const stem = trimmed([...trimmed(words)].slice(0, MAX_STEM).join(''));
  // Windows keeps these for devices, whatever follows the point.
  return /^(con|prn|aux|nul|com\d|lpt\d)?(\.|$)/i.test(stem)
    ? `epistack${stem && `-${stem}`}`
    : stem;
}

const trimmed = (text: string): string => text.replace(/^[._-]+|[._-]+$/g, '');
