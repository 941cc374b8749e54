import type { LammpsBuild } from '#engines/lammps/runLammps.ts';

/** The package's module with all of LAMMPS, MANYBODY and KSPACE among it: 43 MB, threads, and never fetched by a page. */
export const fullLammps: LammpsBuild = () => import('lammps.js/wasm-atomify');
