import { changeMarks, type Measurement, marksNow } from '#app/document/marks.ts';
import { pickedStore } from '#app/look/pickedAtoms.ts';
import { sessionStore } from '#app/look/session.ts';

const isSame = (p: Measurement, q: Measurement): boolean =>
  JSON.stringify([p.atoms, p.cells, p.of]) === JSON.stringify([q.atoms, q.cells, q.of]);

/**
 * Puts what is measured on the picked atoms into the list, as one step; nothing where it stands there already.
 * @param of the atoms of the structure
 */
export function keepPicked(of: number): void {
  const { atoms, cells } = pickedStore.getState();
  if (atoms.length < 2 || atoms.some((i) => i >= of)) return;
  const isClicked = sessionStore.getState().measureBy === 'clicked';
  const measurement: Measurement = { atoms, cells: isClicked ? cells : null, of };
  if (marksNow().measurements.some((other) => isSame(other, measurement))) return;
  changeMarks((marks) => ({ ...marks, measurements: [...marks.measurements, measurement] }));
}
