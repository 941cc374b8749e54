import { tabStore } from '#app/document/tabDocument.ts';
import { setSource } from '#app/player/player.ts';
import { say } from '#app/shell/toasts.ts';
import { analyst, memorySource } from '#app/trajectory/memorySource.ts';
import { keptRunsStore } from './keptRunsStore.ts';
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
  const runs = await runsOf(id).catch(() => []);
  if (tabStore.getState().id !== id) return;
  keptRunsStore.setState({
    runs: runs.map(({ id: run, startedMs, parts: { timesFs } }) => {
      const last = timesFs?.at(-1);
      const length = last === undefined ? '' : `, ${(last / 1000).toFixed(2)} ps`;
      return { id: run, label: runName(startedMs) + length };
    }),
  });
}

/** Offers the runs of each document that is opened. */
export function watchOffers(): void {
  void offerRuns();
  tabStore.subscribe(({ id }, before) => {
    if (id !== before.id) void offerRuns();
  });
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
