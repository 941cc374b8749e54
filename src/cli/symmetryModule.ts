import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadSymmetry } from '#engines/symmetry/symmetry.ts';

/** Loads the symmetry engine in Node, which cannot fetch its wasm file; later calls do nothing. */
export function readySymmetry(): Promise<void> {
  const wasm = createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
  ready ??= loadSymmetry(Uint8Array.from(readFileSync(wasm)));
  return ready;
}

let ready: Promise<void> | undefined;
