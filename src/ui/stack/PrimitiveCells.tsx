import { supercellText } from '#core/match/supercellText.ts';
import type { Built } from '#core/recipe/build.ts';
import { writtenCells } from '#core/recipe/edits/match.ts';

export interface PrimitiveCellsProps {
  readonly step: number;
  readonly built: Built;
}

/** The cell of a slab as all lists of matches write it. */
export const PrimitiveCells = ({ step, built }: PrimitiveCellsProps) => (
  <p className="about">
    In primitive in-plane cells, as Find matches and the data sheet write it:{' '}
    {supercellText(writtenCells(built)[step]!)}.
  </p>
);
