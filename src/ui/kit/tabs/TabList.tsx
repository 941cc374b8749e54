import { useRef } from 'react';
import { steppedTab } from './steppedTab.ts';
import './tabs.css';

interface TabListProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly (readonly [id: T, text: string])[];
  readonly tab: T;
  readonly onTab: (tab: T) => void;
  /** Tabs get the ids `PREFIX-TAB`, by which their panel is named. */
  readonly idPrefix?: string;
  /** Of a row of buttons. */
  readonly className?: string;
  /** Drawn as small buttons, not as a line under the chosen one. */
  readonly asButtons?: boolean;
}

/** A row of tabs, one stop of the Tab key: arrows, Home and End move between them and choose. */
export function TabList<T extends string>(props: TabListProps<T>) {
  const { label, tabs, tab, onTab, idPrefix, className, asButtons = false } = props;
  const host = useRef<HTMLDivElement>(null);
  const onKeyDown = (e: React.KeyboardEvent) => {
    const at = tabs.findIndex(([id]) => id === tab);
    const next = steppedTab(e.key, at, tabs.length);
    if (next === null) return;
    e.preventDefault();
    e.stopPropagation();
    onTab(tabs[next]![0]);
    (host.current!.children[next] as HTMLElement).focus();
  };
  return (
    <div
      ref={host}
      className={asButtons ? className : 'tab-line'}
      role="tablist"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {tabs.map(([id, text]) => (
        <button
          key={id}
          id={idPrefix && `${idPrefix}-${id}`}
          type="button"
          role="tab"
          aria-selected={id === tab}
          tabIndex={id === tab ? 0 : -1}
          className={asButtons ? (id === tab ? 'button small' : 'button small quiet') : undefined}
          onClick={() => onTab(id)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
