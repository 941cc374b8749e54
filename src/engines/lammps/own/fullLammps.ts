import type { LammpsBuild } from '#engines/lammps/runLammps.ts';

/**
 * The package's module with all of LAMMPS, MANYBODY and KSPACE among it. It can make threads, which nothing here asks it
 * to: without them it needs no page that is isolated from other sites.
 */
export const fullLammps: LammpsBuild = () => import('lammps.js/wasm-atomify');
