/** The settings of a room with their history. */
export interface SettingsHistory<T> {
  /** Oldest first. */
  readonly past: readonly T[];
  /** The settings of the last step. */
  readonly asked: T;
  /** As the fields show them; a step once they are left. */
  readonly typed: T;
  /** The next first. */
  readonly future: readonly T[];
}

export const beginSettings = <T>(first: T): SettingsHistory<T> => ({
  past: [],
  asked: first,
  typed: first,
  future: [],
});

interface Store<T> {
  getState(): SettingsHistory<T>;
  setState(partial: Partial<SettingsHistory<T>>): void;
}

const MOST_STEPS = 100;

/** What can be done with the settings that a store holds, perhaps among other things. */
export function settingsSteps<T extends object>(store: Store<T>) {
  /** What was typed, and one change more, becomes a step; none where nothing is another. */
  const ask = (change: Partial<T> = {}): void => {
    const { past, asked, typed } = store.getState();
    const next = { ...typed, ...change };
    const isSame = JSON.stringify(next) === JSON.stringify(asked);
    store.setState(
      isSame
        ? { typed: asked }
        : {
            past: [...past, asked].slice(-MOST_STEPS),
            asked: next,
            typed: next,
            future: [],
          },
    );
  };
  return {
    ask,
    /** Shows a change that is no step yet. */
    type: (change: Partial<T>): void =>
      store.setState({ typed: { ...store.getState().typed, ...change } }),
    undo: (): void => {
      const { past, asked, future } = store.getState();
      const before = past.at(-1);
      if (before !== undefined)
        store.setState({
          past: past.slice(0, -1),
          asked: before,
          typed: before,
          future: [asked, ...future],
        });
    },
    redo: (): void => {
      const { past, asked, future } = store.getState();
      const [next, ...rest] = future;
      if (next !== undefined)
        store.setState({ past: [...past, asked], asked: next, typed: next, future: rest });
    },
  };
}
