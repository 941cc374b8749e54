import { createStore } from 'zustand/vanilla';
import { problemOf } from '#app/jobs/problems.ts';
import { fileSource } from '#app/trajectory/fileSource.ts';
import { type SessionClient, sessionClient } from '#app/trajectory/sessionClient.ts';
import type { OpenOptions } from '#app/trajectory/sessionTasks.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { EpistackError } from '#core/errors.ts';
import { closeSource, frameArrived, playerStore, setSource } from './player.ts';

/** A file on its way into the player. */
export interface OpeningState {
  readonly file: File | null;
  readonly stage: 'inflating' | 'indexing' | null;
  /** From 0 to 1 of the stage. */
  readonly done: number;
  /** Why it could not be opened, or stopped being readable; for people. */
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
 * Opens a trajectory, plain or gzip, in a worker; when it is indexed it is played in place of what was,
 * at its first frame. What was played stays until then.
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
    const opened = await own.open(file, file.name, options, ({ stage, doneBytes, totalBytes }) =>
      openingStore.setState({ stage, done: totalBytes > 0 ? doneBytes / totalBytes : 0 }),
    );
    // It belongs to the player now, which closes it.
    client = null;
    source = fileSource(file.name, opened, own, () => {
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

/** Stops what is being opened; what is played stays. */
export function cancelOpening(): void {
  client?.close();
  client = null;
  openingStore.setState(NOTHING);
}

/** Another file is taken: why an earlier one could not be opened is said no more. */
export function dismissProblem(): void {
  if (openingStore.getState().problem !== null) openingStore.setState(NOTHING);
}

/** The same file again: after a crash, or with the elements of its types. */
export function reopen(options: OpenOptions = {}): void {
  const { file } = openingStore.getState();
  if (file !== null) void openTrajectory(file, options);
}
