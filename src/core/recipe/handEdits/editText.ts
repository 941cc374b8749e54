import { atomicNumber, SYMBOLS } from '#core/crystal/elements.ts';
import { composition, formula } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import type { EditOutcome, Lost } from './applyHandEdits.ts';
import { atomsOf, type HandEdit } from './handEdit.ts';

/** What an edit asks for: "delete S2", "move Cd by (0, 0, 0.30) Å", "passivate the top face with pseudo-H". */
export function editText(edit: HandEdit): string {
  switch (edit.kind) {
    case 'delete':
      return `delete ${namedText(edit)}`;
    case 'replace':
      return `replace ${namedText(edit)} by ${edit.element}`;
    case 'move':
      return `move ${namedText(edit)} by (${edit.byAng.map((x) => fixed(x, 2)).join(', ')}) Å`;
    case 'add':
      return `add ${namedText(edit)}`;
    case 'passivate':
      return 'face' in edit
        ? `passivate the ${edit.face} face with ${edit.cap}`
        : `passivate ${namedText(edit)} with ${edit.cap}`;
    default:
      return edit satisfies never;
  }
}

const namedText = (edit: HandEdit): string =>
  formula(
    composition(atomsOf(edit).flatMap(({ at }) => at.map(([symbol]) => atomicNumber(symbol) ?? 0))),
  );

/** What came of it: "2 atoms", "8 H: 4 on Cd (1.5 e each), 4 on S (0.5 e each)". */
export function outcomeText(edit: HandEdit, { done, capped, taken }: EditOutcome): string {
  if (edit.kind !== 'passivate') return `${done} ${done === 1 ? 'atom' : 'atoms'}`;
  const on = capped.map(
    ({ element, caps, valenceE }) =>
      `${caps} on ${SYMBOLS[element]}${valenceE === null ? '' : ` (${valenceE} e each)`}`,
  );
  const left = taken === 0 ? '' : `; ${taken} bonds left, because an atom stands there`;
  return `${done} ${edit.cap}${on.length === 0 ? '' : `: ${on.join(', ')}`}${left}`;
}

/** Why an edit does not find its atoms, as the end of a sentence. */
export const LOST_TEXTS: Readonly<Record<Lost, string>> = {
  'no-slab': 'the stack has no such slab now',
  'other-crystal': 'the slab is of another crystal now',
  'other-plane': 'the slab is cut along another plane now',
  'other-supercell': 'the slab is cut to another supercell now',
  'no-atom': 'no atom is there now: the slab ends elsewhere, or an edit before took it away',
  'other-element': 'the atom there is of another element now',
  'no-face': 'a stack that repeats along c has no outer face',
  'no-bond': 'no dangling bond is left there',
};
