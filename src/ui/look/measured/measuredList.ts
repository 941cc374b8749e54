import type { Measurement } from '#app/document/marks/marks.ts';
import { isMadeOn, type MarkedAtoms } from '#app/document/marks/onAtoms.ts';
import { measureAtoms } from '#core/analysis/geometry.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { csvRow } from '#core/io/text/csv.ts';
import type { SceneMarks } from '#render/types.ts';
import { atomName } from '#ui/look/atomName.ts';
import { measuredText } from './measuredText.ts';

export const MEASURED_KINDS = ['', '', 'distance', 'angle', 'dihedral'] as const;

type Atoms = Pick<Structure, 'lattice' | 'numbers' | 'xyz'> & Partial<Pick<MarkedAtoms, 'cut'>>;

/** Only the atoms that a measurement was made on have its numbers. */
export const isOf = (
  measurement: Measurement,
  { numbers, cut = null }: Pick<Atoms, 'numbers' | 'cut'>,
): boolean => isMadeOn(measurement, measurement.atoms, { numbers, cut });

/** Images whose distances differ by less are equally near, Å. */
const EQUAL_ANG = 1e-3;

/** Whether it leads to images farther than the nearest: as they were clicked, or because the atoms have been shifted. */
export function isFarther({ atoms, cells }: Measurement, { xyz, lattice }: Atoms): boolean {
  if (cells === null) return false;
  return atoms.slice(1).some((b, k) => {
    const ends = [atoms[k]!, b];
    const [clicked, nearest] = [cells.slice(k, k + 2), null].map((of) =>
      measureAtoms(xyz, lattice, ends, of),
    );
    return (
      clicked?.kind === 'distance' &&
      nearest?.kind === 'distance' &&
      clicked.distanceAng > nearest.distanceAng + EQUAL_ANG
    );
  });
}

const foundOn = ({ atoms, cells }: Measurement, { xyz, lattice }: Atoms) =>
  measureAtoms(xyz, lattice, atoms, cells);

export const measuredNames = ({ atoms }: Measurement, { numbers }: Atoms): string =>
  atoms.map((i) => atomName(numbers, i)).join(' – ');

/** The value now; null of other atoms, and of atoms in a line or in one place. */
export function measuredNow(measurement: Measurement, atoms: Atoms): string | null {
  const found = isOf(measurement, atoms) ? foundOn(measurement, atoms) : null;
  return found && measuredText(found);
}

/** As they are drawn in the picture. */
export const drawnMeasures = (
  measurements: readonly Measurement[],
  atoms: Atoms,
): SceneMarks['measures'] =>
  measurements.flatMap((measurement) => {
    const text = measuredNow(measurement, atoms);
    return text === null ? [] : [{ atoms: measurement.atoms, cells: measurement.cells, text }];
  });

/** The list as a table. Those of other atoms are left out. */
export function measuredCsv(measurements: readonly Measurement[], atoms: Atoms): string {
  const rows = measurements.flatMap((measurement) => {
    const found = isOf(measurement, atoms) ? foundOn(measurement, atoms) : null;
    if (found === null) return [];
    const { cells, atoms: of } = measurement;
    const isLength = found.kind === 'distance';
    return [
      [
        found.kind,
        of.map((i) => i + 1).join(' '),
        of.map((i) => SYMBOLS[atoms.numbers[i]!]!).join(' '),
        cells === null ? 'nearest' : cells.map((cell) => cell.join(' ')).join(' | '),
        Number((isLength ? found.distanceAng : (found.angleRad * 180) / Math.PI).toFixed(6)),
        isLength ? 'angstrom' : 'degree',
      ],
    ];
  });
  const head = ['kind', 'atoms', 'elements', 'images', 'value', 'unit'];
  return [head, ...rows].map(csvRow).join('');
}
