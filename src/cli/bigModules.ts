import { register } from 'node:module';

/** Module hooks run in their own thread and are passed as source text. */
const HOOKS = `
import { readFile } from 'node:fs/promises';
export async function load(url, context, next) {
  if (!/\\/lammps\\.js\\/dist\\/cpp\\/lammps[\\w-]*\\.js$/.test(url)) return next(url, context);
  return { format: 'module', source: await readFile(new URL(url)), shortCircuit: true };
}`;

/**
 * Lets Node load the LAMMPS module without tsx. Each module contains its wasm as a string of 10 MB, and tsx, which
 * scans every module that it might have to translate, takes four seconds for it.
 */
export const keepBigModulesUntranslated = (): void =>
  register(`data:text/javascript,${encodeURIComponent(HOOKS)}`);
