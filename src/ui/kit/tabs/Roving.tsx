import { type ComponentProps, type KeyboardEvent, useEffect, useRef } from 'react';
import { steppedTab } from './steppedTab.ts';

const buttonsIn = (group: HTMLElement): readonly HTMLButtonElement[] =>
  Array.from(group.querySelectorAll<HTMLButtonElement>('button:not(:disabled)'));

const MARKED = '[aria-pressed="true"], [aria-current="true"]';

/** A group may stand in a row, a column, or rows that wrap. */
const ALONG: Readonly<Record<string, string>> = { ArrowDown: 'ArrowRight', ArrowUp: 'ArrowLeft' };

/** Tab stops at one button of a group: where it was last, else at the chosen one. */
function setStop(buttons: readonly HTMLButtonElement[], last: Element | null): void {
  const stop =
    buttons.find((b) => b === last) ?? buttons.find((b) => b.matches(MARKED)) ?? buttons[0];
  for (const b of buttons) b.tabIndex = b === stop ? 0 : -1;
}

/** A group of like buttons, one stop of the Tab key: arrows, Home and End move between them, and choose nothing. */
export function Roving(props: ComponentProps<'fieldset'>) {
  const group = useRef<HTMLFieldSetElement>(null);
  const last = useRef<Element | null>(null);
  // Buttons come and go with what they stand for.
  useEffect(() => setStop(buttonsIn(group.current!), last.current));
  const onKeyDown = (e: KeyboardEvent) => {
    const buttons = buttonsIn(group.current!);
    const at = buttons.indexOf(e.target as HTMLButtonElement);
    const next = at < 0 ? null : steppedTab(ALONG[e.key] ?? e.key, at, buttons.length);
    // In a lecture the arrows step through the story, whatever was pressed last.
    if (next === null || group.current!.closest('.presenting') !== null) return;
    e.preventDefault();
    e.stopPropagation();
    last.current = buttons[next]!;
    setStop(buttons, last.current);
    buttons[next]!.focus();
  };
  return <fieldset ref={group} onKeyDown={onKeyDown} {...props} />;
}
