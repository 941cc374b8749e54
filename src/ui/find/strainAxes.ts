import { fixed, percent } from '#core/math/decimals.ts';

/** What strain is plotted against. */
export type Across = 'area' | 'atoms';

export const AXIS_TITLES: Readonly<Record<Across, { readonly x: string; readonly y: string }>> = {
  area: { x: 'area of the substrate’s cell, Å²', y: 'largest strain, %' },
  atoms: { x: 'atoms of both slabs', y: 'largest strain, %' },
};

/** "95.6 Å², 1.49 %". @param strain a fraction */
export const pointText = (across: Across, size: number, strain: number): string =>
  `${fixed(size, across === 'area' ? 1 : 0)} ${across === 'area' ? 'Å²' : 'atoms'}, ${percent(strain, 2)} %`;
