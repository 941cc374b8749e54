import { createStore } from 'zustand/vanilla';
import { openAnalysis } from '#app/analysis/analysisPanel.ts';
import type { SoughtCrystal } from '#core/micrograph/orientMicrograph.ts';
import { ORIENT_SETTINGS } from '#core/micrograph/orientSettings.ts';
import type { Pixels } from '#core/micrograph/pixels.ts';
import type { Region } from '#core/microscope/spectrum/spectrum.ts';
import type { IndexedMicrograph } from './micrographTasks.ts';

interface MicrographState {
  readonly name: string;
  readonly pixels: Pixels | null;
  /** Edge of a pixel, Å; null until it is known. */
  readonly pixelAng: number | null;
  /** Where each crystal is sought; null: everywhere. */
  readonly regions: readonly (Region | null)[];
  readonly answer: IndexedMicrograph | null;
  /** What is being done: shown, and cancelled by what comes next. */
  readonly doing: 'reading' | 'searching' | null;
  readonly problem: string | null;
  readonly cancel: () => void;
}

const EMPTY: MicrographState = {
  name: '',
  pixels: null,
  pixelAng: null,
  regions: [null, null],
  answer: null,
  doing: null,
  problem: null,
  cancel: () => undefined,
};

/** A person's own micrograph: held in memory while the page is open, sent nowhere, no part of the document. */
export const micrographStore = createStore<MicrographState>()(() => EMPTY);

/** The id of the tab in the analysis. */
export const MICROGRAPH_TAB = 'micrograph';

/** Opens the analysis on the tab of the micrograph. */
export const openMicrographTab = (): void => openAnalysis(MICROGRAPH_TAB);

export async function openMicrograph(file: File): Promise<void> {
  micrographStore.getState().cancel();
  const { startMicrograph } = await import('./micrographJob.ts');
  const job = startMicrograph('read', { file, name: file.name });
  micrographStore.setState({
    ...EMPTY,
    name: file.name,
    doing: 'reading',
    cancel: job.cancel,
  });
  settle(job.answer, (pixels) => ({ pixels, pixelAng: pixels.pixelAng }));
}

/** Takes an image that was computed here over, as if it had been opened, and shows it. */
export function showPixels(name: string, pixels: Pixels): void {
  micrographStore.getState().cancel();
  micrographStore.setState({ ...EMPTY, name, pixels, pixelAng: pixels.pixelAng });
  openMicrographTab();
}

/** A new scale or region drops the answer, which was found with the old one. */
export const setPixel = (pixelAng: number): void =>
  micrographStore.setState({ pixelAng, answer: null, problem: null });
export const setRegion = (crystal: number, region: Region | null): void =>
  micrographStore.setState(({ regions }) => ({
    regions: regions.map((r, k) => (k === crystal ? region : r)),
    answer: null,
    problem: null,
  }));

/** Searches the regions for the crystals, the substrate first. */
export async function findOrientations(
  crystals: readonly SoughtCrystal['crystal'][],
): Promise<void> {
  const { pixels, pixelAng, regions, cancel } = micrographStore.getState();
  if (pixels === null || pixelAng === null) return;
  cancel();
  const { startMicrograph } = await import('./micrographJob.ts');
  const sought = crystals.map((crystal, k): SoughtCrystal => {
    const region = regions[k] ?? null;
    return region === null ? { crystal } : { crystal, region };
  });
  const { width, height, values } = pixels;
  const job = startMicrograph('orient', {
    image: { width, height, values, pixelAng },
    sought,
    settings: ORIENT_SETTINGS,
  });
  micrographStore.setState({ doing: 'searching', problem: null, answer: null, cancel: job.cancel });
  settle(job.answer, (answer) => ({ answer }));
}

/** Takes an answer over, unless something else was asked meanwhile. */
function settle<T>(answer: Promise<T>, change: (found: T) => Partial<MicrographState>): void {
  const { cancel } = micrographStore.getState();
  const isWanted = () => micrographStore.getState().cancel === cancel;
  answer.then(
    (found) => {
      if (isWanted()) micrographStore.setState({ ...change(found), doing: null });
    },
    (error: Error) => {
      if (isWanted()) micrographStore.setState({ problem: error.message, doing: null });
    },
  );
}
