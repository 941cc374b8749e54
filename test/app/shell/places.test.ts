import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  closePlace,
  MENUS,
  openPlace,
  type Place,
  placesStore,
  togglePlace,
} from '#app/shell/places.ts';
import { wasTyped, watchPlaces } from '#app/shell/placesHistory.ts';
import { fc } from '../../helpers/property.ts';

const open = () => placesStore.getState().open;

/** The history of one tab: entries, where it stands, and moves that come later, as in a browser. */
function tab() {
  const states: unknown[] = [null];
  let at = 0;
  let heard: (e: PopStateEvent) => void = () => undefined;
  const arrive = () => heard({ state: states[at] } as PopStateEvent);
  const move = (by: number) => {
    if (states[at + by] === undefined) return;
    at += by;
    arrive();
  };
  vi.stubGlobal('window', {
    history: {
      get state() {
        return states[at];
      },
      pushState: (state: unknown) => {
        states.splice(at + 1, Number.POSITIVE_INFINITY, state);
        at++;
      },
      replaceState: (state: unknown) => {
        states[at] = state;
      },
      back: () => setTimeout(() => move(-1)),
    },
    addEventListener: (_: string, call: typeof heard) => {
      heard = call;
    },
    removeEventListener: () => {
      heard = () => undefined;
    },
  });
  return {
    back: () => move(-1),
    forward: () => move(1),
    /** Another address is typed: a new entry of which the page knows nothing. */
    type: () => {
      states.splice(at + 1, Number.POSITIVE_INFINITY, null);
      at++;
      arrive();
    },
    at: () => at,
    entries: () => states.length,
  };
}

let stop = (): void => undefined;
let history: ReturnType<typeof tab>;
beforeEach(() => {
  vi.useFakeTimers();
  placesStore.setState({ open: [] });
  history = tab();
  stop = watchPlaces();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const settled = () => vi.advanceTimersByTime(10);

const PLACES: readonly Place[] = [
  'find',
  'screen',
  'present',
  'look',
  'atoms',
  'analysis',
  'md',
  'import',
  'export',
  'report',
];
const EXCLUDING = [
  ['find', 'screen'],
  ['look', 'analysis'],
  ['look', 'md'],
  ['look', 'atoms'],
  ['atoms', 'analysis'],
] as const;

test('a page that begins was not typed just now', () => {
  expect(wasTyped()).toBe(false);
});

test('each place is open once, the last opened is last, and those that would stand on each other never both', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PLACES), { maxLength: 12 }), (presses) => {
      placesStore.setState({ open: [] });
      for (const place of presses) {
        const before = open().includes(place);
        togglePlace(place);
        expect(open().includes(place)).toBe(!before);
        if (!before) expect(open().at(-1)).toBe(place);
        expect(new Set(open()).size).toBe(open().length);
        for (const [p, q] of EXCLUDING)
          expect(open().includes(p) && open().includes(q)).toBe(false);
        settled();
      }
    }),
  );
});

test('what is open already stays where it is, what is closed already stays closed', () => {
  openPlace('md');
  openPlace('analysis');
  const before = open();
  openPlace('md');
  closePlace('report');
  expect(open()).toBe(before);
  expect(open()).toEqual(['md', 'analysis']);
});

test('Back closes what was opened last, one entry each, and Forward opens it again', () => {
  openPlace('report');
  openPlace('export');
  expect([history.at(), history.entries()]).toEqual([2, 3]);
  history.back();
  expect(open()).toEqual(['report']);
  history.back();
  expect(open()).toEqual([]);
  history.forward();
  history.forward();
  expect(open()).toEqual(['report', 'export']);
});

test('closed by its own button, its entry stays, and Back goes past it', () => {
  openPlace('report');
  openPlace('export');
  closePlace('export');
  settled();
  expect([history.at(), open()]).toEqual([2, ['report']]);
  history.back();
  settled();
  expect([history.at(), open()]).toEqual([0, []]);
});

test('what is opened next takes over the entry of one that was closed', () => {
  openPlace('report');
  openPlace('export');
  closePlace('export');
  openPlace('md');
  settled();
  expect([history.at(), history.entries(), open()]).toEqual([2, 3, ['report', 'md']]);
  history.back();
  expect(open()).toEqual(['report']);
  history.back();
  expect(open()).toEqual([]);
});

test('one opened in place of another takes over its entry', () => {
  openPlace('find');
  openPlace('screen');
  expect([history.at(), history.entries(), open()]).toEqual([1, 2, ['screen']]);
  history.back();
  expect(open()).toEqual([]);
  // A table needs its file again.
  history.forward();
  expect(open()).toEqual([]);
});

test.each(MENUS)(
  'Back closes the menu “%s” and nothing else, and Forward leaves it closed',
  (menu) => {
    openPlace('find');
    openPlace(menu);
    expect(history.at()).toBe(2);
    history.back();
    expect(open()).toEqual(['find']);
    history.forward();
    expect(open()).toEqual(['find']);
  },
);

test('what is opened from a menu takes its place and its entry', () => {
  openPlace('more');
  openPlace('present');
  expect([history.at(), history.entries(), open()]).toEqual([1, 2, ['present']]);
  history.back();
  expect(open()).toEqual([]);
});

test('closed out of order, Back goes on to the one that is still open', () => {
  openPlace('report');
  openPlace('export');
  closePlace('report');
  expect(open()).toEqual(['export']);
  expect(history.at()).toBe(2);
  history.back();
  // The entry below is of a report that was closed since: nothing opens again.
  expect(open()).toEqual([]);
});

test('an address that is typed leaves what is open, and is told from Back', () => {
  openPlace('report');
  expect(wasTyped()).toBe(false);
  history.type();
  expect([wasTyped(), open()]).toEqual([true, ['report']]);
  history.back();
  expect(wasTyped()).toBe(false);
});

test('when it is no longer watched, places open without an entry', () => {
  stop();
  openPlace('report');
  expect(history.entries()).toBe(1);
});

test('what opens on the page closes the rooms that would stand before it; a dialog opens over them', () => {
  for (const place of ['present', 'look', 'analysis', 'find'] as const) {
    openPlace('nanocrystal');
    openPlace('palette');
    expect(open()).toEqual(['nanocrystal', 'palette']);
    closePlace('palette');
    openPlace(place);
    expect(open()).toEqual([place]);
    closePlace(place);
  }
});
