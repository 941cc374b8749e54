import { commit } from '#app/document/document.ts';
import { problemOf } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import { NO_SCREENING, type Screening, screeningStore } from './screeningStore.ts';
import type { ScreenTasks } from './screenTasks.ts';
import type { ScreenView } from './screenView.ts';

const set = (part: Partial<Screening>): void => screeningStore.setState(part);

/** The table is in the worker's memory: when the worker is lost, so is the table. */
const worker = new WorkerClient<ScreenTasks>(
  () => new Worker(new URL('./screen.worker.ts', import.meta.url), { type: 'module' }),
  {
    idle: 'kept',
    onLost: ({ message }) => fail(message, true),
    here: () => import('./screenHandlers.ts').then((m) => m.screenHandlers()),
  },
);
let source: File | null = null;
/** Number of the latest view; answers to older ones are dropped. */
let asked = 0;
/** Only one view is arranged at a time, followed by the latest, so that fast typing queues no work. */
let isArranging = false;
let isOutdated = false;

function stopArranging(): void {
  isArranging = false;
  isOutdated = false;
}

function fail(reason: string, isLost: boolean): void {
  stopArranging();
  // Without the rows, the pointed row and the filters are gone too.
  set({ ...NO_SCREENING, file: source?.name ?? null, status: 'failed', reason, isLost });
}

/** @returns null for a call that was cancelled or whose worker was lost, which has already been reported */
async function answered<Result>(call: Promise<Result>): Promise<Result | null> {
  try {
    return await call;
  } catch (error) {
    const problem = problemOf(error);
    if (problem !== null && !problem.isLost) fail(problem.reason, false);
    return null;
  }
}

/** Reads a table of `screen` in a worker; the one before it is closed. */
export async function openScreen(file: File): Promise<void> {
  closeScreen();
  source = file;
  set({ ...NO_SCREENING, file: file.name });
  const onPart = ({ fraction, lines }: ScreenTasks['read']['part']) =>
    set({ progress: fraction, lines });
  const summary = await answered(worker.call('read', { file }, { onPart }));
  if (summary === null) return;
  set({ status: 'ready', progress: 1, summary });
  await arrange();
}

/** Reads the same file again after its worker was lost. */
export function readAgain(): void {
  if (source !== null) void openScreen(source);
}

export function closeScreen(): void {
  worker.end();
  source = null;
  stopArranging();
  screeningStore.setState(NO_SCREENING, true);
}

/** Arranges the rows again after a change of filter, order, or which match represents a candidate. */
export function setView(part: Partial<ScreenView>): void {
  set({ view: { ...screeningStore.getState().view, ...part } });
  if (screeningStore.getState().summary !== null) void arrange();
}

async function arrange(): Promise<void> {
  if (isArranging) {
    isOutdated = true;
    return;
  }
  isArranging = true;
  const id = ++asked;
  const { view } = screeningStore.getState();
  const rows = await answered(worker.call('arrange', { id, view }));
  if (rows === null || id !== asked) return;
  const again = isOutdated;
  stopArranging();
  if (again) await arrange();
  else set({ points: { id, ...rows }, window: NO_SCREENING.window, pointed: null });
}

/** Rows fetched beyond those asked for, each way. */
const SPARE = 80;

/** Makes sure that these rows are in the window, or will be. */
export async function wantRows(from: number, to: number): Promise<void> {
  const { window, points } = screeningStore.getState();
  if (points === null) return;
  const { id, sizes } = points;
  const [low, high] = [Math.max(0, from), Math.min(sizes.length, to)];
  if (low >= window.from && high <= window.from + window.rows.length) return;
  const [first, end] = [Math.max(0, low - SPARE), Math.min(sizes.length, high + SPARE)];
  const rows = await answered(worker.call('rows', { id, from: first, to: end }));
  if (rows !== null && id === asked) set({ window: { from: first, rows } });
}

/** Points at a row of the view: the plot, the table and the numbers follow. */
export async function pointAtRow(at: number): Promise<void> {
  const { window, points, pointed } = screeningStore.getState();
  if (points === null || pointed?.at === at) return;
  const known = window.rows[at - window.from] ?? null;
  set({ pointed: { at, row: known } });
  if (known !== null) return;
  const { id } = points;
  const rows = await answered(worker.call('rows', { id, from: at, to: at + 1 }));
  const isStill = id === asked && screeningStore.getState().pointed?.at === at;
  if (rows !== null && isStill) set({ pointed: { at, row: rows[0] ?? null } });
}

/** Opens the candidate of a row as one step that undo takes back. */
export async function openCandidate(row: number, onSay: (text: string) => void): Promise<void> {
  const { points } = screeningStore.getState();
  if (points === null) return;
  try {
    const found = await worker.call('recipe', { id: points.id, row });
    if (found === null) return;
    const { recipe, key } = found;
    commit(() => recipe);
    set({ built: key });
    onSay(`Built: ${recipe.title}. Undo takes it back.`);
  } catch (error) {
    const problem = problemOf(error);
    if (problem !== null) onSay(`Not built: ${problem.reason}.`);
  }
}
