import { ase } from '#core/io/formats/ase.ts';
import { cif } from '#core/io/formats/cif.ts';
import { cp2k } from '#core/io/formats/cp2k.ts';
import { dump } from '#core/io/formats/dump.ts';
import { espresso } from '#core/io/formats/espresso.ts';
import { extxyz } from '#core/io/formats/extxyz.ts';
import { lammpsData } from '#core/io/formats/lammpsData.ts';
import { optimade } from '#core/io/formats/optimade.ts';
import { outcar } from '#core/io/formats/outcar.ts';
import { poscar } from '#core/io/formats/poscar.ts';
import { pymatgen } from '#core/io/formats/pymatgen.ts';
import { vasprun } from '#core/io/formats/vasprun.ts';
import { xdatcar } from '#core/io/formats/xdatcar.ts';
import { xsf } from '#core/io/formats/xsf.ts';
import type { Format, FormatChoice, RunWriter, Writer } from './format.ts';

/**
 * All formats, in the order in which they are recognised and listed: those whose first line is a title of
 * any text come first, for a title may read like the beginning of another format. A new one is a file and
 * a line here.
 */
const ENTRIES = [
  poscar,
  xdatcar,
  lammpsData,
  cif,
  extxyz,
  dump,
  vasprun,
  outcar,
  optimade,
  pymatgen,
  xsf,
  espresso,
  cp2k,
  ase,
] as const;

type Entry = (typeof ENTRIES)[number];
/** Formats that are written. */
export type OutputId = Extract<Entry, { readonly write: object }>['id'];
/** Formats of which all frames are read. */
export type PlayableId = Extract<Entry, { readonly trajectory: object }>['id'];
/** Formats that hold many frames when they are written. */
export type RunId = Extract<Entry, { readonly write: { readonly run: object } }>['id'];
/** Formats that are written of atoms alone, without settings of a calculation. */
export type AtomsId = Exclude<
  OutputId,
  Extract<Entry, { readonly write: { input: unknown } }>['id']
>;

export const FORMATS: readonly Format[] = ENTRIES;

type Having<K extends keyof Format> = Format & { readonly [P in K]-?: NonNullable<Format[P]> };
/** One structure of such a file can be read. */
export type Readable = Having<'structure'>;
/** All frames of such a file can be read, however long it is. */
export type Playable = Having<'trajectory'> & { readonly id: PlayableId };
export type Output = Having<'write'> & { readonly id: OutputId };
export type RunOutput = Output & {
  readonly id: RunId;
  readonly write: Writer & { readonly run: RunWriter };
};

export const READABLE = FORMATS.filter((f): f is Readable => f.structure !== undefined);
export const PLAYABLE = FORMATS.filter((f): f is Playable => f.trajectory !== undefined);
export const OUTPUTS = FORMATS.filter((f): f is Output => f.write !== undefined);
export const RUN_OUTPUTS = OUTPUTS.filter((f): f is RunOutput => f.write.run !== undefined);

/** Whether a person may choose this of a format. */
export const takes = (id: OutputId, choice: FormatChoice): boolean =>
  outputOf(id).write.choices?.includes(choice) ?? false;

export const outputOf = (id: OutputId): Output => OUTPUTS.find((f) => f.id === id)!;
export const runOutputOf = (id: RunId): RunOutput => RUN_OUTPUTS.find((f) => f.id === id)!;

/** The words of `--format` for what can be written, in a help text or a message. */
export const OUTPUT_WORDS: readonly OutputId[] = OUTPUTS.map((f) => f.id);
/** Formats that can be read, within a sentence: "POSCAR", "extended XYZ". */
export const READ_NAMES: readonly string[] = FORMATS.filter(
  (f) => f.structure !== undefined || f.trajectory !== undefined,
).map((f) => f.short);
export const PLAYED_NAMES: readonly string[] = PLAYABLE.map((f) => f.short);
export const CRYSTAL_NAMES: readonly string[] = READABLE.flatMap((f) => f.structure.crystal ?? []);

/** "POSCAR, CIF or extended XYZ". */
export const listed = (names: readonly string[], last: 'or' | 'and'): string =>
  names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} ${last} ${names[names.length - 1]}`;
