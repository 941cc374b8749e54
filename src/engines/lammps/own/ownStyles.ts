/**
 * Kinds of potential files that a person can bring, by what LAMMPS calls them. `commands` is a text of LAMMPS commands,
 * `pair_style` and `pair_coeff` among them, which the serial build runs; all others are one file for all elements, of the
 * package MANYBODY, which only the full build has.
 */
export const OWN_STYLES = [
  'tersoff',
  'tersoff/zbl',
  'sw',
  'vashishta',
  'eam',
  'eam/alloy',
  'eam/fs',
  'commands',
] as const;
export type OwnStyle = (typeof OWN_STYLES)[number];

export const OWN_LABELS: Readonly<Record<OwnStyle, string>> = {
  tersoff: 'Tersoff',
  'tersoff/zbl': 'Tersoff with ZBL core',
  sw: 'Stillinger–Weber',
  vashishta: 'Vashishta',
  eam: 'embedded atoms, one element (funcfl)',
  'eam/alloy': 'embedded atoms, alloy (setfl)',
  'eam/fs': 'embedded atoms, Finnis–Sinclair',
  commands: 'pair forms, as LAMMPS commands',
};

/** Numbers behind the three elements of an entry; null for files that are not made of such entries. */
export const ENTRY_NUMBERS: Readonly<Record<OwnStyle, number | null>> = {
  tersoff: 14,
  'tersoff/zbl': 18,
  sw: 11,
  vashishta: 14,
  eam: null,
  'eam/alloy': null,
  'eam/fs': null,
  commands: null,
};

/** Which module of the package runs it. */
export const buildFor = (style: OwnStyle): 'serial' | 'full' =>
  style === 'commands' ? 'serial' : 'full';
