import type { Structure } from '#core/crystal/structure.ts';
import { LEFT_HANDED_STAYS, NO_KPOINTS, STAYS, yes } from '#core/io/capabilities.ts';
import type { Format } from '#core/io/format.ts';
import type { Metadata } from '#core/io/metadata.ts';
import { parseCount } from '#core/io/text/text.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import { trajectoryReader } from '#core/io/trajectory/trajectoryReader.ts';
import { indexExtXyz, readExtXyz, writeExtXyz } from '#core/io/xyz/xyz.ts';
import { decodeXyzFrame, scanExtXyz } from '#core/io/xyz/xyzFrames.ts';

const atoms = (
  structure: Structure,
  {
    layers,
    digits,
    title = '',
    frozen = null,
    valencesE = null,
    info = {},
    timeFs = null,
    periodic,
  }: Metadata,
): string =>
  writeExtXyz(structure, {
    title,
    frozen,
    valencesE,
    info,
    timeFs,
    ...(periodic === undefined ? {} : { periodic }),
    ...(layers === undefined ? {} : { layers: layers.map((l) => l.word) }),
    ...(digits === undefined ? {} : { digits }),
  });

/** Extended XYZ: the second line of each frame names cell and columns. */
export const extxyz = {
  id: 'extxyz',
  label: 'Extended XYZ',
  short: 'extended XYZ',
  names: ['.xyz', '.extxyz'],
  notes:
    'several frames; `Lattice` is required; `time_fs` is their time; slabs, fixed atoms and the link travel along',
  sniff: ({ lines }) => parseCount(lines[0]?.trim()) !== undefined,
  structure: {
    crystal: 'extended XYZ',
    read(content, frame) {
      const text = content.text();
      const index = indexExtXyz(text);
      return { file: readExtXyz(text, frame, index), frames: index.frames.length };
    },
  },
  trajectory: trajectoryReader({
    scan: scanExtXyz,
    decode: decodeXyzFrame,
    atoms(bytes, { lines }, frame) {
      const text = decodeUtf8(bytes);
      const count = Number(text.slice(0, text.indexOf('\n')));
      const start = { offset: 0, line: lines[frame]!, atoms: count };
      return readExtXyz(text, 0, { frames: [start], warnings: [] });
    },
    isSingle: (head, size) => firstFrameChars(head) >= MOST_OF_IT * size,
  }),
  write: {
    fileName: 'structure.extxyz',
    menu: { label: 'Extended XYZ', hint: 'labels, frozen atoms, periodic cell' },
    holds: {
      frozen: yes('column move_mask, as ASE writes it'),
      layers: yes('columns layer and slab'),
      provenance: yes('keys of the comment line'),
      orientation: STAYS,
      handedness: LEFT_HANDED_STAYS,
      periodicity: yes('pbc'),
      kpoints: NO_KPOINTS,
      pseudoHydrogen: yes('column nuclear_charge_e of all atoms'),
    },
    atoms,
    run: {
      fileName: 'trajectory.extxyz',
      menu: { label: 'Extended XYZ run', hint: 'all frames, with labels' },
      sameAtoms: false,
      *parts({ frames, digits }) {
        for (const { structure, about } of frames)
          yield atoms(structure, digits === undefined ? about : { ...about, digits });
      },
    },
  },
} as const satisfies Format;

/** A file whose first frame is at least this much of it holds no second. */
const MOST_OF_IT = 0.9;

/** Characters of the first frame; estimated from its lines when it goes beyond the head. */
function firstFrameChars(head: string): number {
  const atoms = Number.parseInt(head, 10);
  let at = 0;
  for (let line = 0; line < atoms + 2; line++) {
    const next = head.indexOf('\n', at) + 1;
    if (next === 0) return line === 0 ? Number.POSITIVE_INFINITY : (at / line) * (atoms + 2);
    at = next;
  }
  return at;
}
