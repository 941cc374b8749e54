import { freezeIn, type RunBuilt, runLimits } from '#app/md/particle/runBuilt.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import type { DispersionChoice } from '#engines/dispersion/damping.ts';
import type { UniversalInput } from '#engines/dynamics/universalInput.ts';
import { ewaldText } from '#engines/lammps/coulomb/ewald.ts';
import { DATA_FILE, type LammpsInput } from '#engines/lammps/lammpsInput.ts';
import { MODEL_HOME, potentialNote } from '#engines/universal/potentialNote.ts';
import { zipFiles } from '#engines/zip/zip.ts';
import { energyCsv } from './energies.ts';
import type { Md, RunInput, RunSettings } from './runStore.ts';
import { runLabel, runText } from './runs.ts';

/** A zip of everything needed to repeat the run, here or in an ordinary LAMMPS. */
export function inputZip(
  input: RunInput,
  settings: RunSettings,
  built: RunBuilt,
): Uint8Array<ArrayBuffer> {
  return zipFiles(inputFiles(input, settings, built, null));
}

/** The same for a finished run, with its energies. */
export function runZip(md: Md): Uint8Array<ArrayBuffer> {
  return zipFiles([
    ...inputFiles(md.input!, md.ran!, md.built!, md),
    { path: 'energies.csv', text: energyCsv(md, runLabel(md)) },
  ]);
}

type Files = readonly { readonly path: string; readonly text: string }[];

const inputFiles = (
  input: RunInput,
  settings: RunSettings,
  built: RunBuilt,
  md: Md | null,
): Files =>
  input.engine === 'universal'
    ? universalFiles(input, settings, built, md)
    : lammpsFiles(input, settings, built, md);

/** The document and the settings: the engine of the page is that of the terminal. */
function universalFiles(
  input: UniversalInput,
  settings: RunSettings,
  built: RunBuilt,
  md: Md | null,
): Files {
  const { recipe } = built;
  const text = runText(input, freezeIn(built), md?.result ?? null);
  const engine = potentialNote(input.model.name, input.model.dispersion);
  const warnings = runLimits(built);
  const run = {
    engine,
    kernels: md?.result?.version ?? null,
    model: input.model,
    protocol: text,
    relaxation: md?.result?.stopped ?? null,
    repeats: input.repeat?.count ?? 1,
    moves: md?.moves ?? null,
    held: freezeIn(built),
    ...(warnings.length > 0 ? { warnings } : {}),
    settings,
    status: md?.status ?? 'not run',
  };
  const readme = [
    `${recipe.title}: ${engine}`,
    '',
    `model       ${input.model.name}, SHA-256 ${input.model.sha256}`,
    `            not in this archive; ${MODEL_HOME}`,
    `protocol    ${text}`,
    ...warnings.map((warning) => `note        ${warning}`),
    '',
    `Run again   epistack ${terminalLine(settings, input.model.dispersion)}`,
    'recipe.json is the document: drop it on the page of Epistack to open it.',
    '',
  ];
  return [
    { path: 'run.json', text: `${JSON.stringify(run, null, 2)}\n` },
    { path: 'recipe.json', text: `${canonicalJson(recipe)}\n` },
    { path: 'README.txt', text: readme.join('\n') },
  ];
}

/** What does the same in the terminal. */
function terminalLine(
  { kind, degrees, forceEvAng, relaxSteps, ...s }: RunSettings,
  dispersion: DispersionChoice,
): string {
  if (kind === 'relax')
    return `relax recipe.json --model MODEL --d3 ${dispersion} --force ${forceEvAng} --steps ${relaxSteps}${degrees === 'atoms' ? '' : ` --move ${degrees}`} --recipe relaxed.json`;
  const bath = kind === 'nvt' ? ` --thermostat ${s.thermostat}` : '';
  const steps = Math.round((1000 * s.lengthPs) / s.timestepFs);
  return `md recipe.json --potential universal --model MODEL --d3 ${dispersion} --protocol ${kind}${bath} --temperature ${s.temperatureK} --timestep ${s.timestepFs} --steps ${steps} --every ${s.snapshotSteps} --seed ${s.seed} --out run.extxyz`;
}

function lammpsFiles(
  input: LammpsInput,
  settings: RunSettings,
  built: RunBuilt,
  md: Md | null,
): Files {
  const { potential } = input;
  const { recipe } = built;
  const text = runText(input, freezeIn(built), md?.result ?? null);
  const run = {
    engine: 'LAMMPS',
    version: md?.result?.version ?? null,
    potential: potential.id,
    ...(input.ewald === null ? {} : { coulomb: ewaldText(input.ewald) }),
    protocol: text,
    minimisation: md?.result?.stopped ?? null,
    maxForceKcalMolAng: md?.result?.maxForceKcalMolAng ?? null,
    held: freezeIn(built),
    seed: settings.seed,
    settings,
    status: md?.status ?? 'not run',
  };
  const readme = [
    input.origin === 'brought'
      ? `${recipe.title}: a run by a potential file of one’s own, ${potential.id}`
      : `${recipe.title}: a classical run, a preview and not DFT`,
    '',
    `potential   ${potential.label} (${potential.id})`,
    ...potential.sources.map((s) => `            ${s.cite}, ${s.id}`),
    ...input.assumptions.map((a) => `assumed     ${a}`),
    ...(input.ewald === null ? [] : [`charges     ${ewaldText(input.ewald)}`]),
    `protocol    ${text}`,
    `seed        ${settings.seed}`,
    '',
    'Run again   lmp -in in.lammps',
    `These files run unchanged in an ordinary LAMMPS${input.ewald === null ? '' : ' with the package KSPACE'} (Debian: package lammps).`,
    'recipe.json is the document: drop it on the page of Epistack to open it.',
    '',
  ];
  return [
    { path: DATA_FILE, text: input.data },
    { path: 'in.lammps', text: input.script },
    ...input.files.map(({ name, text: own }) => ({ path: name, text: own })),
    { path: 'run.json', text: `${JSON.stringify(run, null, 2)}\n` },
    { path: 'recipe.json', text: `${canonicalJson(recipe)}\n` },
    { path: 'README.txt', text: readme.join('\n') },
  ];
}
