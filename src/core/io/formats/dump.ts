import { EXCHANGED, NO_KPOINTS, no, remark, TURNED, yes } from '#core/io/capabilities.ts';
import type { Format, FramesToWrite } from '#core/io/format.ts';
import {
  type DumpLayout,
  decodeDumpFrame,
  dumpAtomsFile,
  scanDump,
} from '#core/io/lammps/dumpFrames.ts';
import { type DumpFrame, writeLammpsDump } from '#core/io/lammps/dumpWrite.ts';
import { inRightHandedOrder } from '#core/io/rightHanded.ts';
import { sourceOf } from '#core/io/text/reading.ts';
import { trajectoryReader, wholeFileFrame } from '#core/io/trajectory/trajectoryReader.ts';

const trajectory = trajectoryReader<DumpLayout>({
  scan: scanDump,
  decode: decodeDumpFrame,
  atoms: dumpAtomsFile,
  inspectedAs: 'lammps-dump',
});

/** LAMMPS dump: one text block a snapshot, the atoms in columns that its head names. */
export const dump = {
  id: 'dump',
  label: 'LAMMPS dump',
  short: 'LAMMPS dump',
  names: ['.lammpstrj', '.dump'],
  notes:
    'x, xs, xu or xsu; any order of columns and rows; tilted boxes; an element column or `--types`',
  sniff: ({ first }) => /^ITEM:\s/.test(first),
  structure: {
    crystal: null,
    read: (content, frame, options) =>
      wholeFileFrame(trajectory, sourceOf(content.bytes()), frame, options),
  },
  trajectory,
  write: {
    fileName: 'trajectory.lammpstrj',
    holds: {
      frozen: no('it has no flags'),
      layers: yes('column layer'),
      provenance: no('it has no comments'),
      orientation: TURNED,
      handedness: EXCHANGED,
      periodicity: yes('boundary flags of the box'),
      kpoints: NO_KPOINTS,
      pseudoHydrogen: remark('an atom type of its own, its charge in the column nuclear_charge_e'),
    },
    run: {
      fileName: 'trajectory.lammpstrj',
      menu: { label: 'LAMMPS dump', hint: 'all frames' },
      sameAtoms: true,
      parts: ({
        atoms: { numbers, layer },
        frames,
        valencesE = null,
        digits = 8,
        stepsPerFrame = 1,
      }) =>
        writeLammpsDump({
          numbers,
          valencesE,
          layer,
          frames: framesOf(frames),
          digits,
          stepsPerFrame,
        }),
    },
  },
} as const satisfies Format;

function* framesOf(frames: FramesToWrite['frames']): Generator<DumpFrame> {
  for (const { structure, about } of frames)
    yield {
      ...structure,
      // A dump has a along x and so on: exchanged vectors take their flags with them.
      periodic: inRightHandedOrder(structure.lattice, about.periodic ?? [true, true, true]),
    };
}
