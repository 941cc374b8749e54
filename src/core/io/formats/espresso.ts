import { EXCHANGED, no, remark, STAYS, yes } from '#core/io/capabilities.ts';
import type { Format } from '#core/io/format.ts';
import { writePw } from '#core/io/inputs/quantumEspresso.ts';

/** pw.x input of Quantum ESPRESSO; written only, a relaxation with default settings. */
export const espresso = {
  id: 'qe',
  label: 'Quantum ESPRESSO (pw.x)',
  short: 'Quantum ESPRESSO',
  names: ['.in'],
  notes: '`pw.x` relaxation and scf; `if_pos`; you name the pseudopotential files',
  write: {
    fileName: 'relax.in',
    holds: {
      frozen: yes('if_pos'),
      layers: remark('comments between the atoms'),
      provenance: remark('comments'),
      orientation: STAYS,
      handedness: EXCHANGED,
      periodicity: no('pw.x repeats all three'),
      kpoints: yes('K_POINTS automatic'),
      pseudoHydrogen: yes(
        'species H1, H2, … with a pseudopotential file each, H.5.user-supplied.UPF for one of 0.5 e; pw.x counts its electrons',
      ),
    },
    input: (
      structure,
      { comments = [], remarks = [], frozen = null, valencesE = null, layers },
      calculation,
    ) =>
      writePw(structure, {
        valencesE,
        calculation: calculation.task === 'relax' ? 'relax' : 'scf',
        name: 'epistack',
        comments: [...comments, ...remarks],
        frozen,
        ...(layers === undefined ? {} : { layers: layers.map((l) => l.name) }),
        mesh: calculation.mesh,
        wavefunctionRy: calculation.wavefunctionRy,
        densityRy: calculation.densityRy,
        dispersion: calculation.dispersion,
        moments: calculation.moments,
        hubbard: calculation.hubbard,
        dipole: calculation.dipole,
      }),
  },
} as const satisfies Format;
