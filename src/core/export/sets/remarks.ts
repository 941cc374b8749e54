/** Remarks that the READMEs of several sets share. */
import type { Section } from '#core/export/inputSet.ts';

export const runText = (...lines: readonly string[]): Section => ({ heading: 'How to run', lines });

export const settingsText = (...lines: readonly string[]): Section => ({
  heading: 'Settings',
  lines,
});

export const POTCAR =
  'POTCAR is licensed and not in this bundle. POTCAR.spec names the potentials in the order of the POSCAR; job.sh joins them from the folder that VASP_PP_PATH names.';
export const ENMAX =
  'Compare ENCUT with ENMAX in your POTCAR (grep ENMAX POTCAR): it must not be lower than any of them.';
export const TAGS =
  'Every tag of the INCAR says what it does. [paper]: printed by Qiu et al., Adv. Sci. 2023, 10, 2206560. [our choice]: not printed there; change it as you need.';
export const MESH =
  'The meshes are Gamma-centred. The default spacings 0.19 and 0.095 1/Angstrom give the 2x3x1 and 4x6x1 of the paper in its cell, and the same density in any other.';
export const D3 =
  'The paper cites both DFT-D3 papers: zero damping (2010, IVDW = 11) and Becke-Johnson damping (2011, IVDW = 12). Choose one and keep it for all runs.';
export const LDIPOL =
  'Where LDIPOL is on and the electronic loop is slow: run once without it, then start from that WAVECAR.';
export const RESTART =
  'When a time limit ends the job, copy CONTCAR to POSCAR (it holds the last positions) and submit again; WAVECAR is read if it is there.';
