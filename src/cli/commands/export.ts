import {
  type Arguments,
  numberOption,
  optional,
  RequestError,
  required,
  single,
  UsageError,
} from '#cli/args.ts';
import { FREEZE_HELP, freezeOptions, withFreeze } from '#cli/build/freezeOption.ts';
import type { Command } from '#cli/command.ts';
import { energiesAnswer } from '#cli/export/energiesAnswer.ts';
import {
  exportOptions,
  OPTIONS_BY_SETTING,
  settingHelp,
  settingOptions,
} from '#cli/export/exportOptions.ts';
import { listedNames, writeBundle } from '#cli/export/writeBundle.ts';
import { openAtoms, readRecipe } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import { namingOptions } from '#cli/optionNames.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { EpistackError } from '#core/errors.ts';
import { type OutFile, type Source, structureOf } from '#core/export/exportSource.ts';
import type { LammpsWriter } from '#core/export/inputSet.ts';
import { INPUT_SETS, inputSet, SET_IDS, type SetId } from '#core/export/inputSets.ts';
import type { ExportOptions } from '#core/export/options.ts';
import { setChecks, setFiles } from '#core/export/setFiles.ts';
import { notCarried } from '#core/export/spin.ts';
import type { Snapshots } from '#core/export/vasp/vaspOptions.ts';
import { build } from '#core/recipe/build.ts';
import { frozenAtoms } from '#core/recipe/freeze.ts';
import { recipeHash } from '#core/recipe/hash.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { ewaldFor } from '#engines/lammps/coulomb/ewald.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { PAPER_PROTOCOL } from '#engines/lammps/protocols.ts';

const options = {
  set: 'string',
  out: 'string',
  trajectory: 'string',
  'frame-fs': 'string',
  seed: 'string',
  energies: 'string',
  ...freezeOptions,
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
  stack allows. A folder or zip that holds another set, a set of another recipe or with other options, or files changed since
  the export (by provenance.json) is left alone without --force; with it only the files of the set are written, never
  through a link, and the answer says which were replaced and which others stand beside them. vasp-namd takes the last snapshots of --trajectory FILE (--frame-fs apart), else a script; lammps
  draws its velocities from --seed N (1).
  references: stack, free slabs, strained and unstrained bulks; with --energies FILE (its energies.json,
  filled in) answers work of adhesion, interface and strain energy instead of writing files.
${settingHelp}
  ${FREEZE_HELP}.`;

export const command = {
  name: 'export',
  summary: 'inputs for VASP, Quantum ESPRESSO, CP2K, LAMMPS and ASE',
  options,
  help,
  run,
} satisfies Command;

function run(args: Arguments): CommandAnswer {
  const sets = setsOf(required(args, 'set'));
  const built = build(withFreeze(readRecipe(single(args, 'RECIPE')), args), packagedLibrary());
  const source: Source = {
    built,
    report: reportOf(built),
    xyz: null,
    note: '',
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
      const files = namingOptions(args, OPTIONS_BY_SETTING, () =>
        setFiles(source, set, settings, lammps),
      );
      written.push(...files.map((f) => (sets.length > 1 ? { ...f, path: `${set}/${f.path}` } : f)));
    } catch (error) {
      if (sets.length === 1 || !(error instanceof EpistackError)) throw error;
      skipped.push({ set, reason: error.message });
    }
  }
  const { replaced, left, beside } = writeBundle(out, written, args.values['force'] === true);
  const [first] = sets;
  const checks = sets.length === 1 && first ? setChecks(source, first, settings) : [];
  const missing = sets
    .filter((s) => sets.length > 1 && !skipped.some((k) => k.set === s))
    .map((set) => ({ set, what: notCarried(inputSet(set), settings).map((m) => m.what) }))
    .filter(({ what }) => what.length > 0);
  const value = {
    set: sets.length === 1 ? first : 'all',
    recipe: recipeHash(built.recipe),
    out,
    files: written.map((f) => f.path),
    replaced,
    left,
    beside,
    ...(sets.length === 1
      ? { checks }
      : { skipped, ...(missing.length > 0 ? missingFields(missing) : {}) }),
  };
  const text = [
    `${out}: ${written.length} files of recipe ${value.recipe}`,
    ...written.map(({ path }) => `  ${path}${replaced.includes(path) ? ' (replaced)' : ''}`),
    ...(left.length > 0
      ? [`note: of the export that was there before, and not of this one: ${left.join(', ')}`]
      : []),
    ...(beside.length > 0 ? [besideText(beside, /\.zip$/i.test(out))] : []),
    ...checks
      .filter((c) => c.level !== 'ok')
      .flatMap((c) => [`${c.level}: ${c.found}`, ...(c.fix === null ? [] : [`  fix: ${c.fix}`])]),
    ...missing.map(({ set, what }) => `warn: ${set} does not carry the ${what.join(' and ')}`),
    ...skipped.map((s) => `not written, ${s.set}: ${s.reason}`),
  ];
  return { value, text: `${text.join('\n')}\n` };
}

/** Files of a run or a person that stand beside the new ones: a CONTCAR of another interface is easily taken for its own. */
function besideText(beside: readonly string[], isZip: boolean): string {
  const names = listedNames(beside);
  return isZip
    ? `note: no longer in the zip, not of this export: ${names}`
    : `note: also there and not of this export, left as they are: ${names}`;
}

interface Missing {
  readonly set: SetId;
  readonly what: readonly string[];
}

const missingFields = (missing: readonly Missing[]) => ({
  notCarried: missing.map((m) => m.set),
  notCarriedBySet: Object.fromEntries(missing.map((m) => [m.set, m.what])),
});

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
    write: (source, kspace) =>
      lammpsInput(structureOf(source), PAPER_PROTOCOL, {
        seed: seed(),
        frozen: frozenAtoms(source.built),
        valencesE: source.built.byHand?.valencesE ?? null,
        ewald: ewaldFor(kspace, source.built.recipe),
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
