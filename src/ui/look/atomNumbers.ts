import { MAX_PICKED_ATOMS } from '#app/look/pickedAtoms.ts';

/** Atoms counted from 0, or why there are none. */
export type TypedAtoms =
  | { readonly atoms: readonly number[] }
  | { readonly atoms: null; readonly problem: string };

/**
 * Reads atom numbers as POSCAR counts them, from 1.
 * @param count atoms that there are
 */
export function typedAtoms(text: string, count: number): TypedAtoms {
  const refused = (problem: string): TypedAtoms => ({ atoms: null, problem });
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length === 0 || words.length > MAX_PICKED_ATOMS)
    return refused(`2 to ${MAX_PICKED_ATOMS} atom numbers, such as 17 145`);
  for (const [k, word] of words.entries()) {
    if (!/^\d+$/.test(word)) return refused(`"${word.slice(0, 20)}" is no atom number`);
    if (!(Number(word) >= 1 && Number(word) <= count))
      return refused(`no atom ${word.slice(0, 20)}: they are numbered from 1 to ${count}`);
    if (words.findIndex((other) => Number(other) === Number(word)) !== k)
      return refused(`atom ${Number(word)} stands there twice`);
  }
  return { atoms: words.map((word) => Number(word) - 1) };
}
