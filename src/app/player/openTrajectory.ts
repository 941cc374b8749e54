import { createStore } from 'zustand/vanilla';
import { type FileFrames, fileFrames } from '#app/trajectory/fileSource.ts';
import {
  type SessionClient,
  type SessionEvents,
  sessionClient,
} from '#app/trajectory/trajectoryClient.ts';
import type { OpenOptions } from '#app/trajectory/trajectoryMessages.ts';
import { closeSource, frameArrived, playerStore, setSource } from './player.ts';

/** A file on its way into the player. */
export interface Opening {
  readonly file: File | null;
  readonly stage: 'inflating' | 'indexing' | null;
  /** From 0 to 1 of the stage. */
  readonly done: number;
  /** Why it could not be opened, or stopped being readable; for people. */
  readonly problem: string | null;
  /** The problem is a LAMMPS dump without elements: open it again with `typeElements`. */
  readonly needsTypes: boolean;
}

const NOTHING: Opening = { file: null, stage: null, done: 0, problem: null, needsTypes: false };

export const openingStore = createStore<Opening>()(() => NOTHING);

let client: SessionClient | null = null;

/**
 * Opens a trajectory, plain or gzip, in a worker; when it is indexed it is played in place of what was,
 * at its first frame. What was played stays until then.
 */
export function openTrajectory(
  file: File,
  options: OpenOptions = {},
  startWorker?: () => Worker,
): void {
  cancelOpening();
  openingStore.setState({ ...NOTHING, file, stage: 'indexing' });
  let frames: FileFrames | null = null;
  const events: SessionEvents = {
    onProgress: (stage, done, total) =>
      openingStore.setState({ stage, done: total > 0 ? done / total : 0 }),
    onOpened: (opened) => {
      // It belongs to the player now, which closes it.
      client = null;
      frames = fileFrames(file.name, opened, own);
      openingStore.setState(NOTHING);
      setSource(frames.source, 0);
    },
    onFailed: (problem, needsTypes) => {
      own.close();
      client = null;
      const named = problem.includes(file.name) ? problem : `${file.name}: ${problem}`;
      openingStore.setState({ stage: null, problem: named, needsTypes });
    },
    onFrame: (frame, look, xyz, lattice) => {
      frames?.arrived(frame, look, xyz, lattice);
      if (playerStore.getState().source === frames?.source) frameArrived();
    },
    onFrameFailed: (frame, reason) => {
      frames?.refused(frame, reason);
      if (playerStore.getState().source === frames?.source) frameArrived();
    },
    onCrash: (reason) => {
      client = null;
      if (frames !== null && playerStore.getState().source === frames.source) closeSource();
      openingStore.setState({
        ...NOTHING,
        file,
        problem: `reading ${file.name} stopped: ${reason}`,
      });
    },
  };
  const own: SessionClient = sessionClient(events, startWorker);
  client = own;
  own.open(file, file.name, options);
}

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
export function reopen(options: OpenOptions = {}, startWorker?: () => Worker): void {
  const { file } = openingStore.getState();
  if (file !== null) openTrajectory(file, options, startWorker);
}
