import type { ExportOptions, LammpsFiles, SetId } from './options.ts';
import type { Section } from './readme.ts';

const POTCAR =
  'POTCAR is licensed and not in this bundle. POTCAR.spec names the potentials in the order of the POSCAR; job.sh joins them from the folder that VASP_PP_PATH names.';
const ENMAX =
  'Compare ENCUT with ENMAX in your POTCAR (grep ENMAX POTCAR): it must not be lower than any of them.';
const TAGS =
  'Every tag of the INCAR says what it does. [paper]: printed by Qiu et al., Adv. Sci. 2023, 10, 2206560. [our choice]: not printed there; change it as you need.';
const MESH =
  'The meshes are Gamma-centred. The default spacings 0.19 and 0.095 1/Angstrom give the 2x3x1 and 4x6x1 of the paper in its cell, and the same density in any other.';
const D3 =
  'The paper cites both DFT-D3 papers: zero damping (2010, IVDW = 11) and Becke-Johnson damping (2011, IVDW = 12). Choose one and keep it for all runs.';
const LDIPOL =
  'Where LDIPOL is on and the electronic loop is slow: run once without it, then start from that WAVECAR.';

const RESTART_MD =
  'When a time limit ends the job, submit job.sh again, as often as it takes: a stage whose steps are all done is left alone, an unfinished one goes on from its CONTCAR, velocities included, with NSW set to the steps that are left (steps.total keeps the whole number). What former jobs wrote is in part-01, part-02, ..., and 2-nve/XDATCAR.all joins them in the end. A job killed in the middle of a write may repeat or lack one step there; to end one cleanly before its limit, write "LSTOP = .TRUE." into STOPCAR in the running folder. To start a stage over, remove its OSZICAR, CONTCAR, steps.total and part-* and put the first NSW back.';
const RESTART =
  'When a time limit ends the job, copy CONTCAR to POSCAR (it holds the last positions) and submit again; WAVECAR is read if it is there.';

/** How to run a set, and whose settings they are. */
export function setText(
  id: SetId,
  { vasp: { dynamics: d }, snapshots }: ExportOptions,
  lammps: LammpsFiles | null,
): readonly Section[] {
  const run = (...lines: string[]): Section => ({ heading: 'How to run', lines });
  const settings = (...lines: string[]): Section => ({ heading: 'Settings', lines });
  switch (id) {
    case 'vasp-relax':
      return [
        run(POTCAR, 'Then submit job.sh. The relaxed stack is in CONTCAR.', RESTART, LDIPOL),
        settings(TAGS, MESH, D3, ENMAX),
      ];
    case 'vasp-static':
      return [
        run(
          'Put the relaxed CONTCAR here as POSCAR first: the POSCAR in this bundle is the stack as it was exported.',
          POTCAR,
          'Then submit job.sh. DOSCAR and PROCAR hold the density of states by atom (atoms.csv says which slab each atom belongs to), LOCPOT the potential.',
          LDIPOL,
        ),
        settings(TAGS, MESH, D3, ENMAX),
      ];
    case 'vasp-md':
      return [
        run(
          'Put the relaxed CONTCAR into 1-heat as POSCAR first: the POSCAR there is the stack as it was exported.',
          POTCAR,
          `job.sh heats for ${d.heatFs / 1000} ps in 1-heat, then hands CONTCAR with its velocities to 2-nve for ${d.nveFs / 1000} ps. The last ${d.lastFs / 1000} ps of 2-nve/XDATCAR.all are for the set vasp-namd.`,
          RESTART_MD,
        ),
        settings(
          TAGS,
          'The paper prints neither how often it rescaled nor the mesh of its dynamics: here every 10 fs, and the mesh of the relaxation.',
          MESH,
          D3,
        ),
      ];
    case 'vasp-namd':
      return [
        run(
          snapshots === null
            ? `bash frames.sh PATH/TO/2-nve/XDATCAR.all ${Math.round(d.lastFs / d.stepFs)}: one folder frames/0001 ... for each of the last ${d.lastFs / 1000} ps.`
            : `frames/0001 ... hold the last snapshots of the trajectory that was exported, ${snapshots.frameFs} fs apart. For every femtosecond run frames.sh on the XDATCAR of an NVE run.`,
          'bash make-potcar.sh once: POTCAR is licensed and not in this bundle; it is joined from the folder that VASP_PP_PATH names.',
          'Then submit job.sh: one task for each snapshot. Submitted again, it runs only those whose OUTCAR is not complete.',
        ),
        settings(
          TAGS,
          'The mesh is the one of the electronic structure in the paper. If your coupling code reads a single k-point, take the mesh 1 1 1: the cell is large.',
          'Couplings need every step: with snapshots further apart they cannot be computed.',
        ),
      ];
    case 'lammps':
      return [
        run('lmp -in in.lammps, with structure.data beside it; or submit job.sh.'),
        settings(
          'A classical preview, not DFT: sources of the parameters are in the head of in.lammps.',
          ...(lammps?.assumptions ?? []),
        ),
      ];
    case 'qe':
      return [
        run(
          'Put a pseudopotential for each element into pseudo/ and write its name in place of ELEMENT.user-supplied.UPF in both inputs.',
          'pw.x -in relax.in, or submit job.sh. For scf.in copy the relaxed positions over first.',
        ),
        settings(
          'Cut-offs are ours and must follow your pseudopotentials: see the hints in their headers.',
          'Smearing and force threshold are those of the VASP sets.',
          MESH,
          D3,
        ),
      ];
    case 'cp2k':
      return [
        run(
          'cp2k.psmp -i relax.inp, or submit job.sh. CP2K ships the basis sets and potentials that are named; set CP2K_DATA_DIR if it does not find them.',
        ),
        settings(
          'Gaussian basis DZVP-MOLOPT-SR-GTH with GTH pseudopotentials: our choice, the paper used plane waves.',
          MESH,
          D3,
        ),
      ];
    case 'ase':
      return [
        run(
          'python3 structure.py writes structure.extxyz; "from structure import atoms" gives the Atoms with tags and constraints, ready for a calculator.',
        ),
      ];
    case 'references':
      return [
        run(
          'Each folder is a VASP relaxation of the atoms in their fixed cell, with the same settings throughout. Run job.sh in each, after POTCAR.spec has been met (VASP_PP_PATH).',
          RESTART,
          'Use the energies "energy(sigma->0)" of the last step of each OUTCAR.',
        ),
        settings(TAGS, MESH, D3, ENMAX),
      ];
    default:
      return id satisfies never;
  }
}
