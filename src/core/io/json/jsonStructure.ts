import { EpistackError } from '#core/errors.ts';
import {
  type AtomsFile,
  LEFT_HANDED_NOTE,
  type Periodic,
  periodicNotes,
} from '#core/io/atomsFile.ts';
import { chooseOrder, orderedTitle } from '#core/io/disorder/chooseOrder.ts';
import { isOrdered, type Occupant, type SharedSite } from '#core/io/disorder/disorder.ts';
import type { Content, OpenedStructures, StructureReader } from '#core/io/format.ts';
import { elementInFile, isIsotope } from '#core/io/isotopes.ts';
import type { ReadOptions } from '#core/io/readOptions.ts';
import { isLeftHanded } from '#core/io/rightHanded.ts';
import { checkAtomCount, checkCell, checkedStructure, checkFrame } from '#core/io/text/limits.ts';
import { located, oneLine, refuse } from '#core/io/text/text.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';

/** A structure as one of the JSON formats gives it, sites in the file's order. */
export interface JsonCrystal {
  readonly lattice: Float64Array;
  /** Line of the file on which the lattice stands. */
  readonly line: number;
  readonly sites: readonly JsonSite[];
  readonly title: string;
  readonly periodic: Periodic;
  /** 3N, along the rows of the cell, 1 = fixed. */
  readonly frozen: Uint8Array | null;
  readonly warnings: readonly string[];
}

export interface JsonSite extends SharedSite {
  readonly line: number;
  /** Cartesian, Å. */
  readonly xyz: readonly number[];
  /** Charge of an ordered site, e. */
  readonly chargeE: number | undefined;
}

interface Named {
  readonly id: string;
  readonly short: string;
}

/** The reader of a format that finds its structures in a text. */
export function jsonReader(
  format: Named,
  find: (text: string) => readonly (() => JsonCrystal)[],
): Pick<StructureReader, 'read' | 'open'> {
  const open = (content: Content, options: ReadOptions): OpenedStructures => {
    const found = find(content.text());
    return {
      frames: found.length,
      at(frame) {
        checkFrame(frame, found.length);
        return fileOf(format, found[frame]!(), options);
      },
    };
  };
  return {
    open,
    read(content, frame, options) {
      const { frames, at } = open(content, options);
      return { file: at(frame), frames };
    },
  };
}

function fileOf(format: Named, crystal: JsonCrystal, { ordered }: ReadOptions): AtomsFile {
  const { lattice, line, sites, title, periodic, frozen } = crystal;
  checkAtomCount(sites.length);
  if (sites.length === 0) refuse(format.short, line, 'sites, at least one');
  located({ format: format.short, line }, () => checkCell(lattice));
  const warnings = [
    ...crystal.warnings,
    ...(isLeftHanded(lattice) ? [LEFT_HANDED_NOTE] : []),
    ...periodicNotes(periodic),
  ];
  const common = { format: format.id, spaceGroup: null, periodic };
  if (!sites.every(isOrdered)) {
    const toFrac = inverse(lattice);
    const places = sites.map((s) => mulRow([s.xyz[0]!, s.xyz[1]!, s.xyz[2]!], toFrac));
    const siteOf = sites.map((_, i) => i);
    const { atoms, model, warning } = chooseOrder({ lattice, places, siteOf, sites }, ordered);
    const lineOf = (i: number) => sites[atoms.siteOf[i]!]!.line;
    const structure = checkedStructure(format.short, atoms, lineOf);
    return {
      ...common,
      title: orderedTitle(title, model),
      model: model.name,
      structure,
      frozen: null,
      warnings: [warning, ...warnings],
    };
  }
  const numbers = Uint8Array.from(sites, (s) => s.occupants[0]!.z);
  const xyz = Float64Array.from(sites.flatMap((s) => [...s.xyz]));
  const structure = checkedStructure(
    format.short,
    { lattice, numbers, xyz },
    (i) => sites[i]!.line,
  );
  const charges = sites.map((s) => s.chargeE);
  const stated =
    charges.includes(undefined) || charges.every((q) => q === 0)
      ? {}
      : { statedCharges: Float64Array.from(charges as number[]) };
  return { ...common, title, structure, frozen, warnings, ...stated };
}

/** @param isotopes gets the symbols of isotopes @throws `unknown-element` */
export function elementOf(
  format: string,
  symbol: string,
  line: number,
  isotopes: Set<string>,
): number {
  // "Fe2+" and "O2-" carry a charge.
  const bare = /^([A-Z][a-z]?)\d*[+-]?$/.exec(symbol)?.[1] ?? symbol;
  if (isIsotope(bare)) isotopes.add(bare);
  const z = elementInFile(bare);
  if (z === undefined)
    throw new EpistackError({
      code: 'unknown-element',
      symbol: oneLine(symbol).slice(0, 40),
      at: { format, line },
    });
  return z;
}

/** Occupants in sum, one for each element. */
export function occupantsOf(parts: readonly Occupant[]): readonly Occupant[] {
  const sums = new Map<number, number>();
  for (const { z, occupancy } of parts) sums.set(z, (sums.get(z) ?? 0) + occupancy);
  return [...sums].flatMap(([z, occupancy]) => (occupancy > 0 ? [{ z, occupancy }] : []));
}

export const cartesian = (lattice: Float64Array, [x, y, z]: readonly number[]): readonly number[] =>
  mulRow([x!, y!, z!], lattice);
