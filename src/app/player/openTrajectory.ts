import { createStore } from 'zustand/vanilla';
import { problemOf } from '#app/jobs/problems.ts';
import { type SessionClient, sessionClient } from '#app/trajectory/sessionClient.ts';
import type { OpenOptions } from '#app/trajectory/sessionTasks.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { EpistackError } from '#core/errors.ts';
import { closeSource, frameArrived, playerStore, setSource } from './player.ts';

/** State of the file that is being opened. */
export interface OpeningState {
  readonly file: File | null;
  readonly stage: 'inflating' | 'indexing' | null;
  /** Progress of the stage, from 0 to 1. */
  readonly done: number;
  /** Why it could not be opened or could no longer be read, as text for the user. */
  readonly problem: string | null;
  /** The problem is a LAMMPS dump without elements: open it again with `typeElements`. */
  readonly needsTypes: boolean;
}

const NOTHING: OpeningState = {
  file: null,
  stage: null,
  done: 0,
  problem: null,
  needsTypes: false,
};

export const openingStore = createStore<OpeningState>()(() => NOTHING);

let client: SessionClient | null = null;

/**
 * Opens a trajectory, plain or gzip, in a worker. Once it is indexed it replaces the present source, at its first
 * frame.
 */
export async function openTrajectory(file: File, options: OpenOptions = {}): Promise<void> {
  cancelOpening();
  openingStore.setState({ ...NOTHING, file, stage: 'indexing' });
  let source: TrajectorySource | null = null;
  const own: SessionClient = sessionClient(({ message }) => {
    if (client === own) client = null;
    if (isPlayed()) closeSource();
    openingStore.setState({
      ...NOTHING,
      file,
      problem: `reading ${file.name} stopped: ${message}`,
    });
  });
  const isPlayed = (): boolean => source !== null && playerStore.getState().source === source;
  client = own;
  try {
    const [opened, { fileSource }] = await Promise.all([
      own.open(file, file.name, options, ({ stage, doneBytes, totalBytes }) =>
        openingStore.setState({ stage, done: totalBytes > 0 ? doneBytes / totalBytes : 0 }),
      ),
      // No part of the first view.
      import('#app/trajectory/fileSource.ts'),
    ]);
    // The player owns it now and will close it.
    client = null;
    source = fileSource(file, opened, own, () => {
      if (isPlayed()) frameArrived();
    });
    openingStore.setState(NOTHING);
    setSource(source, 0);
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null || problem.isLost) return;
    own.close();
    client = null;
    const { reason } = problem;
    const named = reason.includes(file.name) ? reason : `${file.name}: ${reason}`;
    openingStore.setState({ stage: null, problem: named, needsTypes: lacksTypes(error) });
  }
}

const lacksTypes = (error: unknown): boolean =>
  error instanceof EpistackError && error.failure.code === 'needs-types';

/** Cancels opening; the player keeps its present source. */
export function cancelOpening(): void {
  client?.close();
  client = null;
  openingStore.setState(NOTHING);
}

/** Removes the message about an earlier file, because another one was opened. */
export function dismissProblem(): void {
  if (openingStore.getState().problem !== null) openingStore.setState(NOTHING);
}

/** Opens the same file again, after a crash or with the elements of its types. */
export function reopen(options: OpenOptions = {}): void {
  const { file } = openingStore.getState();
  if (file !== null) void openTrajectory(file, options);
}
