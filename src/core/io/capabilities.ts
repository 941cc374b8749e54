/** What a structure carries beyond atoms in a cell. */
export type Fact =
  | 'frozen'
  | 'layers'
  | 'provenance'
  | 'orientation'
  | 'handedness'
  | 'periodicity'
  | 'kpoints'
  | 'pseudoHydrogen';

export const FACTS: Readonly<Record<Fact, string>> = {
  frozen: 'frozen atoms',
  layers: 'which slab an atom belongs to',
  provenance: 'recipe and link',
  orientation: 'orientation of the cell in space',
  handedness: 'left-handed cell vectors',
  periodicity: 'directions that do not repeat',
  kpoints: 'k-points',
  pseudoHydrogen: 'the nuclear charges of pseudo-hydrogen',
};

/** "yes", or why not. A remark is read by people, and by few programs. */
export interface Held {
  readonly held: 'yes' | 'remark' | 'no';
  readonly how: string;
}

export type Capabilities = Readonly<Record<Fact, Held>>;

export const yes = (how: string): Held => ({ held: 'yes', how });
export const remark = (how: string): Held => ({ held: 'remark', how });
export const no = (how: string): Held => ({ held: 'no', how });

// What several formats say alike.
export const NO_KPOINTS = no('a structure, not a calculation');
export const TURNED = no('its cell has a along x and b in the xy plane; other cells are turned');
export const STAYS = yes('cell vectors as they are');
export const EXCHANGED = no(
  'a and b are exchanged, so that the vectors are right-handed; no atom moves',
);
export const LEFT_HANDED_STAYS = yes('cell vectors as they are');
