import { LegendMarks } from '#ui/look/legend/Legend.tsx';
import { bondsMark } from './bondsSaid.ts';

export interface BondsLegendProps {
  /** As of `bondsMark`. */
  readonly of: Parameters<typeof bondsMark>;
}

/** In what the bonds differ from those by radii; fetched where they do. */
export const BondsLegend = ({ of }: BondsLegendProps) => <LegendMarks marks={bondsMark(...of)} />;
