/** Remarks that the READMEs of several sets share. */
import type { Source } from '#core/export/exportSource.ts';
import type { Section } from '#core/export/inputSet.ts';
import { POTCAR_LIST } from '#core/export/vasp/potcar.ts';
import { isOfPaper } from '#core/recipe/presets/ofPaper.ts';

export const howToRun = (...lines: readonly string[]): Section => ({
  heading: 'How to run',
  lines,
});

export const settingsText = (...lines: readonly string[]): Section => ({
  heading: 'Settings',
  lines,
});

export const POTCAR = `POTCAR is licensed and not in this bundle. POTCAR.spec names the potentials in the order of the POSCAR, those ${POTCAR_LIST} unless you chose others; job.sh joins them from the folder that VASP_PP_PATH names.`;
export const ENMAX =
  'Compare ENCUT with ENMAX in your POTCAR (grep ENMAX POTCAR): it must not be lower than any of them.';
export const LDIPOL =
  'Where LDIPOL is on and the electronic loop is slow: run once without it, then start from that WAVECAR.';
export const RESTART =
  'When a time limit ends the job, copy CONTCAR to POSCAR (it holds the last positions) and submit again; WAVECAR is read if it is there.';

/** Who chose the tags of an INCAR. */
export const tagsText = ({ built }: Source): string =>
  isOfPaper(built)
    ? 'Every tag of the INCAR says what it does. [paper]: printed by Qiu et al., Adv. Sci. 2023, 10, 2206560. [our choice]: not printed there; change it as you need.'
    : 'Every tag of the INCAR says what it does. [our choice]: a start, change it as you need.';

/** How the density of the k-points was chosen. */
export const meshText = ({ built }: Source): string =>
  isOfPaper(built)
    ? 'The meshes are Gamma-centred. The default spacings 0.19 and 0.095 1/Angstrom give the 2x3x1 and 4x6x1 of the paper in its cell, and the same density in any other.'
    : 'The meshes are Gamma-centred. Their density is one for cells of any size and for all codes: a point every 0.19 1/Angstrom for relaxations and energies, every 0.095 for densities of states and snapshots, unless you chose otherwise. Show that your result does not change with it.';

/** The dispersion correction, in words that hold for any code. */
export const d3Text = ({ built }: Source): string =>
  `${isOfPaper(built) ? 'The paper cites both DFT-D3 papers' : 'DFT-D3 comes with one of two dampings'}: zero damping (2010) and Becke-Johnson damping (2011). Choose one and keep it for all runs. Three-body terms are left out, in all codes alike.`;
