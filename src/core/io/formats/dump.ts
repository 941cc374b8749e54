import type { Structure } from '#core/crystal/structure.ts';
import { NO_KPOINTS, no, TURNED, yes } from '#core/io/capabilities.ts';
import type { Format, FramesToWrite } from '#core/io/format.ts';
import {
  type DumpLayout,
  decodeDumpFrame,
  dumpAtomsFile,
  scanDump,
} from '#core/io/lammps/dumpFrames.ts';
import { writeLammpsDump } from '#core/io/lammps/lammpsDump.ts';
import { sourceOf } from '#core/io/text/reading.ts';
import { trajectoryReader, wholeFileFrame } from '#core/io/trajectory/trajectoryReader.ts';

const trajectory = trajectoryReader<DumpLayout>({
  scan: scanDump,
  decode: decodeDumpFrame,
  atoms: dumpAtomsFile,
  inspectedAs: 'lammps-dump',
});

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
      kpoints: NO_KPOINTS,
    },
    run: {
      fileName: 'trajectory.lammpstrj',
      menu: { label: 'LAMMPS dump', hint: 'all frames' },
      sameAtoms: true,
      parts: ({ atoms: { numbers, layer }, frames, digits = 8, stepsPerFrame = 1 }) =>
        writeLammpsDump({ numbers, layer, frames: structuresOf(frames), digits, stepsPerFrame }),
    },
  },
} as const satisfies Format;

function* structuresOf(frames: FramesToWrite['frames']): Generator<Structure> {
  for (const { structure } of frames) yield structure;
}
