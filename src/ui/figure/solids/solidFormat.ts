import type { FigurePlan } from '#ui/figure/figureScene.ts';

/** A kind of file with the picture as bodies in space. It needs no browser. */
export interface SolidFormat {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly ending: string;
  /** Whether the scale of prints is a setting of it. */
  readonly isPrinted: boolean;
  readonly write: (plan: FigurePlan) => SolidFile;
}

export interface SolidFile {
  readonly content: Uint8Array<ArrayBuffer> | string;
  readonly type: string;
  /** What there is to know of it, in sentences. */
  readonly remarks: readonly string[];
}
