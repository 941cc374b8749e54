import { SYMBOLS } from '#core/crystal/elements.ts';
import { checkSettings } from '#core/export/settings/limits.ts';
import { lossesOf } from '#core/io/losses.ts';
import { csvRow } from '#core/io/text/csv.ts';
import { type Check, checksOf } from './checks.ts';
import { exportCommand } from './command.ts';
import { dipoleOf } from './dipole.ts';
import {
  frozenOf,
  type OutFile,
  roleWords,
  type Source,
  settled,
  structureOf,
  valencesOf,
} from './exportSource.ts';
import type { InputSet, LammpsWriter, Section } from './inputSet.ts';
import { inputSet, type SetId } from './inputSets.ts';
import { meshOf } from './kpoints.ts';
import type { ExportOptions } from './options.ts';
import { provenanceFile, recipeFile } from './provenance.ts';
import { pseudoHydrogenChecks } from './pseudoHydrogen.ts';
import { readmeFile } from './readme.ts';
import { spinChecks } from './spin.ts';

function meshFor({ built, report }: Source, { mesh }: InputSet, options: ExportOptions) {
  return mesh === null
    ? null
    : meshOf(built.structure.lattice, options.vasp[mesh], { vacuumAlongC: report.vacuum > 0 });
}

/**
 * What to look at before this set is sent to a queue.
 * @throws `setting` for options that cannot be met
 */
export function setChecks(given: Source, id: SetId, options: ExportOptions): readonly Check[] {
  const set = inputSet(id);
  const source = settled(given);
  const structure = structureOf(source);
  checkSettings(
    { structure, frozen: frozenOf(source), valencesE: valencesOf(source) },
    set,
    options,
  );
  const checks = checksOf(source.built, source.report, structure, {
    mesh: meshFor(source, set, options),
    atomBudget: options.atomBudget,
    dipole: set.electrons
      ? dipoleOf(structure, source.report, source.built.slabs, options.vasp.dipole)
      : null,
    dipoleSaid: set.dipoleSaid?.(source.report, options) ?? null,
  });
  const spin = spinChecks(structure, set, options);
  return [
    ...spin.filter((c) => c.level === 'warn'),
    ...checks.filter((c) => c.level === 'warn'),
    ...spin.filter((c) => c.level === 'note'),
    ...checks.filter((c) => c.level !== 'warn'),
    ...pseudoHydrogenChecks(source.built, set, options),
    ...(set.checks?.(source, options) ?? []),
  ];
}

/**
 * All files of a set: inputs, README, atoms.csv, recipe.json, provenance.json. Sorted by path, no dates:
 * the same bytes everywhere. Positions of a frame are written as the recipe in the bundle holds them.
 * @throws `setting` for options that cannot be met
 */
export function setFiles(
  given: Source,
  id: SetId,
  options: ExportOptions,
  lammps: LammpsWriter,
): readonly OutFile[] {
  const set = inputSet(id);
  const source = settled(given);
  const command = exportCommand(set, options, set.takesSeed ? lammps.seed : null);
  const checks = setChecks(source, id, options);
  const { files, sections } = set.bundle(source, options, lammps);
  const all: readonly Section[] = [
    ...sections,
    {
      heading: 'What the files do not hold',
      lines: lossesOf(set.format, valencesOf(source) !== null),
    },
  ];
  const described = [
    ...files,
    atomsFile(source),
    recipeFile(source.built),
    readmeFile(source.built, set.title, all, checks, command),
  ];
  return [...described, provenanceFile(source.built, id, command, described)].toSorted((p, q) =>
    p.path < q.path ? -1 : 1,
  );
}

/** One line an atom, in the order of every file of the bundle: what POSCAR has no place for. */
function atomsFile(source: Source): OutFile {
  const { built } = source;
  const { numbers, layer } = built.structure;
  const frozen = frozenOf(source);
  const roles = roleWords(built);
  const valences = valencesOf(source);
  const rows = Array.from(numbers, (z, i) => {
    const [slab, fixed] = [layer[i]!, frozen?.[3 * i] === 1 ? 1 : 0];
    const { name } = built.slabs[slab]!;
    const plane = built.plane[i]! + 1;
    const pseudo = valences === null ? [] : [Number.isNaN(valences[i]!) ? '' : valences[i]!];
    return csvRow([
      ...[i + 1, SYMBOLS[z]!, roles[slab]!, name, plane, built.charges[i]!, fixed],
      ...pseudo,
    ]);
  });
  const heads = [
    ...['atom', 'element', 'slab', 'crystal', 'plane', 'formal_charge_e', 'fixed'],
    ...(valences === null ? [] : ['pseudo_hydrogen_e']),
  ];
  return { path: 'atoms.csv', text: [csvRow(heads), ...rows].join('') };
}
