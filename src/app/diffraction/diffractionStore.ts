import { createStore } from 'zustand/vanilla';
import { openAnalysis } from '#app/analysis/analysisPanel.ts';
import { keepSettings, keptSettings } from '#app/settings/keptSettings.ts';
import { type SettingsHistory, settingsSteps } from '#app/settings/settingsHistory.ts';
import type { ComparedScan } from '#core/diffraction/figure/comparedScan.ts';
import {
  type Choices,
  type CrystalWidths,
  FIRST_CHOICES,
  FIRST_WIDTHS,
  type ScanChoices,
} from './choices.ts';
import { readChoices } from './readChoices.ts';

const KEY = 'epistack.diffraction';

/** Fields take effect when they are left: the pattern is computed for what is `asked`. */
interface Diffraction extends SettingsHistory<Choices> {
  readonly measured: ComparedScan | null;
  /** A file that is being read, or a particle that is summed over. */
  readonly reading: string | null;
  /** How much of a sum is done, 0 … 1; null while a file is read. */
  readonly done: number | null;
  /** Ends what is being read. */
  readonly cancel: () => void;
  /** Why the last file was not read. */
  readonly refusal: string | null;
}

/** The tab of diffraction: kept for this tab, over a reload too, with a history and a link of its own, no part of the document. */
export const diffractionStore = createStore<Diffraction>()(() => ({
  ...keptSettings(KEY, FIRST_CHOICES, readChoices),
  measured: null,
  reading: null,
  done: null,
  cancel: () => undefined,
  refusal: null,
}));
keepSettings(KEY, diffractionStore);

export const {
  type: typeChoice,
  /** What was typed takes effect. */
  ask: askChoices,
  undo: undoChoices,
  redo: redoChoices,
} = settingsSteps<Choices>(diffractionStore);

export function typeWidths(crystal: number, change: Partial<CrystalWidths>): void {
  const { crystals } = diffractionStore.getState().typed;
  const widths = crystals[crystal] ?? FIRST_WIDTHS;
  typeChoice({ crystals: { ...crystals, [crystal]: { ...widths, ...change } } });
}

export const typeScan = (change: Partial<ScanChoices>): void =>
  typeChoice({ scan: { ...diffractionStore.getState().typed.scan, ...change } });

export const closeMeasured = (): void =>
  diffractionStore.setState({ measured: null, refusal: null });

/** The id of the tab in the analysis. */
export const DIFFRACTION_TAB = 'diffraction';

/** Opens the analysis on the tab of diffraction. */
export const openDiffraction = (): void => openAnalysis(DIFFRACTION_TAB);

/** Reads a measured pattern and lays it over the computed one. */
export async function openMeasured(file: File): Promise<void> {
  diffractionStore.getState().cancel();
  diffractionStore.setState({ reading: file.name, done: null, refusal: null });
  const { startDiffraction } = await import('./diffractionJob.ts');
  const isWanted = () => diffractionStore.getState().reading === file.name;
  startDiffraction('measured', { file }).answer.then(
    (measured) => {
      if (isWanted())
        diffractionStore.setState({
          reading: null,
          measured: { ...measured, name: file.name, kind: 'measured' },
        });
    },
    (error: Error) => {
      if (isWanted())
        diffractionStore.setState({ reading: null, refusal: `${file.name}: ${error.message}` });
    },
  );
}
