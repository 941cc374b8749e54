import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { library } from '#app/document/library.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { planOf } from '#engines/lammps/runPlan.ts';
import { MemoryDatabase } from '../../documents/memoryDatabase.ts';

const built = build(presetOf('cspbbr3-cds').recipe, library);
const { structure } = built;
const width = structure.xyz.length;
/** 2026-11-28, 14:32 in the zone of this machine. */
const NOW = new Date(2026, 10, 28, 14, 32).getTime();

let database: MemoryDatabase;
let asked: (() => void)[] = [];
let hidden = () => {};

async function page() {
  vi.resetModules();
  const [runs, offers, shelf, kept, store, md, player, tab, toasts, notices] = await Promise.all([
    import('#app/md/kept/keptRuns.ts'),
    import('#app/md/kept/offeredRuns.ts'),
    import('#app/md/kept/runShelf.ts'),
    import('#app/md/kept/keptRunsStore.ts'),
    import('#app/md/runStore.ts'),
    import('#app/md/runs.ts'),
    import('#app/player/player.ts'),
    import('#app/document/tabDocument.ts'),
    import('#app/shell/toasts.ts'),
    import('#app/shell/notices.ts'),
  ]);
  const { mdStore } = store;
  const settings = mdStore.getState().settings;
  const input = md.inputFor(built, settings);
  const plan = { ...planOf(input, structure), axis: 'time' as const };
  const begin = () =>
    mdStore.setState({ status: 'loading', built, input, plan, ran: settings, count: 0 });
  /** Snapshots as the worker's batches leave them in the store: frame k has k in all its coordinates. */
  const has = (count: number, first = 0) =>
    mdStore.setState({
      status: 'running',
      count,
      frames: Float32Array.from({ length: count * width }, (_, i) => first + Math.floor(i / width)),
      times: Float64Array.from({ length: count }, (_, k) => 500 * k),
    });
  const end = () => mdStore.setState({ status: 'done' });
  const labels = () => kept.keptRunsStore.getState().runs.map(({ label }) => label);
  const frames = async (id: string) => {
    const parts = await waited(shelf.readRun(id));
    return (
      parts &&
      Array.from({ length: parts.frames.length / width }, (_, k) => parts.frames[k * width])
    );
  };
  return {
    ...runs,
    ...offers,
    ...shelf,
    ...kept,
    ...player,
    ...tab,
    ...toasts,
    ...notices,
    mdStore,
    begin,
    has,
    end,
    labels,
    frames,
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.setSystemTime(NOW);
  database = new MemoryDatabase();
  asked = [];
  vi.stubGlobal('indexedDB', database.factory);
  vi.stubGlobal('IDBKeyRange', MemoryDatabase.KeyRange);
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
  vi.stubGlobal('sessionStorage', undefined);
  vi.stubGlobal('window', {
    addEventListener: (_: string, ask: () => void) => void asked.push(ask),
    removeEventListener: (_: string, ask: () => void) => {
      asked = asked.filter((a) => a !== ask);
    },
  });
  vi.stubGlobal('document', {
    visibilityState: 'visible',
    documentElement: { dataset: {} },
    addEventListener: (_: string, heard: () => void) => {
      hidden = heard;
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Waits for what needs timers of the database, and for as long as that. */
async function waited<T>(work: Promise<T>, ms = 50): Promise<T> {
  await vi.advanceTimersByTimeAsync(ms);
  return work;
}

describe('a run that is made on the page', () => {
  test('is kept snapshot by snapshot, and offered with its time and length', async () => {
    const p = await page();
    p.watchRuns();
    p.begin();
    p.has(1);
    p.has(3);
    expect(p.labels()).toEqual([]);
    await vi.advanceTimersByTimeAsync(2100);
    expect(p.labels()).toEqual(['run of 14:32, 1.00 ps']);
    p.has(5);
    p.end();
    await vi.advanceTimersByTimeAsync(100);
    expect(p.labels()).toEqual(['run of 14:32, 2.00 ps']);
    const { id } = p.keptRunsStore.getState().runs[0]!;
    expect(await p.frames(id)).toEqual([0, 1, 2, 3, 4]);
  });

  test('starts over where the dynamics of a script begins', async () => {
    const p = await page();
    p.watchRuns();
    p.begin();
    p.has(4);
    await vi.advanceTimersByTimeAsync(2100);
    p.has(2, 10);
    p.end();
    await vi.advanceTimersByTimeAsync(100);
    const { id } = p.keptRunsStore.getState().runs[0]!;
    expect(await p.frames(id)).toEqual([10, 11]);
  });

  test('is kept at once when the tab is hidden', async () => {
    const p = await page();
    p.watchRuns();
    p.begin();
    p.has(2);
    await vi.advanceTimersByTimeAsync(100);
    expect(p.labels()).toEqual(['run of 14:32, 0.50 ps']);
    p.has(4);
    hidden();
    await vi.advanceTimersByTimeAsync(100);
    expect(p.labels()).toEqual(['run of 14:32, 0.50 ps']);
    Object.assign(document, { visibilityState: 'hidden' });
    hidden();
    await vi.advanceTimersByTimeAsync(100);
    expect(p.labels()).toEqual(['run of 14:32, 1.50 ps']);
  });

  test('is asked about before the page is left, and only while it goes on', async () => {
    const p = await page();
    p.watchRuns();
    expect(asked).toHaveLength(0);
    p.begin();
    expect(asked).toHaveLength(1);
    p.has(2);
    expect(asked).toHaveLength(1);
    p.end();
    expect(asked).toHaveLength(0);
  });

  test('where the browser keeps nothing it is said, and the run goes on', async () => {
    const p = await page();
    database.refuse = new DOMException('no', 'SecurityError');
    p.watchRuns();
    p.begin();
    p.has(2);
    await vi.advanceTimersByTimeAsync(2100);
    expect(p.noticeStore.getState().notices.map(({ id }) => id)).toEqual(['storage']);
    p.has(3);
    p.end();
    await vi.advanceTimersByTimeAsync(100);
    expect(p.labels()).toEqual([]);
  });
});

describe('kept runs', () => {
  const parts = {
    kind: 'md',
    label: 'x',
    about: '',
    notes: [],
    structure,
    timesFs: null,
    scalars: [],
  } as const;
  const run = (id: string, document: string, startedMs: number, bytes = 40) => ({
    id,
    document,
    startedMs,
    bytes,
    parts,
  });
  const frame = (x: number) => new Float32Array(width).fill(x);

  test('those of the document are offered, the newest first, and follow it', async () => {
    const p = await page();
    const own = p.tabStore.getState().id;
    const day = 24 * 3600 * 1000;
    await waited(p.saveRun(run('a', own, NOW - 2 * day), 0, frame(1)));
    await waited(p.saveRun(run('b', own, NOW - 60_000), 0, frame(2)));
    await waited(p.saveRun(run('c', 'other', NOW), 0, frame(3)));
    p.watchOffers();
    await vi.advanceTimersByTimeAsync(50);
    expect(p.labels()).toEqual(['run of 14:31', 'run of 2026-11-26, 14:32']);
    p.tabStore.setState({ id: 'other' });
    await vi.advanceTimersByTimeAsync(50);
    expect(p.labels()).toEqual(['run of 14:32']);
  });

  test('one is played from its first frame; one that was dropped meanwhile is said and offered no more', async () => {
    const p = await page();
    p.fitTo(structure, true);
    const own = p.tabStore.getState().id;
    await waited(p.saveRun(run('a', own, NOW), 0, frame(1)));
    await waited(p.saveRun(run('a', own, NOW), 1, frame(2)));
    await waited(p.offerRuns());
    await waited(p.playKept('a'));
    expect(p.playerStore.getState()).toMatchObject({ count: 2, frame: 0 });
    p.closeSource();
    await waited(p.saveRun(run('b', own, NOW + 1, 90), 0, frame(3), 100));
    expect(p.labels()).toEqual(['run of 14:32']);
    await waited(p.playKept('a'));
    expect(p.toastStore.getState().text).toBe('This run is no longer kept.');
    expect(p.keptRunsStore.getState().runs.map(({ id }) => id)).toEqual(['b']);
    expect(p.playerStore.getState().count).toBe(0);
  });

  test('the oldest are dropped to make room, never the one that is being kept', async () => {
    const p = await page();
    const save = (id: string, startedMs: number, bytes: number) =>
      waited(p.saveRun(run(id, 'd', startedMs, bytes), 0, frame(1), 100));
    expect(await save('old', 1, 50)).toEqual([]);
    expect(await save('middle', 2, 50)).toEqual([]);
    expect((await save('new', 3, 10)).map(({ id }) => id)).toEqual(['old']);
    expect((await waited(p.runsOf('d'))).map(({ id }) => id)).toEqual(['new', 'middle']);
    expect(await p.frames('old')).toBeNull();
    expect((await save('older', 0, 200)).map(({ id }) => id)).toEqual(['middle', 'new']);
    expect(await p.frames('older')).toEqual([1]);
  });
});
