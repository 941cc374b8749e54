import type { Format } from '#core/io/format.ts';
import { trajectoryReader } from '#core/io/trajectory/trajectoryReader.ts';
import { scanVasprun } from '#core/io/vasp/vasprun.ts';
import { decodeVasprunFrame } from '#core/io/vasp/vasprunFrame.ts';

/** Comments of the XML may stand before the root. */
const ROOT_WITHIN_LINES = 20;

/** vasprun.xml of VASP: the same run as its OUTCAR, in XML. */
export const vasprun = {
  id: 'vasprun',
  label: 'VASP output (vasprun.xml)',
  short: 'vasprun.xml',
  names: ['vasprun*.xml'],
  notes: 'positions, cells, energies and forces of each ionic step',
  sniff: ({ first, lines }) =>
    /^\s*<(\?xml|modeling)/.test(first) &&
    lines.slice(0, ROOT_WITHIN_LINES).some((line) => /<modeling\b/.test(line)),
  trajectory: trajectoryReader({ scan: scanVasprun, decode: decodeVasprunFrame }),
} as const satisfies Format;
