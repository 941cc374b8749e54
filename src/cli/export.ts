import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EpistackError } from '#core/errors.ts';
import { setChecks, setFiles } from '#core/export/bundles.ts';
import {
  type Account,
  type Energies,
  energiesFromTotals,
  type PerArea,
  type Totals,
} from '#core/export/energies.ts';
import { type ExportOptions, type LammpsFiles, SET_IDS, type SetId } from '#core/export/options.ts';
import { referencesOf } from '#core/export/references.ts';
import { frozenOf, type OutFile, type Source, structureOf } from '#core/export/source.ts';
import type { Snapshots } from '#core/export/vaspSets.ts';
import { build } from '#core/recipe/build.ts';
import { reportOf } from '#core/recipe/report.ts';
import { recipeHash } from '#core/recipe/share.ts';
import { lammpsInput } from '#engines/lammps.ts';
import { PAPER_PROTOCOL } from '#engines/lammpsProtocols.ts';
import { zipFiles } from '#engines/zip.ts';
import {
  type Arguments,
  numberOption,
  optional,
  RequestError,
  required,
  single,
  UsageError,
} from './args.ts';
import { exportOptions, freezeOption, settingHelp, settingOptions } from './exportOptions.ts';
import { library, openAtoms, readBytes, readRecipe } from './files.ts';
import type { Answer } from './text.ts';

export const options = {
  set: 'string',
  out: 'string',
  trajectory: 'string',
  'frame-fs': 'string',
  seed: 'string',
  energies: 'string',
  ...settingOptions,
  json: 'boolean',
} as const;
export const help = `export RECIPE --set ${SET_IDS.join('|')}|all --out DIR|FILE.zip [--json]
  Writes inputs that run, with a README, checks, recipe.json and atoms.csv. RECIPE as for build; a file that
  holds an Epistack link (a POSCAR of ours, say) serves too. "all" makes one folder for each set that the
  stack allows. vasp-namd takes the last snapshots of --trajectory FILE (--frame-fs apart), else a script.
  references: stack, free slabs, strained and unstrained bulks; with --energies FILE (its energies.json,
  filled in) answers work of adhesion, interface and strain energy instead of writing files.
${settingHelp}`;

export function run(args: Arguments): Answer {
  const sets = setsOf(required(args, 'set'));
  const built = build(readRecipe(single(args, 'RECIPE')), library());
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
  const written: OutFile[] = [];
  const skipped: { set: SetId; reason: string }[] = [];
  for (const set of sets) {
    try {
      const files = setFiles(
        source,
        set,
        settings,
        set === 'lammps' ? lammpsFiles(source, args) : null,
      );
      written.push(...files.map((f) => (sets.length > 1 ? { ...f, path: `${set}/${f.path}` } : f)));
    } catch (error) {
      if (sets.length === 1 || !(error instanceof EpistackError)) throw error;
      skipped.push({ set, reason: error.message });
    }
  }
  writeAll(out, written);
  const [first] = sets;
  const checks = sets.length === 1 && first ? setChecks(source, first, settings) : [];
  const value = {
    set: sets.length === 1 ? first : 'all',
    recipe: recipeHash(built.recipe),
    out,
    files: written.map((f) => f.path),
    ...(sets.length === 1 ? { checks } : { skipped }),
  };
  const text = [
    `${out}: ${written.length} files of recipe ${value.recipe}`,
    ...written.map((f) => `  ${f.path}`),
    ...checks
      .filter((c) => c.level !== 'ok')
      .flatMap((c) => [`${c.level}: ${c.found}`, ...(c.fix === null ? [] : [`  fix: ${c.fix}`])]),
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

function lammpsFiles(source: Source, args: Arguments): LammpsFiles {
  const flags = frozenOf(source);
  const frozen = flags && Uint8Array.from({ length: flags.length / 3 }, (_, i) => flags[3 * i]!);
  const seed = numberOption(args, 'seed', true) ?? 1;
  return { ...lammpsInput(structureOf(source), PAPER_PROTOCOL, { seed, frozen }), seed };
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

/** A folder, made where it is missing, or one zip. */
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

/** The account is that of the recipe at hand, whatever the file says of it. */
function energiesAnswer(path: string, source: Source, settings: ExportOptions): Answer {
  const { account } = referencesOf(
    source.built,
    source.report,
    structureOf(source),
    settings.slabBox,
  );
  const value = energiesFromTotals(account, readTotals(path));
  return { value, text: energiesText(account, value) };
}

function readTotals(path: string): Totals {
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
  // An excess without an energy is left out: then there is no interface energy.
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
