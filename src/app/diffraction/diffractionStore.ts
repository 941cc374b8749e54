import { createStore } from 'zustand/vanilla';
import { openAnalysis } from '#app/analysis/analysisPanel.ts';
import type { ComparedScan } from '#core/diffraction/figure/comparedScan.ts';

/** Share and widths of one crystal of the document, by its place in it. */
export interface CrystalWidths {
  readonly weight: number;
  readonly sizeNm: number;
  readonly strainPercent: number;
}

/** What a pattern is computed for. */
export interface Choices {
  /** Id of a radiation. */
  readonly radiation: string;
  readonly from: number;
  readonly to: number;
  readonly instrumentDeg: number;
  /** B of all elements, Å². */
  readonly displacementAng2: number;
  readonly crystals: Readonly<Record<number, CrystalWidths>>;
}

interface Diffraction {
  /** As the fields show it. */
  readonly typed: Choices;
  /** What the pattern is computed for: fields take effect when they are left. */
  readonly asked: Choices;
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

const FIRST: Choices = {
  radiation: 'CuKa',
  from: 10,
  to: 70,
  instrumentDeg: 0.1,
  displacementAng2: 0,
  crystals: {},
};

/** Equal parts of crystallites of 10 nm. */
export const FIRST_WIDTHS: CrystalWidths = { weight: 50, sizeNm: 10, strainPercent: 0 };

/** The tab of diffraction: kept while the page is open, no part of the document. */
export const diffractionStore = createStore<Diffraction>()(() => ({
  typed: FIRST,
  asked: FIRST,
  measured: null,
  reading: null,
  done: null,
  cancel: () => undefined,
  refusal: null,
}));

export const typeChoice = (change: Partial<Choices>): void =>
  diffractionStore.setState(({ typed }) => ({ typed: { ...typed, ...change } }));

export const typeWidths = (crystal: number, change: Partial<CrystalWidths>): void =>
  diffractionStore.setState(({ typed }) => ({
    typed: {
      ...typed,
      crystals: {
        ...typed.crystals,
        [crystal]: { ...(typed.crystals[crystal] ?? FIRST_WIDTHS), ...change },
      },
    },
  }));

/** What was typed takes effect. */
export const askChoices = (): void => diffractionStore.setState(({ typed }) => ({ asked: typed }));

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
