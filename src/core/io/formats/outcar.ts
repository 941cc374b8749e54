import type { Format } from '#core/io/format.ts';
import { trajectoryReader } from '#core/io/trajectory/trajectoryReader.ts';
import { decodeOutcarFrame, scanOutcar } from '#core/io/vasp/outcar.ts';

/** OUTCAR of VASP: cell, positions, forces and energies of each ionic step, among much else. */
export const outcar = {
  id: 'outcar',
  label: 'VASP output (OUTCAR)',
  short: 'OUTCAR',
  names: ['OUTCAR*'],
  notes: 'positions, cells, energies and forces of each ionic step',
  sniff: ({ first }) => /^\s*vasp\.\d/.test(first),
  trajectory: trajectoryReader({ scan: scanOutcar, decode: decodeOutcarFrame }),
} as const satisfies Format;
