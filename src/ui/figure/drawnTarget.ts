import type { ComponentType } from 'react';
import type { FigureStill } from '#ui/figure/preview/figureStill.ts';
import type { FigurePlan } from './figureScene.ts';
import type { Work } from './work.ts';

/** Something drawn that can leave the page, a row of the export dialog. */
export interface DrawnTarget {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** Of its files, with the dot; in the terminal they choose it. */
  readonly endings: readonly string[];
  /** The fields of its settings. */
  readonly Settings: ComponentType<DrawnSettingsProps>;
  /** Why it cannot be written as things stand, or null. */
  readonly problem: (plan: FigurePlan) => string | null;
  /** The picture of its preview; absent where it is not one picture. */
  readonly still?: (plan: FigurePlan) => Promise<FigureStill>;
  readonly write: (plan: FigurePlan, work: Work) => Promise<DrawnFile>;
}

export interface DrawnSettingsProps {
  readonly plan: FigurePlan;
}

/** What was written. */
export interface DrawnFile {
  readonly blob: Blob;
  /** With its dot. */
  readonly ending: string;
  /** Of its name; absent: that of the document. */
  readonly stem?: string;
  /** What there is to know of it, in sentences. */
  readonly remarks: readonly string[];
}
