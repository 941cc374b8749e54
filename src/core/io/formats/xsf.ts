import { LEFT_HANDED_STAYS, NO_KPOINTS, no, remark, STAYS, yes } from '#core/io/capabilities.ts';
import type { Format } from '#core/io/format.ts';
import { hasXsfKind, readXsf, writeXsf, XSF_WORDS } from '#core/io/xsf/xsf.ts';

/** XSF of XCrySDen, which VESTA and many codes read as well. */
export const xsf = {
  id: 'xsf',
  label: 'XCrySDen (XSF)',
  short: 'XSF',
  names: ['.xsf', '.axsf'],
  notes:
    'CRYSTAL, SLAB or POLYMER with PRIMVEC and PRIMCOORD; ANIMSTEPS; grids and forces are left out',
  sniff: ({ lines }) => {
    const first = lines.map((line) => line.replace(/#.*$/, '').trim()).find((line) => line !== '');
    return XSF_WORDS.includes(first?.split(/\s+/)[0]?.toUpperCase() ?? '');
  },
  structure: {
    crystal: 'XSF',
    read: (content, frame) => readXsf(content.text(), frame),
  },
  write: {
    fileName: 'structure.xsf',
    menu: { label: 'XSF', hint: 'XCrySDen, VESTA' },
    holds: {
      frozen: no('it has no place for them'),
      layers: no('it has no place for labels'),
      provenance: remark('comments'),
      orientation: STAYS,
      handedness: LEFT_HANDED_STAYS,
      periodicity: yes('CRYSTAL; SLAB where only c does not repeat, POLYMER where only a does'),
      kpoints: NO_KPOINTS,
      pseudoHydrogen: no('it has elements only'),
    },
    holdsPeriodic: hasXsfKind,
    atoms: (structure, { title = '', comments = [], periodic = [true, true, true] }) =>
      writeXsf(structure, {
        comments: [...new Set([title, ...comments])].filter(Boolean),
        periodic,
      }),
  },
} as const satisfies Format;
