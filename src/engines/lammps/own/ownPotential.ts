import { atomicNumber, SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import type { PotentialParameters } from '#engines/lammps/potentials.ts';

/** A potential file of LAMMPS that somebody brings. */
export interface OwnPotential {
  readonly style: OwnStyle;
  /** Of the file. */
  readonly name: string;
  readonly text: string;
}

/** Styles of LAMMPS that are one file for all elements. They are of its MANYBODY package, which only the full build has. */
export const OWN_STYLES = ['tersoff', 'sw', 'vashishta', 'eam/alloy', 'eam/fs'] as const;
export type OwnStyle = (typeof OWN_STYLES)[number];

/** What the file is called where LAMMPS reads it. */
export const OWN_FILE = 'potential.txt';

/**
 * The file as LAMMPS takes it, with its units named: these styles are written in eV and Å, and LAMMPS converts a file that
 * says so in its first line.
 */
export const ownText = ({ text }: OwnPotential): string => {
  const [first, ...rest] = text.split('\n') as [string, ...string[]];
  return namesUnits(first) ? text : [`${first.trimEnd()} UNITS: metal`, ...rest].join('\n');
};

const namesUnits = (first: string): boolean => /\bUNITS:\s*\S/.test(first);

/**
 * The parameters of a set of atoms as a file has them.
 * @throws `no-potential` naming the species that the file lacks; `parse` for a file without elements
 */
export function ownParameters(numbers: ArrayLike<number>, own: OwnPotential): PotentialParameters {
  const known = elementsOf(own);
  const symbols = [...new Set(Array.from(numbers))].map((z) => SYMBOLS[z]!);
  const unknown = symbols.filter((s) => !known.has(s));
  if (unknown.length > 0)
    throw new EpistackError({
      code: 'no-potential',
      species: unknown.map((s) => `${s} (${own.name} has ${[...known].join(', ')})`),
    });
  const unitsSaid = namesUnits(own.text.split('\n', 1)[0]!);
  return {
    id: `${own.style} of ${own.name}`,
    label: `${own.style} of ${own.name}`,
    cutoffAng: 0,
    dampingPerAng: 0,
    mixing: 'none',
    species: symbols.map((symbol) => ({ symbol, chargeE: 0 })),
    pairs: [],
    assumptions: [
      ...(unitsSaid ? [] : [`${own.name} names no units: read as eV and Å`]),
      'a file that was brought: whether it suits these crystals is not known here',
    ],
    sources: [],
  };
}

/** Elements in a file: in a line of their own for embedded atoms, before each entry for the others. */
function elementsOf({ style, name, text }: OwnPotential): ReadonlySet<string> {
  const lines = text.split(/\r?\n/);
  const isEmbedded = style === 'eam/alloy' || style === 'eam/fs';
  const [count, ...named] = (lines[3] ?? '').trim().split(/\s+/);
  const words = isEmbedded
    ? Number(count) === named.length
      ? named
      : []
    : lines.flatMap((line) => {
        const found = line.replace(/#.*/, '').trim().split(/\s+/).slice(0, 3);
        return found.length === 3 && found.every((w) => atomicNumber(w) !== undefined) ? found : [];
      });
  const known = new Set(words.filter((w) => atomicNumber(w) !== undefined));
  if (known.size === 0)
    throw new EpistackError({
      code: 'parse',
      format: `${name} as ${style}`,
      line: isEmbedded ? 4 : 1,
      expected: isEmbedded
        ? 'the number of elements and their symbols'
        : 'entries that begin with three elements',
    });
  return known;
}
