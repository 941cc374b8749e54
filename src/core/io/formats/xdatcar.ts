import type { Structure } from '#core/crystal/structure.ts';
import { EXCHANGED, NO_KPOINTS, no, remark, STAYS, yes } from '#core/io/capabilities.ts';
import type { Format, FramesToWrite, Head } from '#core/io/format.ts';
import { sourceOf } from '#core/io/text/reading.ts';
import { parseNumber, words } from '#core/io/text/text.ts';
import { trajectoryReader, wholeFileFrame } from '#core/io/trajectory/trajectoryReader.ts';
import { MAX_HEADER_LINES } from '#core/io/vasp/vaspHeader.ts';
import { decodeXdatcarFrame, scanXdatcar } from '#core/io/vasp/xdatcar.ts';
import { writeXdatcar } from '#core/io/vasp/xdatcarWrite.ts';

const trajectory = trajectoryReader({
  scan: scanXdatcar,
  decode: decodeXdatcarFrame,
});

/** XDATCAR of VASP: positions of each step after one head, or after a head of its own for a cell that changes. */
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
      handedness: EXCHANGED,
      periodicity: no('VASP repeats all three'),
      kpoints: NO_KPOINTS,
      pseudoHydrogen: yes('a block of H for each nuclear charge, least first'),
    },
    run: {
      fileName: 'XDATCAR',
      menu: { label: 'XDATCAR', hint: 'all frames' },
      sameAtoms: true,
      parts: ({ title = '', atoms, frames, valencesE = null, digits = 8 }) =>
        writeXdatcar({
          title,
          numbers: atoms.numbers,
          valencesE,
          frames: structuresOf(frames),
          digits,
        }),
    },
  },
} as const satisfies Format;

/**
 * "Direct configuration=", in old files "Konfig=", after a header of VASP 5 or of VASP 4, with its lists broken or not.
 * Before VASP 5.2 a blank line stood there, and a position after it, which no POSCAR has.
 */
export function hasFrameMarker({ lines }: Head): boolean {
  const begin = lines.slice(6, MAX_HEADER_LINES + 1);
  if (begin.some((line) => /(configuration|konfig)\s*=/i.test(line))) return true;
  const blank = begin.findIndex((line) => line.trim() === '');
  const three = words(begin[blank + 1] ?? '').slice(0, 3);
  return (
    blank >= 0 &&
    blank <= 1 &&
    three.length === 3 &&
    three.every((word) => parseNumber(word) !== undefined)
  );
}

function* structuresOf(frames: FramesToWrite['frames']): Generator<Structure> {
  for (const { structure } of frames) yield structure;
}
