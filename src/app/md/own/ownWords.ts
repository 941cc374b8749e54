import { size } from '#app/md/words.ts';
import { canRunFullLammps, FULL_LAMMPS_MEMORY_BYTES } from '#engines/lammps/lammpsLoading.ts';
import type { OwnPotential } from '#engines/lammps/own/ownPotential.ts';
import { OWN_LABELS } from '#engines/lammps/own/ownStyles.ts';

/** "SiC.tersoff" is "Tersoff, 1 kB". */
export const fileText = ({ style, text }: OwnPotential): string =>
  `${OWN_LABELS[style]}, ${size(text.length)}`;

/** What the full LAMMPS takes of the computer's memory while it runs; null where this browser cannot run it. */
export const fullMemoryText = (): string | null =>
  canRunFullLammps() ? size(FULL_LAMMPS_MEMORY_BYTES) : null;
