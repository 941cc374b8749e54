import { register } from 'node:module';

/** Hooks run in a thread of their own and are given as text. */
const HOOKS = `
import { readFile } from 'node:fs/promises';
export async function load(url, context, next) {
  if (!url.endsWith('/lammps.js/dist/cpp/lammps.js')) return next(url, context);
  return { format: 'module', source: await readFile(new URL(url)), shortCircuit: true };
}`;

/**
 * Hands the module of LAMMPS to Node as it is. It carries its wasm as a string of 10 MB, and tsx, which
 * looks through every module that it may have to translate, takes four seconds for it.
 */
export const keepBigModulesUntranslated = (): void =>
  register(`data:text/javascript,${encodeURIComponent(HOOKS)}`);
