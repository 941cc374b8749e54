import { RequestError } from '#cli/args.ts';
import { readBytes } from '#cli/input.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { type Source, structureOf } from '#core/export/exportSource.ts';
import type { ExportOptions } from '#core/export/options.ts';
import {
  type Account,
  type Energies,
  energiesFromTotals,
  type PerArea,
  type Totals,
} from '#core/export/references/energies.ts';
import { referencesOf } from '#core/export/references/references.ts';

/**
 * Work of adhesion, interface and strain energy from the energies that a person filled into energies.json. They are
 * evaluated for the given recipe; a file of another interface is refused.
 */
export function energiesAnswer(
  path: string,
  source: Source,
  settings: ExportOptions,
): CommandAnswer {
  const { account } = referencesOf(
    source.built,
    source.report,
    structureOf(source),
    settings.slabBox,
  );
  const value = energiesFromTotals(account, readTotals(path, account));
  return { value, text: energiesText(account, value) };
}

/** @throws {RequestError} naming the first difference between the file's stack and the recipe's */
function checkAccount(path: string, form: unknown, account: Account): void {
  if (form === undefined) return;
  const difference = firstDifference(form, account, '');
  if (difference !== null)
    throw new RequestError(
      `${path} is of another interface: its account${difference.at} is ${JSON.stringify(difference.theirs)}, this recipe's is ${JSON.stringify(difference.ours)}`,
    );
}

/** Numbers to 10⁻⁶ of their size: an area that was printed and read is the same area. */
function firstDifference(
  theirs: unknown,
  ours: unknown,
  at: string,
): { readonly at: string; readonly theirs: unknown; readonly ours: unknown } | null {
  if (typeof ours === 'number' && typeof theirs === 'number')
    return Math.abs(theirs - ours) <= 1e-6 * Math.abs(ours) ? null : { at, theirs, ours };
  if (typeof ours !== 'object' || ours === null || typeof theirs !== 'object' || theirs === null)
    return theirs === ours ? null : { at, theirs: theirs ?? null, ours: ours ?? null };
  const [p, q] = [theirs, ours] as [Record<string, unknown>, Record<string, unknown>];
  for (const key of new Set([...Object.keys(q), ...Object.keys(p)])) {
    const found = firstDifference(p[key], q[key], `${at}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function readTotals(path: string, account: Account): Totals {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(readBytes(path)));
  } catch (error) {
    if (error instanceof SyntaxError) throw new RequestError(`${path}: ${error.message}`);
    throw error;
  }
  const totals = (parsed as { totals?: unknown } | null)?.totals;
  if (typeof totals !== 'object' || totals === null)
    throw new RequestError(`${path}: expected {"totals": {…}} as in energies.json`);
  checkAccount(path, (parsed as { account?: unknown }).account, account);
  const required = [
    'stack',
    'lowerSlab',
    'upperSlab',
    'lowerBulkStrained',
    'upperBulkStrained',
    'lowerBulkUnstrained',
    'upperBulkUnstrained',
  ];
  const given = totals as Record<string, unknown>;
  for (const key of required)
    if (typeof given[key] !== 'number')
      throw new RequestError(
        `${path}: totals.${key} is an energy in eV, not ${JSON.stringify(given[key] ?? null)}`,
      );
  // Without the energy of an excess there is no interface energy.
  // All that is required was just found to be numbers.
  return Object.fromEntries(
    Object.entries(given).filter(([, v]) => v !== null),
  ) as unknown as Totals;
}

function energiesText({ areaAng2 }: Account, e: Energies): string {
  const area = ({ eVPerAng2, jPerM2 }: PerArea) =>
    `${jPerM2.toFixed(4)} J/m²   ${eVPerAng2.toFixed(6)} eV/Å²`;
  return `${[
    `area ${areaAng2.toFixed(3)} Å²`,
    `work of adhesion   ${area(e.workOfAdhesion)}   (positive: parting the slabs takes work)`,
    `interface energy   ${e.interfaceEnergy === null ? 'not known' : area(e.interfaceEnergy)}`,
    ...e.strain.map(
      (s) =>
        `strain energy      ${s.label}: ${s.meVPerAtom.toFixed(3)} meV/atom   ${area(s.perArea)}`,
    ),
    ...e.notes.map((n) => `note: ${n}`),
  ].join('\n')}\n`;
}
