import type { FigurePlan } from '#ui/figure/figureScene.ts';

/** A kind of file with the picture in lines or as bodies in space. It needs no browser. */
export interface SolidFormat {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly ending: string;
  /** What can be set of it: size and marks of the picture, or the scale of prints. */
  readonly settings: 'picture' | 'print' | 'none';
  readonly write: (plan: FigurePlan) => SolidFile;
}

export interface SolidFile {
  readonly content: Uint8Array<ArrayBuffer> | string;
  readonly type: string;
  /** What there is to know of it, in sentences. */
  readonly remarks: readonly string[];
}
