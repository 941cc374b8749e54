import { EpistackError } from '#core/errors.ts';
import { gcd } from '#core/math/integer.ts';

/** 1 eV/Å² in J/m². @see CODATA 2018, e = 1.602176634e-19 C (exact) */
export const J_PER_M2 = 16.02176634;

/** How many atoms a slab and its bulk cell hold, and what the slab holds beyond whole formula units. */
export interface SlabAccount {
  readonly label: string;
  readonly atoms: number;
  /** Formula units of the bulk in the slab; what is left over is `excess`. */
  readonly units: number;
  readonly excess: Readonly<Record<string, number>>;
  readonly bulkAtoms: number;
  readonly bulkUnits: number;
  /** An operation turns the slab over: its two faces have one surface energy. */
  readonly symmetric: boolean;
}

/** What the formulas need besides energies. */
export interface Account {
  /** Å², one face. */
  readonly areaAng2: number;
  readonly lower: SlabAccount;
  readonly upper: SlabAccount;
}

/** Computed energies in eV, each of the cell of its file. */
export interface Totals {
  readonly stack: number;
  readonly lowerSlab: number;
  readonly upperSlab: number;
  readonly lowerBulkStrained: number;
  readonly upperBulkStrained: number;
  readonly lowerBulkUnstrained: number;
  readonly upperBulkUnstrained: number;
  /** Energy of the atoms beyond whole formula units, at chemical potentials you choose; 0 where there are none. */
  readonly lowerExcess?: number;
  readonly upperExcess?: number;
}

export interface PerArea {
  readonly eVPerAng2: number;
  readonly jPerM2: number;
}

export interface StrainEnergy {
  readonly label: string;
  /** Energy of the strained bulk less that of the unstrained bulk. */
  readonly meVPerAtom: number;
  /** All atoms of the slab, per area of the interface. */
  readonly perArea: PerArea;
}

export interface Energies {
  /** Positive: it takes work to part the two slabs. */
  readonly workOfAdhesion: PerArea;
  /** Null where an excess has no energy. */
  readonly interfaceEnergy: PerArea | null;
  readonly strain: readonly [lower: StrainEnergy, upper: StrainEnergy];
  /** What limits these numbers, in words. */
  readonly notes: readonly string[];
}

/**
 * Work of adhesion W = (E_lower + E_upper − E_stack) / A.
 * Interface energy γ = [E_stack − (E_lower + E_upper)/2 − (R_lower + R_upper)/2] / A, with R = units ×
 * E(strained bulk)/unit + excess; it is σ_lower + σ_upper − W, σ = (E_slab − R) / 2A.
 * Strain energy = [E(strained bulk) − E(unstrained bulk)] / atoms.
 * @throws `setting` naming an energy that is no number
 */
export function energiesFromTotals(account: Account, totals: Totals): Energies {
  for (const [field, value] of Object.entries(totals))
    if (!Number.isFinite(value))
      throw new EpistackError({ code: 'setting', field, expected: 'an energy in eV' });
  const { areaAng2, lower, upper } = account;
  if (!(areaAng2 > 0))
    throw new EpistackError({ code: 'setting', field: 'areaAng2', expected: 'an area above 0' });
  const perArea = (eV: number): PerArea => ({
    eVPerAng2: eV / areaAng2,
    jPerM2: (J_PER_M2 * eV) / areaAng2,
  });
  const { stack, lowerSlab, upperSlab } = totals;
  const references = [
    referenceEV(lower, totals.lowerBulkStrained, totals.lowerExcess),
    referenceEV(upper, totals.upperBulkStrained, totals.upperExcess),
  ] as const;
  const missing = [lower, upper].filter((_, i) => references[i] === null);
  const asymmetric = [lower, upper].filter((s) => !s.symmetric);
  return {
    workOfAdhesion: perArea(lowerSlab + upperSlab - stack),
    interfaceEnergy:
      references[0] === null || references[1] === null
        ? null
        : perArea(stack - (lowerSlab + upperSlab) / 2 - (references[0] + references[1]) / 2),
    strain: [
      strainOf(lower, totals.lowerBulkStrained, totals.lowerBulkUnstrained, perArea),
      strainOf(upper, totals.upperBulkStrained, totals.upperBulkUnstrained, perArea),
    ],
    notes: [
      ...missing.map(
        (s) =>
          `No interface energy: ${s.label} holds ${excessText(s.excess)} beyond whole formula units; give the energy of these atoms at the chemical potentials you choose.`,
      ),
      ...(missing.length === 0 && asymmetric.length > 0
        ? [
            `${asymmetric.map((s) => s.label).join(' and ')}: the two faces differ, so the interface energy rests on the mean of their surface energies.`,
          ]
        : []),
    ],
  };
}

function referenceEV(
  { units, excess, bulkUnits }: SlabAccount,
  bulkEV: number,
  excessEV: number | undefined,
): number | null {
  const none = Object.keys(excess).length === 0;
  if (!none && excessEV === undefined) return null;
  return (units * bulkEV) / bulkUnits + (none ? 0 : excessEV!);
}

function strainOf(
  { label, atoms, bulkAtoms }: SlabAccount,
  strainedEV: number,
  unstrainedEV: number,
  perArea: (eV: number) => PerArea,
): StrainEnergy {
  const perAtom = (strainedEV - unstrainedEV) / bulkAtoms;
  return { label, meVPerAtom: 1000 * perAtom, perArea: perArea(atoms * perAtom) };
}

/** "Cs4 Br4" */
export const excessText = (excess: Readonly<Record<string, number>>): string =>
  Object.entries(excess)
    .map(([symbol, n]) => `${symbol}${n}`)
    .join(' ');

/**
 * Whole formula units in a slab, and what is left: as many units as the scarcest element allows.
 * @param slab counts of the slab
 * @param bulk counts of the bulk cell
 */
export function unitsOf(
  slab: Readonly<Record<string, number>>,
  bulk: Readonly<Record<string, number>>,
): { readonly units: number; readonly bulkUnits: number; readonly excess: Record<string, number> } {
  const bulkUnits = Object.values(bulk).reduce(gcd);
  const unit = Object.entries(bulk).map(([s, n]) => [s, n / bulkUnits] as const);
  const units = Math.min(...unit.map(([s, n]) => Math.floor((slab[s] ?? 0) / n)));
  const excess = Object.fromEntries(
    unit.map(([s, n]) => [s, (slab[s] ?? 0) - units * n] as const).filter(([, n]) => n > 0),
  );
  return { units, bulkUnits, excess };
}
