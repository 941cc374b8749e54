import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LAMMPS_DOWNLOAD_BYTES } from '#engines/lammps/lammpsLoading.ts';
import { splitLammps, withoutThreads } from '../../../scripts/lammpsModule.ts';

const code = readFileSync(createRequire(import.meta.url).resolve('lammps.js/wasm'), 'utf8');

test('what the page fetches is the wasm of the package, and as large as the page says', async () => {
  const { before, wasm, after } = splitLammps(code);
  expect(WebAssembly.validate(wasm as Uint8Array<ArrayBuffer>)).toBe(true);
  const loader = before + after;
  expect(loader.length).toBeLessThan(200_000);
  const bytes = gzipSync(wasm).length;
  // Level and version of zlib move it by less than 2 %.
  expect(Math.abs(bytes / LAMMPS_DOWNLOAD_BYTES - 1)).toBeLessThan(0.02);
  // The loader takes a promise of the bytes, as the page gives it.
  const { default: createModule } = (await import(
    `data:text/javascript,${encodeURIComponent(
      `${before.replace('await import("module")', '{}').replace('globalThis.process?.versions?.node', 'false')}globalThis.lammpsWasm${after}`,
    )}`
  )) as { default: (options: object) => Promise<{ LAMMPSWeb: unknown }> };
  Object.assign(globalThis, { lammpsWasm: Promise.resolve(wasm.buffer) });
  expect(typeof (await createModule({})).LAMMPSWeb).toBe('function');
});

test('another make of the package is refused, not shipped broken', () => {
  expect(() => splitLammps('export default 1')).toThrow(/does not carry its wasm/);
  expect(() => splitLammps('f(){return binaryDecode("abc")}')).toThrow(/not wasm/);
  expect(() => splitLammps('f(){return binaryDecode("abc')).toThrow(/does not carry its wasm/);
});

test('the full module is left without threads of its own, or the build fails', () => {
  const loader =
    'pthreadPoolSize=8;worker=new Worker(new URL("lammps-atomify.js",import.meta.url),{name:"em"})';
  expect(withoutThreads(loader)).toBe('pthreadPoolSize=0;worker=new NoThreads({name:"em"})');
  expect(() => withoutThreads(loader.replace('8', '4'))).toThrow(/does not start its threads/);
  expect(() => withoutThreads(loader + loader)).toThrow(/does not start its threads/);
});
