import type { Structure } from '#core/crystal/structure.ts';
import { NO_KPOINTS, no, remark, STAYS } from '#core/io/capabilities.ts';
import type { Format, Head, Run } from '#core/io/format.ts';
import { sourceOf } from '#core/io/text/reading.ts';
import { trajectoryReader, wholeFileFrame } from '#core/io/trajectory/trajectoryReader.ts';
import { decodeXdatcarFrame, scanXdatcar } from '#core/io/vasp/xdatcar.ts';
import { writeXdatcar } from '#core/io/vasp/xdatcarWrite.ts';

const trajectory = trajectoryReader({
  scan: scanXdatcar,
  decode: decodeXdatcarFrame,
});

export const xdatcar = {
  id: 'xdatcar',
  label: 'VASP trajectory (XDATCAR)',
  short: 'XDATCAR',
  names: ['XDATCAR*', '.xdatcar'],
  notes: 'fixed or changing cell; a torn last frame is dropped with a note',
  sniff: hasFrameMarker,
  structure: {
    crystal: null,
    read: (content, frame) => wholeFileFrame(trajectory, sourceOf(content.bytes()), frame),
  },
  trajectory,
  write: {
    fileName: 'XDATCAR',
    holds: {
      frozen: no('it has no flags'),
      layers: no('it has no place for labels'),
      provenance: remark('in the title line'),
      orientation: STAYS,
      kpoints: NO_KPOINTS,
    },
    run: {
      fileName: 'XDATCAR',
      menu: { label: 'XDATCAR', hint: 'all frames' },
      sameAtoms: true,
      parts: ({ title = '', atoms, frames, digits = 8 }) =>
        writeXdatcar({ title, numbers: atoms.numbers, frames: structuresOf(frames), digits }),
    },
  },
} as const satisfies Format;

/** "Direct configuration=", in old files "Konfig=", after a header of VASP 5 or of VASP 4. */
export function hasFrameMarker({ lines }: Head): boolean {
  return [lines[7], lines[6]].some((line) => /(configuration|konfig)\s*=/i.test(line ?? ''));
}

function* structuresOf(frames: Run['frames']): Generator<Structure> {
  for (const { structure } of frames) yield structure;
}
