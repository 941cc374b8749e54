import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { sessionHandlers } from '#app/trajectory/sessionHandlers.ts';
import type { SessionTasks } from '#app/trajectory/sessionTasks.ts';
import { standInWorkers, type TestWorker, threadWorker } from '../../helpers/threadWorker.ts';

const FOLDER = 'test/fixtures/trajectories';

export const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(`${FOLDER}/${name}`));

export const fileOf = (bytes: Uint8Array<ArrayBuffer> | string, name: string): File =>
  new File([bytes], name);

export const gzipped = (name: string): File =>
  fileOf(new Uint8Array(gzipSync(fixture(name))), `${name}.gz`);

/** Sessions run in this thread, whoever starts them. @returns the workers, in order */
export const standInSessions = (): readonly TestWorker[] =>
  standInWorkers({ 'trajectory.worker': () => threadWorker<SessionTasks>(sessionHandlers()) });

/** Waits until a condition holds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let k = 0; k < 20_000 && !holds(); k++) await new Promise((r) => setTimeout(r, 2));
  if (!holds()) throw new Error('it never came to that');
}
