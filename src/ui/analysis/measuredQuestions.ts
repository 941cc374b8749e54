import type { Measurement } from '#app/document/marks/marks.ts';
import { isMadeOn, type MarkedAtoms } from '#app/document/marks/onAtoms.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Keyed } from './useAnswer.ts';

type MeasureQuestion = Extract<Parameters<TrajectorySource['ask']>[0], { kind: 'measure' }>;

/** What is measured, by the count of atoms. */
export const MEASURED_KINDS = ['', '', 'distance', 'angle', 'dihedral'] as const;

type Measured = Pick<Measurement, 'atoms' | 'cells'>;

/** The question of a measurement; null for fewer than two atoms, or numbers that these atoms do not have. */
function questionOf(
  { atoms, cells }: Measured,
  numbers: ArrayLike<number>,
): Keyed<MeasureQuestion> | null {
  if (atoms.length < 2 || atoms.some((i) => i >= numbers.length)) return null;
  const names = atoms.map((i) => `${SYMBOLS[numbers[i]!]} ${i + 1}`);
  const label = `${MEASURED_KINDS[atoms.length]} ${names.join(' – ')}`;
  const key = `measure ${atoms.join(' ')}${cells === null ? '' : ` in ${cells.join(' ')}`}`;
  return { key, question: { kind: 'measure', label, atoms, cells } };
}

/** The question of the picked atoms. */
export const pickedQuestion = (
  atoms: readonly number[],
  numbers: ArrayLike<number>,
): Keyed<MeasureQuestion> | null => questionOf({ atoms, cells: null }, numbers);

/** Of the picked atoms, and of the measurements that are kept with the document, each once. */
export function measuredQuestions(
  picked: readonly number[],
  kept: readonly Measurement[],
  on: MarkedAtoms,
): readonly Keyed<MeasureQuestion>[] {
  const { numbers } = on;
  const all = [
    pickedQuestion(picked, numbers),
    ...kept.filter((m) => isMadeOn(m, m.atoms, on)).map((m) => questionOf(m, numbers)),
  ].filter((q) => q !== null);
  return all.filter((q, k) => all.findIndex(({ key }) => key === q.key) === k);
}
