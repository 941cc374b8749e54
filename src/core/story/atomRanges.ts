/** Single atoms as a text that stays short where they follow each other: "1-12,40", numbered from 1. @param atoms from 0, in ascending order */
export function rangesText(atoms: readonly number[]): string {
  const parts: string[] = [];
  for (let k = 0; k < atoms.length; ) {
    let last = k;
    while (atoms[last + 1] === atoms[last]! + 1) last++;
    parts.push(last === k ? `${atoms[k]! + 1}` : `${atoms[k]! + 1}-${atoms[last]! + 1}`);
    k = last + 1;
  }
  return parts.join(',');
}

/** The atoms of such a text, from 0, in ascending order. @param count of all atoms @returns null for what names others, or anything else */
export function atomsInRanges(text: string, count: number): readonly number[] | null {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last = first] = /^(\d{1,8})(?:-(\d{1,8}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (!(from >= 1 && from <= to && to <= count)) return null;
    for (let i = from - 1; i < to; i++) found.add(i);
  }
  return [...found].sort((p, q) => p - q);
}
