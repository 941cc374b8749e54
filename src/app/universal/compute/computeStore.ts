import { createStore } from 'zustand/vanilla';
import { findAdapter } from '#engines/universal/gpu/cardServer.ts';
import type { PotentialSource } from '#engines/universal/potential.ts';

/** On what the universal potential is computed: whichever is faster, the processor, or the graphics card. */
export type Compute = NonNullable<PotentialSource['compute']>;

/** A graphics card that the browser gives; `software`: the processor does its work. */
export interface PageCard {
  readonly name: string;
  readonly software: boolean;
}

/** For this visit: another computer, or another browser, has another card. */
interface ComputeState {
  readonly choice: Compute;
  /** Null where there is none, or nobody has looked yet. */
  readonly card: PageCard | null;
}

export const computeStore = createStore<ComputeState>()(() => ({
  choice: 'automatic',
  card: null,
}));

export const chooseCompute = (choice: Compute): void => computeStore.setState({ choice });

let looking: Promise<void> | null = null;

/** Looks once whether the browser gives a card, where one can be used: in a page that is isolated from other sites. */
export function lookForCard(): Promise<void> {
  looking ??= look();
  return looking;
}

async function look(): Promise<void> {
  if (!globalThis.crossOriginIsolated) return;
  const found = await findAdapter(navigator.gpu as GPU | undefined).catch(() => null);
  if (found === null) return;
  computeStore.setState({ card: { name: found.name, software: found.software } });
}
