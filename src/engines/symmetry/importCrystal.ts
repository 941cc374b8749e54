import { distanceWarnings, type ShortestPair, shortestPairs } from '#core/crystal/contactCheck.ts';
import { crystalFromSites, unitCellStructure } from '#core/crystal/crystal.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { type CellParameters, cellParameters } from '#core/crystal/lattice.ts';
import { LAST_OF_FREE_AXES } from '#core/crystal/monoclinic.ts';
import { guessCharges } from '#core/crystal/oxidation/oxidation.ts';
import { composition, reducedFormula, type Structure } from '#core/crystal/structure.ts';
import { CELL_ATOMS, EpistackError } from '#core/errors.ts';
import { LEFT_HANDED_NOTE, type SpaceGroupLabel } from '#core/io/atomsFile.ts';
import { cifBlocks } from '#core/io/cif/cif.ts';
import { crystalOfFile } from '#core/io/crystalFile.ts';
import { readFrame } from '#core/io/readAtoms.ts';
import type { ReadOptions } from '#core/io/readOptions.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import { det, inverse, mulRow, row } from '#core/math/mat3.ts';
import {
  type HandSpec,
  handForm,
  MAX_LENGTH_ANG,
  MIN_LENGTH_ANG,
} from '#core/recipe/crystals/handCrystal.ts';
import {
  areGivenAxes,
  type CrystalForm,
  type FormKind,
  freeCellOf,
  keptFraction,
  P1,
  type Species,
} from '#core/recipe/crystals/imported.ts';
import { type FormsFound, standardFormsOf } from './importForms.ts';

/** Atoms in the cell of a crystal to be cut; a larger file is a model, not a unit cell. */
const MAX_CELL_ATOMS = 2000;
/** A file of a unit cell is kilobytes; the limit leaves room for a CIF with its reflections. */
export const MAX_IMPORT_BYTES = 64 * 1024 * 1024;
/** Solid hydrogen at the highest pressures has 2 Å³ an atom. */
const MIN_ATOM_VOLUME_ANG3 = 1;

export interface ImportSource extends ReadOptions {
  readonly data: string | Uint8Array;
  /** File name; decides the format only where the content does not. */
  readonly name: string;
  readonly search?: SymmetrySearch;
  /** Which structure of a file that holds several, 0 for the first. */
  readonly frame?: number;
}

/** How far atoms may be off their symmetric places, Å; null to leave the symmetry alone. */
export type SymmetrySearch = { readonly symprecAng: number } | null;

/** A crystal as it was read, with everything to show and choose before it is added to a recipe. */
export interface Imported {
  readonly format: string;
  readonly fileName: string;
  readonly title: string;
  /** The ordered model of a disordered crystal that this is, or null. */
  readonly model: string | null;
  readonly frames: number;
  /** Which of them was read, 0 for the first. */
  readonly frame: number;
  /** The data blocks of a CIF that hold atoms, the one that was read first or as asked. */
  readonly blocks: readonly string[];
  readonly formula: string;
  readonly atoms: number;
  readonly cell: CellParameters;
  readonly volumeAng3: number;
  /** Right-handed. */
  readonly structure: Structure;
  /** The file's cell is left-handed: its a is b of these axes, and its b is a. */
  readonly exchanged: boolean;
  /** As detected; null when the search failed (a note says why). */
  readonly group: { readonly number: number; readonly symbol: string } | null;
  readonly printedGroup: SpaceGroupLabel | null;
  /** The given axes first. */
  readonly forms: readonly CrystalForm[];
  readonly preferred: FormKind;
  readonly species: readonly Species[];
  /** Nearest distances by pair of elements, the shortest by covalent radii first. */
  readonly pairs: readonly ShortestPair[];
  /** Warnings for the user to check. */
  readonly warnings: readonly string[];
  /** Notes on what was done and found. */
  readonly notes: readonly string[];
}

/**
 * Reads a file or pasted text as a crystal and finds its symmetry. Slow inside (wasm): for a worker.
 * @throws what the readers throw; `too-large`, `bad-lattice` for what is no unit cell
 */
export async function importCrystal(source: ImportSource): Promise<Imported> {
  const { data, name } = source;
  if (data.length > MAX_IMPORT_BYTES)
    throw new EpistackError({
      code: 'too-large',
      what: 'bytes of a crystal file',
      count: data.length,
      limit: MAX_IMPORT_BYTES,
    });
  const frame = source.frame ?? 0;
  const { file, frames } = readFrame(data, name, frame, source);
  const blocks =
    file.format === 'cif' ? cifBlocks(typeof data === 'string' ? data : decodeUtf8(data)) : [];
  const { structure, exchanged, notes } = crystalOfFile(file);
  checkUnitCell(structure);
  const { species, speciesOf } = speciesIn(structure, file.statedCharges ?? null);
  const given: CrystalForm = {
    kind: 'given',
    spaceGroup: P1,
    cell: freeCellOf(1, structure.lattice),
    sites: sitesOf(structure, speciesOf),
    counts: composition(structure.numbers),
    axes: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  };
  const more =
    frames > 1 ? [`the file holds ${frames} structures: number ${frame + 1} is read`] : [];
  return assemble({
    format: file.format,
    fileName: name,
    title: file.title,
    model: file.model ?? null,
    frames,
    frame,
    blocks,
    structure,
    exchanged,
    printedGroup: file.spaceGroup,
    given,
    species,
    speciesOf,
    search: source.search,
    warnings: file.warnings.filter((w) => w !== LEFT_HANDED_NOTE),
    notes: [...notes, ...more],
  });
}

/**
 * A crystal typed in: space group, free constants, occupied sites.
 * @throws `bad-lattice`, `unknown-element`, `atoms-overlap`
 */
export async function importByHand(spec: HandSpec, search?: SymmetrySearch): Promise<Imported> {
  const { form, notes } = handForm(spec);
  const structure = unitCellStructure(
    crystalFromSites(
      '',
      form.spaceGroup,
      form.cell,
      form.sites.map((s) => ({ ...s, chargeE: null })),
    ),
  );
  checkUnitCell(structure);
  const { species, speciesOf } = speciesIn(structure, null);
  const bySymbol = new Map(species.map((s, i) => [s.symbol, i]));
  const given = {
    ...form,
    sites: form.sites.map((s) => ({ ...s, species: bySymbol.get(s.symbol)! })),
  };
  return assemble({
    format: 'hand',
    fileName: '',
    title: '',
    model: null,
    frames: 1,
    frame: 0,
    blocks: [],
    structure,
    exchanged: false,
    printedGroup: { number: form.spaceGroup.number, symbol: form.spaceGroup.symbol },
    given,
    species,
    speciesOf,
    search,
    warnings: [],
    notes,
  });
}

type Parts = Pick<
  Imported,
  | 'format'
  | 'fileName'
  | 'title'
  | 'model'
  | 'frames'
  | 'frame'
  | 'blocks'
  | 'structure'
  | 'exchanged'
  | 'printedGroup'
  | 'species'
> & {
  readonly given: CrystalForm;
  readonly speciesOf: Uint8Array;
  readonly search: SymmetrySearch | undefined;
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
};

async function assemble(parts: Parts): Promise<Imported> {
  const { given, speciesOf, search, warnings, notes, ...rest } = parts;
  const { structure, species } = parts;
  const found = await standardFormsOf(structure, species, speciesOf, search);
  const pairs = shortestPairs(structure);
  const printed = parts.printedGroup?.number;
  const differs =
    found.group !== null &&
    typeof printed === 'number' &&
    printed > 1 &&
    printed !== found.group.number
      ? [
          `${parts.format === 'hand' ? 'typed as' : 'the file names'} space group ${printed}; its atoms have ${found.group.symbol} (${found.group.number}) within ${found.group.symprecAng} Å`,
        ]
      : [];
  return {
    ...rest,
    formula: reducedFormula(given.counts),
    atoms: structure.numbers.length,
    cell: cellParameters(structure.lattice),
    volumeAng3: det(structure.lattice),
    group: found.group,
    forms: [given, ...found.forms],
    preferred: parts.format === 'hand' ? 'given' : preferredOf(found),
    pairs,
    warnings: [...warnings, ...distanceWarnings(structure, pairs)],
    notes: [...notes, ...differs, ...found.notes],
  };
}

/**
 * Conventional axes if they are the given ones, or if the given cell is another and symmetry determines the
 * conventional one. Otherwise planes of this file are named in its own axes.
 */
function preferredOf({ group, forms }: FormsFound): FormKind {
  const conventional = forms.find((f) => f.kind === 'conventional');
  // Axes of a crystal without symmetry are no better than those of the file.
  if (group === null || group.number === 1 || conventional === undefined) return 'given';
  if (areGivenAxes(conventional.axes)) return 'conventional';
  const sameVolume = Math.abs(det(conventional.axes) - 1) < 1e-3;
  return sameVolume || group.number <= LAST_OF_FREE_AXES ? 'given' : 'conventional';
}

/** @throws `too-large`, `bad-lattice` */
function checkUnitCell({ lattice, numbers }: Structure): void {
  if (numbers.length > MAX_CELL_ATOMS)
    throw new EpistackError({
      code: 'too-large',
      what: CELL_ATOMS,
      count: numbers.length,
      limit: MAX_CELL_ATOMS,
    });
  const p: CellParameters = cellParameters(lattice);
  for (const key of ['a', 'b', 'c'] as const)
    if (!(p[key] >= MIN_LENGTH_ANG && p[key] <= MAX_LENGTH_ANG))
      throw new EpistackError({
        code: 'bad-lattice',
        reason: `${key} = ${p[key].toPrecision(4)} Å is not between ${MIN_LENGTH_ANG} and ${MAX_LENGTH_ANG} Å`,
      });
  const each = det(lattice) / numbers.length;
  if (!(each >= MIN_ATOM_VOLUME_ANG3))
    throw new EpistackError({
      code: 'bad-lattice',
      reason: `${each.toPrecision(3)} Å³ for each atom is less than any crystal has: is the cell in Å, and its scale factor right?`,
    });
}

/** Elements, or their states where the file gives several; at most as many as there are atoms. */
function speciesIn(
  structure: Structure,
  stated: Float64Array | null,
): { species: Species[]; speciesOf: Uint8Array } {
  const { numbers } = structure;
  const guess = stated ?? guessCharges(structure);
  const from = stated !== null ? 'file' : guess !== null ? 'guess' : 'unknown';
  const index = new Map<string, number>();
  const species: { symbol: string; count: number; stateE: number | null; from: Species['from'] }[] =
    [];
  const speciesOf = Uint8Array.from(numbers, (z, i) => {
    const stateE = guess === null ? null : guess[i]!;
    const key = `${z};${stateE}`;
    const known = index.get(key) ?? species.length;
    if (known === species.length) {
      index.set(key, known);
      species.push({ symbol: SYMBOLS[z]!, count: 0, stateE, from });
    }
    species[known]!.count++;
    return known;
  });
  return { species, speciesOf };
}

function sitesOf(structure: Structure, speciesOf: Uint8Array): CrystalForm['sites'] {
  const toFrac = inverse(structure.lattice);
  return Array.from(structure.numbers, (z, i) => {
    const [x, y, w] = mulRow(row(structure.xyz, i), toFrac);
    return {
      symbol: SYMBOLS[z]!,
      xyz: [keptFraction(x), keptFraction(y), keptFraction(w)] as const,
      species: speciesOf[i]!,
    };
  });
}
