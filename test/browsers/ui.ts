import { expect } from 'vitest';
import type { Tab, Target } from './tab.ts';

const button = (name: string | RegExp): Target => ({ role: 'button', name });

/** The things on the page that the main paths use, by what a user calls them. */
export const ui = {
  title: { role: 'heading', name: /\(\d \d \d\)|\(\d{3}\)/ },
  mismatch: (axis: 'a' | 'b'): Target => ({ testId: `mismatch-${axis}` }),
  mismatchCard: { role: 'region', name: 'Mismatch' },
  /** Top is top: the film's card comes first. */
  filmPlane: { role: 'textbox', name: 'plane', nth: 0 },
  filmCellsA: { role: 'textbox', name: 'cells along a', nth: 0 },
  separation: { role: 'textbox', name: 'd₀' },
  contact: (pair: 'Cs-S' | 'Br-Cd'): Target => ({ testId: `contact-${pair}` }),
  undo: button('Undo'),
  redo: button('Redo'),
  viewAlongA: button('a'),
  play: button('Play'),
  pause: button('Pause'),
  nextFrame: button('Next frame'),
  time: { testId: 'time' },
  importCrystal: button('Import a crystal…'),
  importDialog: { role: 'dialog', name: 'Import a crystal' },
  importFile: { fileInputOf: 'Import a crystal' },
  whatWasRead: { role: 'region', name: 'What was read' },
  stackCrystal: button('Use as film'),
  findMatches: button('Find matches'),
  findStatus: { testId: 'find-status' },
  match: (nth: number): Target => ({ testId: 'match', nth }),
  exportMenu: button(/^Export/),
  downloadPoscar: button('Download POSCAR'),
  copyLink: button('Copy link'),
} as const satisfies Record<string, Target | ((what: never) => Target)>;

/** Waits for `<html data-ready="true">`, which the page sets after its first drawn frame. */
export const drawn = (tab: Tab): Promise<void> =>
  expect
    .poll(() => tab.evaluate('document.documentElement.dataset.ready'), { timeout: 60_000 })
    .toBe('true');

/** Waits until the text of a thing matches. */
export const reads = (tab: Tab, target: Target, text: string | RegExp): Promise<void> =>
  expect
    .poll(() => tab.text(target), { timeout: 30_000, message: JSON.stringify(target) })
    .toMatch(typeof text === 'string' ? new RegExp(`^${text.replace(/[.+]/g, '\\$&')}$`) : text);
