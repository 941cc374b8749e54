import type { LammpsInput } from './lammpsInput.ts';

/** What stands before the protocol in titles. @param version of LAMMPS, once a run has told it */
export const runTitle = (
  { origin, potential, ewald }: Pick<LammpsInput, 'origin' | 'potential' | 'ewald'>,
  version: string | null,
): string => {
  const engine = `LAMMPS${version === null ? '' : ` ${version}`}`;
  return origin === 'brought'
    ? `${potential.id}, ${engine}`
    : `classical preview, ${engine}, ${potential.id}${ewald === null ? '' : ', PPPM'}`;
};
