import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  type Arguments,
  numberOption,
  optional,
  RequestError,
  required,
  single,
  UsageError,
} from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { exportOptions, freezeOption, settingHelp, settingOptions } from '#cli/exportOptions.ts';
import { openAtoms, readBytes, readRecipe } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { EpistackError } from '#core/errors.ts';
import { type OutFile, type Source, structureOf } from '#core/export/exportSource.ts';
import type { LammpsWriter } from '#core/export/inputSet.ts';
import { INPUT_SETS, SET_IDS, type SetId } from '#core/export/inputSets.ts';
import type { ExportOptions } from '#core/export/options.ts';
import {
  type Account,
  type Energies,
  energiesFromTotals,
  type PerArea,
  type Totals,
} from '#core/export/references/energies.ts';
import { referencesOf } from '#core/export/references/references.ts';
import { setChecks, setFiles } from '#core/export/setFiles.ts';
import type { Snapshots } from '#core/export/vasp/vaspOptions.ts';
import { build } from '#core/recipe/build.ts';
import { frozenAtoms } from '#core/recipe/freeze.ts';
import { recipeHash } from '#core/recipe/hash.ts';
import { reportOf } from '#core/recipe/report.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { PAPER_PROTOCOL } from '#engines/lammps/protocols.ts';
import { zipFiles } from '#engines/zip/zip.ts';

const options = {
  set: 'string',
  out: 'string',
  trajectory: 'string',
  'frame-fs': 'string',
  seed: 'string',
  energies: 'string',
  ...settingOptions,
  force: 'boolean',
  json: 'boolean',
} as const;
const idWidth = Math.max(...SET_IDS.map((id) => id.length));
const setHelp = INPUT_SETS.map(
  ({ id, label, hint }) => `    ${id.padEnd(idWidth)}  ${label}: ${hint}`,
).join('\n');
const help = `export RECIPE --set ${SET_IDS.join('|')}|all --out DIR|FILE.zip [--force] [--json]
${setHelp}
  Writes inputs that run, with a README, checks, recipe.json and atoms.csv. RECIPE as for build; a file that
  holds an Epistack link (a POSCAR of ours, say) serves too. "all" makes one folder for each set that the
  stack allows. A folder that holds another set, or files of yours by the same names, is left alone
  without --force. vasp-namd takes the last snapshots of --trajectory FILE (--frame-fs apart), else a script; lammps
  draws its velocities from --seed N (1).
  references: stack, free slabs, strained and unstrained bulks; with --energies FILE (its energies.json,
  filled in) answers work of adhesion, interface and strain energy instead of writing files.
${settingHelp}`;

export const command = {
  name: 'export',
  summary: 'inputs for VASP, Quantum ESPRESSO, CP2K, LAMMPS and ASE',
  options,
  help,
  run,
} satisfies Command;

function run(args: Arguments): CommandAnswer {
  const sets = setsOf(required(args, 'set'));
  const built = build(readRecipe(single(args, 'RECIPE')), packagedLibrary());
  const source: Source = {
    built,
    report: reportOf(built),
    xyz: null,
    note: '',
    freeze: freezeOption(args),
  };
  const settings: ExportOptions = {
    ...exportOptions(args),
    snapshots: snapshotsOf(args, source),
  };
  const energies = optional(args, 'energies');
  if (energies !== null) return energiesAnswer(energies, source, settings);
  const out = required(args, 'out');
  const lammps = lammpsWriter(args);
  const written: OutFile[] = [];
  const skipped: { set: SetId; reason: string }[] = [];
  for (const set of sets) {
    try {
      const files = setFiles(source, set, settings, lammps);
      written.push(...files.map((f) => (sets.length > 1 ? { ...f, path: `${set}/${f.path}` } : f)));
    } catch (error) {
      if (sets.length === 1 || !(error instanceof EpistackError)) throw error;
      skipped.push({ set, reason: error.message });
    }
  }
  if (args.values['force'] !== true) checkFree(out, written);
  writeAll(out, written);
  const [first] = sets;
  const checks = sets.length === 1 && first ? setChecks(source, first, settings) : [];
  const notCarried = sets.filter(
    (s) =>
      sets.length > 1 &&
      !skipped.some((k) => k.set === s) &&
      setChecks(source, s, settings).some((c) => c.id === 'not-carried'),
  );
  const value = {
    set: sets.length === 1 ? first : 'all',
    recipe: recipeHash(built.recipe),
    out,
    files: written.map((f) => f.path),
    ...(sets.length === 1
      ? { checks }
      : { skipped, ...(notCarried.length > 0 ? { notCarried } : {}) }),
  };
  const text = [
    `${out}: ${written.length} files of recipe ${value.recipe}`,
    ...written.map((f) => `  ${f.path}`),
    ...checks
      .filter((c) => c.level !== 'ok')
      .flatMap((c) => [`${c.level}: ${c.found}`, ...(c.fix === null ? [] : [`  fix: ${c.fix}`])]),
    ...(notCarried.length > 0
      ? [`warn: the moments and U values are not carried by ${notCarried.join(', ')}`]
      : []),
    ...skipped.map((s) => `not written, ${s.set}: ${s.reason}`),
  ];
  return { value, text: `${text.join('\n')}\n` };
}

function setsOf(asked: string): readonly SetId[] {
  if (asked === 'all') return SET_IDS;
  const set = SET_IDS.find((s) => s === asked);
  if (set === undefined)
    throw new UsageError(`--set is one of ${SET_IDS.join(', ')} or all, not "${asked}"`);
  return [set];
}

function lammpsWriter(args: Arguments): LammpsWriter {
  const seed = () => numberOption(args, 'seed', true) ?? 1;
  return {
    // Read only for a set that draws velocities.
    get seed() {
      return seed();
    },
    write: (source) =>
      lammpsInput(structureOf(source), PAPER_PROTOCOL, {
        seed: seed(),
        frozen: frozenAtoms(source.built, source.freeze),
      }),
  };
}

/** @throws {RequestError} for a trajectory of other atoms */
function snapshotsOf(args: Arguments, { built }: Source): Snapshots | null {
  const path = optional(args, 'trajectory');
  const frameFs = numberOption(args, 'frame-fs', false);
  if (path === null) return null;
  if (frameFs === null || !(frameFs > 0))
    throw new UsageError('--trajectory needs --frame-fs, the time between its frames in fs');
  const { frames: count, at } = openAtoms(path);
  const { numbers, xyz } = built.structure;
  const frames = new Float64Array(count * xyz.length);
  for (let f = 0; f < count; f++) {
    const { structure } = at(f);
    if (
      structure.numbers.length !== numbers.length ||
      structure.numbers.some((z, i) => z !== numbers[i])
    )
      throw new RequestError(
        `frame ${f} of ${path} does not hold the atoms of this recipe in its order`,
      );
    frames.set(structure.xyz, f * xyz.length);
  }
  return { frames, count, frameFs };
}

/**
 * A folder may only be rewritten with the set that it holds, so that files of two sets are never mixed.
 * @throws {RequestError} for one that holds another, or files of these names from elsewhere
 */
function checkFree(out: string, files: readonly OutFile[]): void {
  if (/\.zip$/i.test(out)) return;
  const setAt = (folder: string): unknown => {
    try {
      const text = readFileSync(join(out, folder, 'provenance.json'), 'utf8');
      return (JSON.parse(text) as { set?: unknown } | null)?.set ?? null;
    } catch {
      return null;
    }
  };
  for (const { path, text } of files.filter((f) => basename(f.path) === 'provenance.json')) {
    const folder = dirname(path);
    const { set } = JSON.parse(text) as { set: SetId };
    const held = setAt(folder);
    const where = join(out, folder);
    if (typeof held === 'string' && held !== set)
      throw new RequestError(
        `${where} holds the set ${held}: write ${set} to another folder, or give --force to mix them`,
      );
    const taken = files.find((f) => dirname(f.path) === folder && existsSync(join(out, f.path)));
    if (held === null && taken !== undefined)
      throw new RequestError(
        `${join(out, taken.path)} is there already and not of this set: choose another folder, or give --force to overwrite it`,
      );
  }
}

/** Writes into a folder, which is created if missing, or into one zip. */
function writeAll(out: string, files: readonly OutFile[]): void {
  if (/\.zip$/i.test(out)) {
    writeFileSync(out, zipFiles(files));
    return;
  }
  for (const { path, text } of files) {
    const target = join(out, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text, path.endsWith('.sh') ? { mode: 0o755 } : {});
  }
}

/** The energies are evaluated for the given recipe; a file of another interface is refused. */
function energiesAnswer(path: string, source: Source, settings: ExportOptions): CommandAnswer {
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
