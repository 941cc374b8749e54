import { EXCHANGED, no, remark, STAYS, yes } from '#core/io/capabilities.ts';
import type { Format } from '#core/io/format.ts';
import { writeCp2k } from '#core/io/inputs/cp2k.ts';

/** CP2K input with the structure in &SUBSYS; written only, a relaxation with default settings. */
export const cp2k = {
  id: 'cp2k',
  label: 'CP2K',
  short: 'CP2K',
  names: ['.inp'],
  notes: 'geometry optimisation with k-points, D3 and fixed atoms',
  write: {
    fileName: 'relax.inp',
    holds: {
      frozen: yes('FIXED_ATOMS'),
      layers: remark('remarks behind the atoms'),
      provenance: remark('comments'),
      orientation: STAYS,
      handedness: EXCHANGED,
      periodicity: no('written as PERIODIC XYZ'),
      kpoints: yes('KPOINTS, shifted to Γ'),
      pseudoHydrogen: yes(
        'kinds H1, H2, … of the element H, the potential of hydrogen with CORE_CORRECTION; CHARGE where that changes the number of electrons',
      ),
    },
    input: (
      structure,
      { comments = [], remarks = [], frozen = null, valencesE = null, layers },
      calculation,
    ) =>
      writeCp2k(structure, {
        valencesE,
        calculation: calculation.task === 'relax' ? 'relax' : 'energy',
        name: 'epistack',
        comments: [...comments, ...remarks],
        frozen,
        ...(layers === undefined ? {} : { layers: layers.map((l) => l.name) }),
        mesh: calculation.mesh,
        dispersion: calculation.dispersion,
        moments: calculation.moments,
        dipole:
          calculation.dipole === null
            ? null
            : {
                jumpsAt: calculation.dipole.begin + calculation.dipole.width / 2,
                isPolar: calculation.dipole.isPolar,
              },
      }),
  },
} as const satisfies Format;
