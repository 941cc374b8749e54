import { say } from '#app/shell/toasts.ts';
import { SYNONYMS } from './synonyms.ts';

/** Something that can be done, by name. */
export interface Action {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly keys?: string;
  /** How it stands now: "on", "chosen"; empty for nothing to say. */
  readonly now?: () => string;
  /** Why it cannot be done as things stand, or null. */
  readonly whyNot?: () => string | null;
  readonly run: () => void;
}

/** Does it, or says why not. */
export function runAction({ whyNot, run }: Action): void {
  const why = whyNot?.() ?? null;
  if (why === null) run();
  else say(why);
}

/** How often, and how many times, is looked for something that is being fetched. */
const [EVERY_MS, TIMES] = [50, 60];

/** Puts the focus on something of the page as soon as it stands, after the closed list has given the focus back. */
export function focusSoon(selector: string, then?: (element: HTMLElement) => void): void {
  let left = TIMES;
  const look = (): void => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element === null) {
      if (left-- > 0) setTimeout(look, EVERY_MS);
      return;
    }
    element.focus();
    element.scrollIntoView({ block: 'nearest' });
    then?.(element);
  };
  setTimeout(look);
}

/**
 * Actions that hold every word that was typed: those whose name begins so, then with the first word, then
 * those with all words in the name, last by their other names.
 */
export function foundActions(actions: readonly Action[], typed: string): readonly Action[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const first = words[0];
  if (first === undefined) return actions;
  const rank = ({ id, name, group }: Action): number => {
    const own = plain(name);
    const holds = (text: string) => words.every((word) => text.includes(word));
    if (own.startsWith(words.join(' '))) return 0;
    if (holds(own)) return own.startsWith(first) ? 1 : 2;
    return holds(plain(`${name} ${group} ${SYNONYMS[id] ?? ''}`)) ? 3 : 4;
  };
  return actions
    .map((action) => [action, rank(action)] as const)
    .filter(([, place]) => place < 4)
    .sort(([, p], [, q]) => p - q)
    .map(([action]) => action);
}

/** Small letters without subscripts, so that "cspbbr3" finds CsPbBr₃. */
const plain = (text: string): string => text.normalize('NFKD').toLowerCase();
