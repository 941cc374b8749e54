import { register } from 'node:module';
import { setFlagsFromString } from 'node:v8';

/** Module hooks run in their own thread and are passed as source text. */
const HOOKS = `
import { readFile } from 'node:fs/promises';
export async function load(url, context, next) {
  if (!/\\/lammps\\.js\\/dist\\/cpp\\/lammps[\\w-]*\\.js$/.test(url)) return next(url, context);
  return { format: 'module', source: await readFile(new URL(url)), shortCircuit: true };
}`;

/**
 * Lets Node load the LAMMPS module without tsx. Each module contains its wasm as a string of 10 MB, and tsx, which
 * scans every module that it might have to translate, takes four seconds for it. Where this file is JavaScript it has
 * been bundled, and there is no tsx.
 */
export function keepBigModulesUntranslated(): void {
  if (import.meta.url.endsWith('.ts'))
    register(`data:text/javascript,${encodeURIComponent(HOOKS)}`);
}

/**
 * How often a function of wasm runs before V8 compiles it a second time, with optimization: some 50 times as often as
 * by itself. LAMMPS reads its input with large functions that run a few times, and compiling those took a second of
 * every run; what computes forces is optimized soon all the same. In bytes executed, roughly.
 */
const WASM_BUDGET = 100_000_000;

/** To be called before any wasm is compiled. */
export const optimizeHotWasmOnly = (): void =>
  setFlagsFromString(`--wasm-tiering-budget=${WASM_BUDGET}`);
