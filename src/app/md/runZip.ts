import { canonicalJson } from '#core/recipe/hash.ts';
import { freezeOf, type Recipe } from '#core/recipe/recipe.ts';
import { DATA_FILE, type LammpsInput } from '#engines/lammps/lammpsInput.ts';
import { zipFiles } from '#engines/zip/zip.ts';
import { energyCsv } from './energies.ts';
import type { Md, RunSettings } from './runStore.ts';
import { runLabel, runText } from './runs.ts';

/** A zip of everything needed to repeat the run, here or in an ordinary LAMMPS. */
export function inputZip(
  input: LammpsInput,
  settings: RunSettings,
  recipe: Recipe,
): Uint8Array<ArrayBuffer> {
  return zipFiles(inputFiles(input, settings, recipe, null));
}

/** The same for a finished run, with its energies. */
export function runZip(md: Md): Uint8Array<ArrayBuffer> {
  return zipFiles([
    ...inputFiles(md.input!, md.ran!, md.built!.recipe, md),
    { path: 'energies.csv', text: energyCsv(md, runLabel(md)) },
  ]);
}

function inputFiles(
  input: LammpsInput,
  settings: RunSettings,
  recipe: Recipe,
  md: Md | null,
): readonly { readonly path: string; readonly text: string }[] {
  const { potential } = input;
  const text = runText(input, freezeOf(recipe), md?.result ?? null);
  const run = {
    engine: 'LAMMPS',
    version: md?.result?.version ?? null,
    potential: potential.id,
    protocol: text,
    minimisation: md?.result?.stopped ?? null,
    maxForceKcalMolAng: md?.result?.maxForceKcalMolAng ?? null,
    held: freezeOf(recipe),
    seed: settings.seed,
    settings,
    status: md?.status ?? 'not run',
  };
  const readme = [
    `${recipe.title}: a classical run, a preview and not DFT`,
    '',
    `potential   ${potential.label} (${potential.id})`,
    ...potential.sources.map((s) => `            ${s.cite}, ${s.id}`),
    ...input.assumptions.map((a) => `assumed     ${a}`),
    `protocol    ${text}`,
    `seed        ${settings.seed}`,
    '',
    'Run again   lmp -in in.lammps',
    'Both files run unchanged in an ordinary LAMMPS (Debian: package lammps).',
    'recipe.json is the stack: drop it on the page of Epistack to open it.',
    '',
  ];
  return [
    { path: DATA_FILE, text: input.data },
    { path: 'in.lammps', text: input.script },
    { path: 'run.json', text: `${JSON.stringify(run, null, 2)}\n` },
    { path: 'recipe.json', text: `${canonicalJson(recipe)}\n` },
    { path: 'README.txt', text: readme.join('\n') },
  ];
}
