import { tabStore } from '#app/document/tabDocument.ts';
import { toldIfSlow } from '#app/document/unkept.ts';
import { setSource } from '#app/player/player.ts';
import { closeNotice, notify } from '#app/shell/notices.ts';
import { say } from '#app/shell/toasts.ts';
import { analyst, memorySource } from '#app/trajectory/memorySource.ts';
import { keptRunsStore } from './keptRunsStore.ts';
import { takeMark } from './runMark.ts';
import { readRun, runsOf } from './runShelf.ts';

/** "run of 14:32", or with its day when that is another one. */
export function runName(startedMs: number, nowMs = Date.now()): string {
  const at = new Date(startedMs);
  const two = (n: number) => String(n).padStart(2, '0');
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return at.toDateString() === new Date(nowMs).toDateString()
    ? `run of ${time}`
    : `run of ${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}, ${time}`;
}

/** Offers the runs of the document of this tab in the player. */
export async function offerRuns(): Promise<void> {
  const { id } = tabStore.getState();
  // Where nothing can be read nothing is offered.
  const runs = await toldIfSlow(runsOf(id)).catch(() => []);
  if (tabStore.getState().id !== id) return;
  keptRunsStore.setState({
    runs: runs.map(({ id: run, startedMs, parts: { timesFs } }) => {
      const last = timesFs?.at(-1);
      const length = last === undefined ? '' : `, ${(last / 1000).toFixed(2)} ps`;
      return { id: run, label: runName(startedMs) + length };
    }),
  });
}

/** Offers the runs of each document that is opened, and says what became of one that a reload ended. */
export function watchOffers(): void {
  void offerRuns().then(tellEnded);
  tabStore.subscribe(({ id }, before) => {
    if (id !== before.id) void offerRuns();
  });
}

/** Id of the notice. */
const ENDED = 'run-ended';

function tellEnded(): void {
  const run = takeMark();
  // A tab that was duplicated has the note, but goes on with a document of its own.
  if (run === null || run.document !== tabStore.getState().id) return;
  const offered = keptRunsStore.getState().runs.find(({ id }) => id === run.id);
  notify(
    offered === undefined
      ? {
          id: ENDED,
          text: `The ${runName(run.startedMs)} ended as the page was loaded again, before a snapshot of it was kept.`,
        }
      : {
          id: ENDED,
          text: `The run ended as the page was loaded again. What was kept of it: ${offered.label}.`,
          action: {
            label: 'Play it',
            run: () => {
              closeNotice(ENDED);
              void playKept(run.id);
            },
          },
        },
  );
}

/** Plays a kept run. */
export async function playKept(id: string): Promise<void> {
  const parts = await readRun(id).catch(() => null);
  if (parts === null) {
    say('This run is no longer kept.');
    await offerRuns();
    return;
  }
  setSource(memorySource(parts, analyst()), 0);
}
