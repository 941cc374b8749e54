import { createStore } from 'zustand/vanilla';
import { commit } from '#app/document/document.ts';
import type { ScreenReply, ScreenRequest, ScreenSummary } from './screenMessages.ts';
import { FIRST_VIEW, type ScreenRow, type ScreenView } from './screenTable.ts';

/** A table of `screen` that is being looked at. */
export interface Screening {
  /** Its name; null when none is open. */
  readonly file: string | null;
  readonly status: 'reading' | 'ready' | 'failed';
  readonly reason: string | null;
  /** 0 to 1. */
  readonly progress: number;
  readonly lines: number;
  readonly summary: ScreenSummary | null;
  readonly view: ScreenView;
  /** The rows of the view, for the plot; null until they are arranged. */
  readonly points: ScreenPoints | null;
  /** The rows near those on screen. */
  readonly window: { readonly from: number; readonly rows: readonly ScreenRow[] };
  /** The row under the cursor or the focus, and what is known of it. */
  readonly pointed: { readonly at: number; readonly row: ScreenRow | null } | null;
  /** Key of the candidate that was built last. */
  readonly built: string | null;
}

export interface ScreenPoints {
  /** Of the view that they belong to. */
  readonly id: number;
  readonly sizes: Float32Array;
  readonly strains: Float32Array;
  readonly front: Uint32Array;
}

const NONE: Screening = {
  file: null,
  status: 'reading',
  reason: null,
  progress: 0,
  lines: 0,
  summary: null,
  view: FIRST_VIEW,
  points: null,
  window: { from: 0, rows: [] },
  pointed: null,
  built: null,
};

export const screeningStore = createStore<Screening>()(() => NONE);

const set = (part: Partial<Screening>): void => screeningStore.setState(part);

let worker: Worker | null = null;
/** Of the view that was asked for last: answers to older ones are dropped. */
let asked = 0;
/** One view at a time is arranged, so that typing fast queues no work: then the latest one. */
let waiting: 'nothing' | 'answer' | 'answer, then again' = 'nothing';
let onAnswer: ((text: string) => void) | null = null;

const send = (request: ScreenRequest): void => worker?.postMessage(request);

/** Reads a table of `screen` in a worker; the one before it is closed. */
export function openScreen(file: File): void {
  closeScreen();
  set({ ...NONE, file: file.name });
  const mine = new Worker(new URL('./screen.worker.ts', import.meta.url), {
    type: 'module',
  });
  worker = mine;
  mine.onerror = (event) => {
    event.preventDefault();
    worker = null;
    mine.terminate();
    set({ status: 'failed', reason: `reading it met a bug in Epistack (${event.message})` });
  };
  mine.onmessage = ({ data }: MessageEvent<ScreenReply>) => {
    if (worker === mine) take(data);
  };
  send({ kind: 'read', file });
}

export function closeScreen(): void {
  worker?.terminate();
  worker = null;
  waiting = 'nothing';
  onAnswer = null;
  screeningStore.setState(NONE, true);
}

/** Arranges the rows anew: another filter, order, or match for each candidate. */
export function setView(part: Partial<ScreenView>): void {
  const view = { ...screeningStore.getState().view, ...part };
  set({ view });
  if (screeningStore.getState().summary !== null) arrange(view);
}

function arrange(view: ScreenView): void {
  if (waiting !== 'nothing') {
    waiting = 'answer, then again';
    return;
  }
  waiting = 'answer';
  asked++;
  send({ kind: 'view', id: asked, view });
}

/** Rows fetched beyond those asked for, each way. */
const SPARE = 80;

/** Makes sure that these rows are in the window, or will be. */
export function wantRows(from: number, to: number): void {
  const { window, points } = screeningStore.getState();
  const total = points?.sizes.length ?? 0;
  const [low, high] = [Math.max(0, from), Math.min(total, to)];
  if (low >= window.from && high <= window.from + window.rows.length) return;
  if (points === null) return;
  const { id } = points;
  send({ kind: 'rows', id, from: Math.max(0, low - SPARE), to: Math.min(total, high + SPARE) });
}

/** Points at a row of the view: the plot, the table and the numbers follow. */
export function pointAtRow(at: number): void {
  const { window, points, pointed } = screeningStore.getState();
  if (points === null || pointed?.at === at) return;
  const row = window.rows[at - window.from] ?? null;
  set({ pointed: { at, row } });
  if (row === null) send({ kind: 'row', id: points.id, at });
}

/** Opens the candidate of a row as one step that undo takes back. */
export function openCandidate(row: number, onSay: (text: string) => void): void {
  const { points } = screeningStore.getState();
  if (points === null) return;
  onAnswer = onSay;
  send({ kind: 'recipe', id: points.id, row });
}

function take(reply: ScreenReply): void {
  switch (reply.kind) {
    case 'progress':
      set({ progress: reply.fraction, lines: reply.lines });
      break;
    case 'failed':
      set({ status: 'failed', reason: reply.reason });
      break;
    case 'read':
      set({ status: 'ready', progress: 1, summary: reply.summary });
      arrange(screeningStore.getState().view);
      break;
    case 'view': {
      const { id, sizes, strains, front } = reply;
      const again = waiting === 'answer, then again';
      waiting = 'nothing';
      if (again) arrange(screeningStore.getState().view);
      else set({ points: { id, sizes, strains, front }, window: NONE.window, pointed: null });
      break;
    }
    case 'rows':
      if (reply.id === asked) set({ window: { from: reply.from, rows: reply.rows } });
      break;
    case 'row':
      if (reply.id === asked && screeningStore.getState().pointed?.at === reply.at)
        set({ pointed: { at: reply.at, row: reply.row } });
      break;
    case 'recipe': {
      const { recipe, key } = reply;
      commit(() => recipe);
      set({ built: key });
      onAnswer?.(`Built: ${recipe.title}. Undo takes it back.`);
      break;
    }
    case 'refused':
      onAnswer?.(`Not built: ${reply.reason}.`);
      break;
    default:
      reply satisfies never;
  }
}
