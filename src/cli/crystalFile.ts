import type { Crystal } from '#core/crystal/crystal.ts';
import { EXCHANGED_NOTE, LEFT_HANDED_NOTE } from '#core/io/atomsFile.ts';
import { crystalOfFile } from '#core/io/crystalFile.ts';
import { readFrame } from '#core/io/readAtoms.ts';
import type { ReadOptions } from '#core/io/readOptions.ts';
import { structureFormatOf } from '#core/io/recognise.ts';
import { type CrystalForm, type FormKind, materialOfForm } from '#core/recipe/crystals/imported.ts';
import { crystalOf, type Material } from '#core/recipe/crystals/library.ts';
import {
  type Imported,
  type ImportSource,
  importCrystal,
} from '#engines/symmetry/importCrystal.ts';
import { type Arguments, numberOption, optional, UsageError } from './args.ts';
import { inFile, nameOf, ofFile, openAtoms, readBytes } from './input.ts';
import { libraryCrystal, libraryMaterial, presetId } from './library.ts';
import { readySymmetry } from './symmetryModule.ts';
import { orderedHelp, readOptions } from './trajectoryFile.ts';

/** Options of commands that read one crystal in its conventional cell: for what a file leaves open. */
export const materialOptions = {
  block: 'string',
  setting: 'string',
  symbols: 'string',
  ordered: 'string',
  types: 'string',
  frame: 'string',
} as const;
/** Options of commands that read one crystal, and choose its axes. */
export const crystalOptions = { ...materialOptions, cell: 'string' } as const;
export const crystalHelp = `  The crystal is read as on the page. --block NAME chooses the data block of a CIF, --setting SYMBOL the
  setting where a CIF lists no operations ("F d -3 m :2"), --symbols Cd,S the elements of a VASP 4 file,
  --types Cd,S those of the types of a LAMMPS dump without elements.
  (hkl) refers to the axes of the file; with --cell conventional (or primitive) to those of that cell. A
  monoclinic or triclinic cell that is a conventional one of the tables already keeps its axes. --frame N is the
  structure of a file that holds several, from 0.
${orderedHelp}`;

export interface ReadCrystal {
  readonly crystal: Crystal;
  /**
   * Converts Miller indices between the axes of the file and those of the crystal, either way: it is its own
   * inverse.
   */
  readonly indices: (hkl: readonly number[]) => readonly number[];
  /** Notes on how the file was read. */
  readonly notes: readonly string[];
}

const same = (hkl: readonly number[]): readonly number[] => hkl;
const exchanged = ([h, k, ...rest]: readonly number[]): readonly number[] => [k!, h!, ...rest];

/** A crystal of the library or of a file, with formal charges: those given, else guessed ones. */
export async function readCrystalOf(path: string, args: Arguments): Promise<ReadCrystal> {
  const cell = cellOption(args);
  const options = readOptionsOf(args);
  const id = presetId(path);
  if (id !== null) {
    if (cell !== 'given' || Object.keys(options).length > 0)
      throw new UsageError(
        '--block, --setting, --symbols, --types, --ordered and --cell are for files',
      );
    return { crystal: libraryCrystal(id), indices: same, notes: [] };
  }
  const data = readBytes(path);
  const name = nameOf(path);
  const frame = numberOption(args, 'frame', true) ?? 0;
  if (cell !== 'given')
    return standardCrystal({ ...options, data, name, frame }, cell).catch((error) => {
      throw inFile(path, error);
    });
  const file =
    structureFormatOf(data, name) === null && path !== '-'
      ? openAtoms(path, options).at(frame)
      : ofFile(path, () => readFrame(data, name, frame, options).file);
  const read = crystalOfFile(file);
  return {
    crystal: read.crystal,
    indices: read.exchanged ? exchanged : same,
    notes: read.exchanged
      ? [EXCHANGED_NOTE, ...file.warnings.filter((w) => w !== LEFT_HANDED_NOTE)]
      : file.warnings,
  };
}

async function standardCrystal(source: ImportSource, kind: FormKind): Promise<ReadCrystal> {
  const { forms, ...imported } = await readImport(source);
  // Without centring the conventional cell is the primitive one.
  const form = forms.find((f) => f.kind === kind) ?? forms.find((f) => f.kind === 'conventional');
  if (form === undefined) throw new UsageError(`no ${kind} cell: ${imported.notes.join('; ')}`);
  const material = formMaterial(imported, form, source.name);
  return {
    crystal: crystalOf(material, material.constants[0]!.cell),
    indices: same,
    notes: [...imported.warnings, ...imported.notes],
  };
}

async function readImport(source: ImportSource): Promise<Imported> {
  await readySymmetry();
  return importCrystal(source);
}

const formMaterial = (
  { title, species, group }: Omit<Imported, 'forms'>,
  form: CrystalForm,
  source: string,
): Material =>
  materialOfForm(form, {
    name: title,
    statesE: species.map((s) => s.stateE),
    source,
    groupText: group?.symbol ?? '',
  });

/**
 * A crystal of the library or of a file with its symmetry, in the conventional cell; one of a file in which no symmetry is
 * found keeps its own.
 */
export async function readMaterialOf(
  path: string,
  args: Arguments,
): Promise<{ readonly material: Material; readonly notes: readonly string[] }> {
  const options = readOptionsOf(args);
  const id = presetId(path);
  if (id !== null) {
    if (Object.keys(options).length > 0)
      throw new UsageError('--block, --setting, --symbols, --types and --ordered are for files');
    return { material: libraryMaterial(id), notes: [] };
  }
  const name = nameOf(path);
  const frame = numberOption(args, 'frame', true) ?? 0;
  const data = readBytes(path);
  const { forms, ...imported } = await readImport({ ...options, data, name, frame }).catch(
    (error: unknown) => {
      throw inFile(path, error);
    },
  );
  const form = forms.find((f) => f.kind === 'conventional') ?? forms[0]!;
  return {
    material: formMaterial(imported, form, name),
    notes: [...imported.warnings, ...imported.notes],
  };
}

function cellOption(args: Arguments): FormKind {
  const asked = optional(args, 'cell') ?? 'given';
  const kind = (['given', 'conventional', 'primitive'] as const).find((k) => k === asked);
  if (kind === undefined)
    throw new UsageError(`--cell is given, conventional or primitive, not "${asked}"`);
  return kind;
}

function readOptionsOf(args: Arguments): ReadOptions {
  const [block, setting, symbols] = ['block', 'setting', 'symbols'].map((o) => optional(args, o));
  return {
    ...(block == null ? {} : { block }),
    ...(setting == null ? {} : { setting }),
    ...readOptions(args),
    ...(symbols == null ? {} : { symbols: symbols.split(',').map((s) => s.trim()) }),
  };
}
