import { NO_KPOINTS, no, remark } from '#core/io/capabilities.ts';
import { readCif } from '#core/io/cif/cif.ts';
import { writeCif } from '#core/io/cif/cifWrite.ts';
import type { Format } from '#core/io/format.ts';
import { checkFrame } from '#core/io/text/limits.ts';

/** Crystallographic Information File: cell, symmetry and sites of a crystal. */
export const cif = {
  id: 'cif',
  label: 'CIF',
  short: 'CIF',
  names: ['.cif'],
  notes:
    'read by operators, else by the symbol in any of 530 settings; written as P1 or with the symmetry found',
  sniff({ lines }) {
    const first = lines.find((line) => !/^\s*(#|$)/.test(line));
    return first !== undefined && /^\s*data_/i.test(first);
  },
  structure: {
    crystal: 'CIF',
    read(content, frame, options) {
      checkFrame(frame, 1);
      return { file: readCif(content.text(), options), frames: 1 };
    },
  },
  write: {
    fileName: 'structure.cif',
    menu: { label: 'CIF', hint: 'P 1, or with the symmetry found' },
    choices: ['symmetry'],
    holds: {
      frozen: remark('local item _atom_site_epistack_fixed, which other programs skip'),
      layers: remark('local item _atom_site_epistack_slab, which other programs skip'),
      provenance: remark('as the chemical name'),
      orientation: no('it keeps lengths and angles only'),
      handedness: no(
        'all three vectors are reversed, so that they are right-handed; no atom moves',
      ),
      periodicity: no('a crystal repeats in all three'),
      kpoints: NO_KPOINTS,
      pseudoHydrogen: remark(
        'local item _atom_site_epistack_nuclear_charge, which other programs skip',
      ),
    },
    atoms: (
      structure,
      { title = '', caption = title, symmetry = null, frozen = null, valencesE = null, layers },
    ) =>
      writeCif(structure, {
        title: caption,
        symmetry,
        frozen,
        valencesE,
        ...(layers === undefined ? {} : { layers: layers.map((l) => l.name) }),
      }),
  },
} as const satisfies Format;
