import { keptNow } from '#app/document/persist.ts';
import { newId, tabStore } from '#app/document/tabDocument.ts';
import { tellUnkept, toldIfSlow } from '#app/document/unkept.ts';
import { saveDocument } from '#app/documents/shelf.ts';
import { partsOf } from '#app/md/runParts.ts';
import { type Md, mdStore } from '#app/md/runStore.ts';
import { notify } from '#app/shell/notices.ts';
import { say } from '#app/shell/toasts.ts';
import { offerRuns, runName } from './offeredRuns.ts';
import { markRun, type RunMark } from './runMark.ts';
import { type KeptRun, MAX_KEPT_BYTES, saveRun } from './runShelf.ts';

/** Snapshots that come within this time are kept together: as much is lost when the page is closed at once. */
const SAVE_MS = 2000;

/** The run that is being kept. */
interface Keeping extends RunMark {
  /** Parts and frames that are kept so far. */
  parts: number;
  frames: number;
}

let keeping: Keeping | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
/** One transaction after the other. */
let saving: Promise<void> = Promise.resolve();

/** Keeps the run that is made on the page, snapshot by snapshot, and asks before the page is left meanwhile. */
export function watchRuns(): void {
  mdStore.subscribe((md, before) => {
    const isRunning = isBusy(md);
    if (isRunning && !isBusy(before)) window.addEventListener('beforeunload', ask);
    if (!isRunning) window.removeEventListener('beforeunload', ask);
    if (!isRunning && isBusy(before)) markRun(null);
    if (md.status === 'loading' && before.status !== 'loading') begin();
    if (keeping === null || md.count === 0) return;
    if (isBusy(before) && !isRunning) save();
    else if (md.frames !== before.frames)
      timer ??= setTimeout(save, keeping.frames === 0 ? 0 : SAVE_MS);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && keeping !== null) save();
  });
}

const isBusy = ({ status }: Md): boolean => status === 'loading' || status === 'running';

/** The browser asks in words of its own. */
const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

function begin(): void {
  clearTimeout(timer);
  timer = undefined;
  const { id } = tabStore.getState();
  keeping = { id: newId(), document: id, startedMs: Date.now(), parts: 0, frames: 0 };
  markRun(keeping);
}

function save(): void {
  clearTimeout(timer);
  timer = undefined;
  const md = mdStore.getState();
  const run = keeping;
  if (run === null || md.count === 0) return;
  // When the dynamics of a script begins, its frames start over.
  if (md.count < run.frames) run.parts = run.frames = 0;
  if (md.count === run.frames) return;
  const width = md.frames.length / md.count;
  const data = md.frames.slice(run.frames * width);
  if (md.frames.byteLength > MAX_KEPT_BYTES) {
    keeping = null;
    say(
      `The run is longer than what this browser keeps (${MAX_KEPT_BYTES / 1e6} MB): a reload forgets its end.`,
    );
    return;
  }
  const { frames: _, ...parts } = partsOf(md, runName(run.startedMs));
  const { id, document, startedMs } = run;
  const kept: KeptRun = { id, document, startedMs, bytes: md.frames.byteLength, parts };
  const part = run.parts++;
  run.frames = md.count;
  saving = saving.then(() => put(kept, part, data));
}

async function put(run: KeptRun, part: number, data: Float32Array): Promise<void> {
  try {
    // A document with a run must be kept too. At once, as the page may be closing.
    const document = keptNow();
    const isNew = part === 0 && document.id === run.document;
    const [dropped] = await toldIfSlow(
      Promise.all([
        saveRun(run, part, data),
        isNew ? saveDocument({ ...document, editedMs: document.editedMs || Date.now() }) : null,
      ]),
    );
    if (dropped.length > 0)
      notify({
        id: 'runs',
        text: `To make room for this one, ${dropped.map(({ startedMs }) => `the ${runName(startedMs)}`).join(', ')} is no longer kept.`,
      });
    await offerRuns();
  } catch (error) {
    keeping = null;
    tellUnkept(error);
  }
}
