import { useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import { Dialog } from '#ui/kit/overlay/Dialog.tsx';
import { type Action, foundActions, runAction } from './action.ts';
import { ACTIONS, actionsNow } from './actions.ts';
import { replayed } from './replayed.ts';
import { takeTypedAhead } from './TypedAhead.tsx';
import './palette.css';

export interface PaletteProps {
  /** Actions that have keys. */
  readonly keyed: readonly Omit<Action, 'group'>[];
  readonly onClose: () => void;
}

/** Those that were fetched when the list was first open. */
let known: readonly Action[] | null = null;

/** Every action of the page by name: type a part of it, choose with the arrows, Enter does it. */
export function Palette({ keyed, onClose }: PaletteProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [fetched, setFetched] = useState(known);
  /** Enter was pressed before all actions were there: the one that is meant may be among the rest. */
  const [isEntered, setEntered] = useState(false);
  useEffect(() => {
    if (fetched !== null) return;
    void import('./fetchedActions.ts').then(
      (m) => {
        known = m.FETCHED_ACTIONS;
        setFetched(known);
      },
      // Without a network those that are there can be chosen.
      () => setFetched([]),
    );
  }, [fetched]);
  const all = useMemo(
    () => [
      ...ACTIONS,
      ...actionsNow(),
      ...(fetched ?? []),
      ...keyed.map((a): Action => ({ ...a, group: 'Key' })),
    ],
    [keyed, fetched],
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
    runAction(action);
  };
  const enter = () => (fetched === null ? setEntered(true) : act(chosen));
  const isDue = isEntered && fetched !== null;
  const actLate = useEffectEvent(() => {
    setEntered(false);
    act(chosen);
  });
  useEffect(() => {
    if (isDue) actLate();
  }, [isDue]);
  const move = (step: number) =>
    setAt((now) => (Math.min(now, found.length - 1) + step + found.length) % found.length);
  const takeOver = useEffectEvent(() => {
    const { text, down, isEntered } = replayed(takeTypedAhead());
    const meant = foundActions(all, text);
    const place = meant.length === 0 ? 0 : ((down % meant.length) + meant.length) % meant.length;
    if (isEntered && fetched !== null) return act(meant[place]);
    setTyped(text);
    setAt(place);
    setEntered(isEntered);
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
          setEntered(false);
        }}
        onKeyDown={(e) => {
          if (e.key === 'ArrowDown' && found.length > 0) move(1);
          else if (e.key === 'ArrowUp' && found.length > 0) move(-1);
          else if (e.key === 'Enter') enter();
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
            <Row action={action} />
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className="about" role="status">
          {fetched === null
            ? 'Fetching the rest of the actions…'
            : 'No action has these words in its name. Try one of them alone.'}
        </p>
      )}
    </Dialog>
  );
}

/** An action with what there is to know of it: why it cannot be done, how it stands, its key. */
function Row({ action }: { readonly action: Action }) {
  const why = action.whyNot?.() ?? null;
  const now = action.now?.() ?? '';
  return (
    <>
      <span>
        {action.name}
        {why !== null && <small>{why}</small>}
      </span>
      {action.keys === undefined ? (
        <span className="under">
          {action.group}
          {now !== '' && ` · ${now}`}
        </span>
      ) : (
        <kbd>{action.keys}</kbd>
      )}
    </>
  );
}
