import { aseSet } from '#core/export/sets/ase.ts';
import { cp2kSet } from '#core/export/sets/cp2k.ts';
import { espressoSet } from '#core/export/sets/espresso.ts';
import { lammpsSet } from '#core/export/sets/lammps.ts';
import { references } from '#core/export/sets/references.ts';
import { vaspMd } from '#core/export/sets/vaspMd.ts';
import { vaspNamd } from '#core/export/sets/vaspNamd.ts';
import { vaspRelax } from '#core/export/sets/vaspRelax.ts';
import { vaspStatic } from '#core/export/sets/vaspStatic.ts';
import type { InputSet, SetGroup } from './inputSet.ts';

/** All input sets, in the order of `--set all`. A new one is a file and a line here. */
const ENTRIES = [
  vaspRelax,
  vaspStatic,
  vaspMd,
  vaspNamd,
  lammpsSet,
  espressoSet,
  cp2kSet,
  aseSet,
  references,
] as const;

export type SetId = (typeof ENTRIES)[number]['id'];
type KnownSet = InputSet & { readonly id: SetId };

export const INPUT_SETS: readonly KnownSet[] = ENTRIES;
export const SET_IDS: readonly SetId[] = INPUT_SETS.map((s) => s.id);
export const inputSet = (id: SetId): KnownSet => INPUT_SETS.find((s) => s.id === id)!;

/** In the order of the export dialog. */
export const SET_GROUPS: Readonly<Record<SetGroup, string>> = {
  vasp: 'VASP sets',
  codes: 'Other codes',
  energies: 'Energies',
};

/** The sets of a group, those that compute electrons first. */
export const setsOfGroup = (group: SetGroup): readonly KnownSet[] =>
  INPUT_SETS.filter((s) => s.group === group).toSorted(
    (p, q) => Number(q.electrons) - Number(p.electrons),
  );
