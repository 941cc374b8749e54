import { EXCHANGED, no, remark, TURNED, yes } from '#core/io/capabilities.ts';
import type { Format } from '#core/io/format.ts';
import { writeLammpsData } from '#core/io/lammps/lammpsData.ts';
import { isLammpsData, readLammpsData } from '#core/io/lammps/lammpsDataRead.ts';
import { checkFrame } from '#core/io/text/limits.ts';

/** Data file that LAMMPS reads: box, types and atoms, without a potential. */
export const lammpsData = {
  id: 'lammps',
  label: 'LAMMPS data and input',
  short: 'LAMMPS data',
  names: ['.data', '.lmp'],
  notes:
    'read: styles atomic, charge, molecular, bond, angle, full, elements by remarks, `--types` or masses; written: a data file of style `atomic`, for a nanocrystal with formal charges `charge`; the input set adds `in.lammps` with the potential, where one covers the atoms',
  sniff: ({ lines }) => isLammpsData(lines),
  structure: {
    crystal: 'LAMMPS data',
    read: (content, frame, options) => {
      checkFrame(frame, 1);
      return { file: readLammpsData(content.text(), options), frames: 1 };
    },
  },
  write: {
    fileName: 'structure.data',
    holds: {
      frozen: yes('a group without forces, in the input'),
      layers: yes('groups slab0, slab1 … in the input'),
      provenance: remark('comments of the input'),
      orientation: TURNED,
      handedness: EXCHANGED,
      periodicity: no('they stand in the input: boundary p p f'),
      kpoints: no('no electrons'),
      pseudoHydrogen: yes('an atom type of its own, with a remark'),
    },
    atoms: (structure, { title = '', info = {}, charges, valencesE = null }) =>
      writeLammpsData(structure, {
        title: info['recipe'] === undefined ? title : `${title}, Epistack recipe ${info['recipe']}`,
        valencesE,
        ...(charges === undefined ? {} : { charges }),
      }),
  },
} as const satisfies Format;
