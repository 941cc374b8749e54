import { useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import { Dialog } from '#ui/kit/overlay/Dialog.tsx';
import { ACTIONS, type Action, foundActions } from './actions.ts';
import { replayed } from './replayed.ts';
import { takeTypedAhead } from './TypedAhead.tsx';
import './palette.css';

export interface PaletteProps {
  /** Actions that have keys. */
  readonly keyed: readonly Omit<Action, 'group'>[];
  readonly onClose: () => void;
}

/** Every action of the page by name: type a part of it, choose with the arrows, Enter does it. */
export function Palette({ keyed, onClose }: PaletteProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const all = useMemo(
    () => [...ACTIONS, ...keyed.map((a): Action => ({ ...a, group: 'Key' }))],
    [keyed],
  );
  const found = foundActions(all, typed);
  const chosen = found[Math.min(at, found.length - 1)];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen)
      list.current!.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const act = (action: Action | undefined) => {
    if (action === undefined) return;
    onClose();
    action.run();
  };
  const move = (step: number) =>
    setAt((now) => (Math.min(now, found.length - 1) + step + found.length) % found.length);
  const takeOver = useEffectEvent(() => {
    const { text, down, isEntered } = replayed(takeTypedAhead());
    const meant = foundActions(all, text);
    const place = meant.length === 0 ? 0 : ((down % meant.length) + meant.length) % meant.length;
    if (isEntered) return act(meant[place]);
    setTyped(text);
    setAt(place);
  });
  // When the field has the focus, and not while it is made: keys may come until then.
  useEffect(() => takeOver(), []);
  return (
    <Dialog label="Find an action" className="palette" closesOutside onClose={onClose}>
      <input
        role="combobox"
        aria-label="Action"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen && `${id}-${chosen.id}`}
        placeholder="Type what you want to do"
        autoComplete="off"
        value={typed}
        onChange={(e) => {
          setTyped(e.target.value);
          setAt(0);
        }}
        onKeyDown={(e) => {
          if (e.key === 'ArrowDown' && found.length > 0) move(1);
          else if (e.key === 'ArrowUp' && found.length > 0) move(-1);
          else if (e.key === 'Enter') act(chosen);
          else return;
          e.preventDefault();
        }}
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Actions" tabIndex={-1}>
        {found.map((action) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
          <div
            key={action.id}
            id={`${id}-${action.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={action === chosen}
            onClick={() => act(action)}
          >
            <span>{action.name}</span>
            {action.keys === undefined ? (
              <span className="under">{action.group}</span>
            ) : (
              <kbd>{action.keys}</kbd>
            )}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className="about" role="status">
          No action has these words in its name. Try one of them alone.
        </p>
      )}
    </Dialog>
  );
}
