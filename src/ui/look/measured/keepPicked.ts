import { changeMarks, type Measurement, marksNow } from '#app/document/marks/marks.ts';
import { type MarkedAtoms, madeOn } from '#app/document/marks/onAtoms.ts';
import { pickedStore } from '#app/look/pickedAtoms.ts';
import { sessionStore } from '#app/look/session.ts';

const isSame = (p: Measurement, q: Measurement): boolean =>
  JSON.stringify([p.atoms, p.cells, p.of, p.cut]) ===
  JSON.stringify([q.atoms, q.cells, q.of, q.cut]);

/** Puts what is measured on the picked atoms into the list, as one step; nothing where it stands there already. */
export function keepPicked(on: MarkedAtoms): void {
  const { atoms, cells } = pickedStore.getState();
  if (atoms.length < 2 || atoms.some((i) => i >= on.numbers.length)) return;
  const isClicked = sessionStore.getState().measureBy === 'clicked';
  const measurement: Measurement = { atoms, cells: isClicked ? cells : null, ...madeOn(on, atoms) };
  if (marksNow().measurements.some((other) => isSame(other, measurement))) return;
  changeMarks((marks) => ({ ...marks, measurements: [...marks.measurements, measurement] }));
}
