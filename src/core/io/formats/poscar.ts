import { EXCHANGED, no, remark, STAYS, yes } from '#core/io/capabilities.ts';
import type { Format, Head } from '#core/io/format.ts';
import { checkFrame } from '#core/io/text/limits.ts';
import { parseNumber, words } from '#core/io/text/text.ts';
import { readPoscar, writePoscar } from '#core/io/vasp/poscar.ts';
import { hasFrameMarker } from './xdatcar.ts';

/** POSCAR and CONTCAR of VASP: cell, counts of elements, positions, and which may move. */
export const poscar = {
  id: 'poscar',
  label: 'VASP structure (POSCAR)',
  short: 'POSCAR',
  names: ['POSCAR*', 'CONTCAR*', '.vasp', '.poscar', '.contcar'],
  notes:
    'VASP 5; Direct or Cartesian; selective dynamics; scale factors, negative too. VASP 4: asks for the elements',
  sniff: (head) => beginsLikeVasp(head) && !hasFrameMarker(head),
  structure: {
    crystal: 'POSCAR or CONTCAR',
    read(content, frame, { symbols }) {
      checkFrame(frame, 1);
      return { file: readPoscar(content.text(), symbols), frames: 1 };
    },
  },
  write: {
    fileName: 'POSCAR',
    menu: { label: 'POSCAR', hint: 'VASP 5 and later' },
    choices: ['coordinates'],
    holds: {
      frozen: yes('selective dynamics'),
      layers: no('it has no place for labels; bundles list them in atoms.csv'),
      provenance: remark('in the title line'),
      orientation: STAYS,
      handedness: EXCHANGED,
      periodicity: no('VASP repeats all three'),
      kpoints: no('they stand in KPOINTS'),
      pseudoHydrogen: yes(
        'a block of H for each nuclear charge, least first, named in the title; POTCAR.spec of an input set names their potentials',
      ),
    },
    atoms: (
      structure,
      { title = '', caption = title, coordinates = 'direct', frozen = null, valencesE = null },
    ) => writePoscar(structure, { title: caption, coordinates, frozen, valencesE }),
  },
} as const satisfies Format;

/** A scale factor and three vectors after the title: no other format begins like that. */
function beginsLikeVasp({ lines }: Head): boolean {
  const numbersOn = (i: number) => words(lines[i] ?? '').map(parseNumber);
  if (numbersOn(1)[0] === undefined) return false;
  return [2, 3, 4].every((i) => {
    const three = numbersOn(i).slice(0, 3);
    return three.length === 3 && !three.includes(undefined);
  });
}
