import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { documentStore, open, undo } from '#app/document/document.ts';
import { screenHandlers } from '#app/screen/screenHandlers.ts';
import {
  closeScreen,
  openCandidate,
  openScreen,
  pointAtRow,
  readAgain,
  setView,
  wantRows,
} from '#app/screen/screening.ts';
import { screeningStore } from '#app/screen/screeningStore.ts';
import type { ScreenTasks } from '#app/screen/screenTasks.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import type { FoundLine } from '#core/screen/line.ts';
import { ranked } from '#core/screen/rank.ts';
import { screenOf, textOf } from '../../helpers/browser/screenLines.ts';
import { eventually } from '../../helpers/eventually.ts';
import { library } from '../../helpers/library.ts';
import {
  answers,
  failsToLoad,
  lastAsked,
  says,
  silentWorker,
  standInReport,
  standInWorkers,
  type TestWorker,
  threadWorker,
  throws,
} from '../../helpers/threadWorker.ts';

const { header, lines } = screenOf(['GaAs', 'Si', 'MgO', 'CsPbBr3'], 0.05);
const found = lines.filter((l): l is FoundLine => 'matches' in l && l.matches.length > 0);
const fileOf = (text: string) => new File([text], 'table.jsonl');
const whole = fileOf(textOf(header, lines));
const state = () => screeningStore.getState();
const arranged = () => eventually(() => expect(state().points).not.toBeNull());

let workers: readonly TestWorker[] = [];
beforeEach(() => {
  open(DEFAULT_PRESET.recipe);
  workers = standInWorkers({ 'screen.worker': () => threadWorker<ScreenTasks>(screenHandlers()) });
});
afterEach(() => {
  closeScreen();
  vi.unstubAllGlobals();
});

describe('a table', () => {
  test('is read, counted and arranged by strain', async () => {
    const reading = openScreen(whole);
    expect(state()).toMatchObject({ file: 'table.jsonl', status: 'reading', points: null });
    await reading;
    expect(state()).toMatchObject({ status: 'ready', progress: 1, reason: null });
    expect(state().summary).toMatchObject({
      withMatches: found.length,
      none: lines.length - found.length,
      badCount: 0,
    });
    const { strains } = state().points!;
    expect([...strains]).toEqual([...strains].sort((a, b) => a - b));
    expect(strains).toHaveLength(found.length);
  });

  test('hands out the rows that are wanted, with some to spare, once', async () => {
    await openScreen(whole);
    await wantRows(10, 30);
    const { from, rows } = state().window;
    expect(from).toBe(0);
    expect(rows.length).toBeGreaterThanOrEqual(30);
    expect(rows.slice(0, 20).map((r) => r.key)).toEqual(
      ranked(lines, 'strain')
        .slice(0, 20)
        .map((r) => r.line.key),
    );
    const asked = workers[0]!.asked.length;
    await wantRows(12, 28);
    expect(workers[0]!.asked).toHaveLength(asked);
  });

  test('a row far from the window is pointed at, and its numbers follow', async () => {
    await openScreen(whole);
    const last = found.length - 1;
    const pointing = pointAtRow(last);
    expect(state().pointed).toEqual({ at: last, row: null });
    await pointing;
    expect(state().pointed?.row?.key).toBe(ranked(lines, 'strain').at(-1)!.line.key);
  });

  test('a candidate is built with the very match that stands in its row, as one step', async () => {
    await openScreen(whole);
    for (const by of ['strain', 'area'] as const) {
      const before = state().points;
      setView({ by, sort: by });
      await eventually(() => expect(state().points).not.toBe(before));
      await wantRows(0, 5);
      const { key, match } = state().window.rows[1]!;
      const said: string[] = [];
      await openCandidate(1, (text) => said.push(text));
      expect(said).toEqual([expect.stringMatching(/^Built: .* Undo takes it back\.$/)]);
      expect(state().built).toBe(key);
      const report = reportOf(build(documentStore.getState().committed, library));
      expect(report.atoms).toBe(match.atoms);
      undo();
      expect(documentStore.getState().committed).toEqual(DEFAULT_PRESET.recipe);
    }
  });

  test('a file that changed since it was read is not built from', async () => {
    await openScreen(whole);
    const before = documentStore.getState().committed;
    const said: string[] = [];
    vi.spyOn(Blob.prototype, 'text').mockResolvedValue(textOf(header, []).trim());
    await openCandidate(0, (text) => said.push(text));
    vi.restoreAllMocks();
    expect(said).toEqual([expect.stringMatching(/^Not built: the file has changed/)]);
    expect(documentStore.getState().committed).toBe(before);
  });

  test('another kind of file is refused with a reason, and no second try is offered', async () => {
    await openScreen(fileOf('not a screen'));
    expect(state()).toMatchObject({
      status: 'failed',
      isLost: false,
      file: 'table.jsonl',
      reason: expect.stringMatching(/does not begin as a table/),
    });
  });

  test('closed, nothing of it stays, and its worker is ended', async () => {
    await openScreen(whole);
    closeScreen();
    expect(state()).toMatchObject({ file: null, summary: null, points: null });
    expect(workers[0]!.ended).toBe(true);
  });
});

describe('typing fast', () => {
  const rows = (n: number) => ({
    sizes: new Float32Array(n),
    strains: new Float32Array(n),
    front: new Uint32Array(0),
  });
  const turn = () => new Promise((resume) => setTimeout(resume));
  const summary = {
    header,
    withMatches: 3,
    none: 0,
    refused: 0,
    repeated: 0,
    badCount: 0,
    bad: [],
  };

  test('arranges one view at a time: after it the latest, and only that is shown', async () => {
    workers = standInWorkers({ 'screen.worker': silentWorker });
    void openScreen(whole);
    const worker = workers[0]!;
    answers(worker, summary);
    await turn();
    for (const film of ['G', 'Ga', 'GaA']) setView({ film });
    // Read and the first view.
    expect(worker.asked).toHaveLength(2);
    answers(worker, rows(3));
    await turn();
    expect(worker.asked).toHaveLength(3);
    expect(worker.asked[2]).toMatchObject({ task: 'arrange', request: { view: { film: 'GaA' } } });
    expect(state().points).toBeNull();
    answers(worker, rows(1));
    await turn();
    expect(state().points!.sizes).toHaveLength(1);
  });

  test('rows of an older view are dropped', async () => {
    workers = standInWorkers({ 'screen.worker': silentWorker });
    void openScreen(whole);
    const worker = workers[0]!;
    answers(worker, summary);
    await turn();
    answers(worker, rows(3));
    await turn();
    void wantRows(0, 3);
    const id = lastAsked(worker);
    setView({ film: 'x' });
    says(worker, { kind: 'done', id, result: [{ key: 'old' }] });
    await turn();
    expect(state().window.rows).toEqual([]);
  });
});

test('a worker that is lost takes its table with it: that is said, and it can be read again', async () => {
  const reading = openScreen(whole);
  failsToLoad(workers[0]!);
  await reading;
  expect(state()).toMatchObject({ status: 'failed', isLost: true, file: 'table.jsonl' });
  readAgain();
  await arranged();
  expect(state()).toMatchObject({ status: 'ready', isLost: false });
  failsToLoad(workers[1]!);
  expect(state()).toMatchObject({ status: 'failed', summary: null, points: null });
});

test('a worker that dies while it arranges takes the table with it; a filter then asks nothing', async () => {
  const reported = standInReport();
  await openScreen(whole);
  await arranged();
  setView({ film: 'CdS' });
  throws(workers[0]!, 'out of memory');
  expect(state()).toMatchObject({ status: 'failed', isLost: true, summary: null, points: null });
  expect([workers[0]!.ended, reported.length]).toEqual([true, 1]);
  setView({ film: 'Si' });
  expect(workers).toHaveLength(1);
  readAgain();
  await arranged();
  expect(state()).toMatchObject({ status: 'ready', isLost: false });
});
