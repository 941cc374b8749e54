import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const CACHE = fileURLToPath(new URL('../node_modules/.cache/epistack/', import.meta.url));

/** What stands where the JavaScript of lammps.js carries its wasm. */
const OPENING = 'binaryDecode("';

/**
 * Takes the JavaScript of `lammps.js/wasm` apart around the expression that decodes its wasm.
 * @returns `before` + an expression for the bytes, or a promise of them + `after` is the module again
 * @throws when the package no longer looks as it did: then look at its `findWasmBinary`
 */
export function splitLammps(code: string): {
  readonly before: string;
  readonly wasm: Uint8Array;
  readonly after: string;
} {
  const at = code.indexOf(OPENING);
  let end = at + OPENING.length;
  while (code[end] !== '"' && end < code.length) end += code[end] === '\\' ? 2 : 1;
  if (at < 0 || code[end + 1] !== ')')
    throw new Error('lammps.js does not carry its wasm as one string any more');
  const wasm = decoded(code.slice(at + OPENING.length, end));
  if (wasm[0] !== 0 || wasm[1] !== 0x61 || wasm[2] !== 0x73 || wasm[3] !== 0x6d)
    throw new Error('the string in lammps.js is not wasm');
  return { before: code.slice(0, at), wasm, after: code.slice(end + 2) };
}

/** The wasm of the full LAMMPS in a build of the page. */
export const FULL_LAMMPS_FILE = 'lammps-full.wasm.gz';

const POOL = 'pthreadPoolSize=8';
const WORKER = 'new Worker(new URL("lammps-atomify.js",import.meta.url),';

/**
 * The full LAMMPS as a page runs it. Its module starts eight threads when it is loaded, which only the option "-k on" of
 * LAMMPS would use; they need a page that is isolated from all other sites, and one that starts none runs on any.
 * @throws when the package no longer looks as it did
 */
export function withoutThreads(code: string): string {
  if (code.split(POOL).length !== 2 || code.split(WORKER).length !== 2)
    throw new Error('lammps.js does not start its threads as it did');
  return code
    .replace(POOL, 'pthreadPoolSize=0')
    .replace(WORKER, 'new NoThreads(')
    .replace('require("worker_threads")', '{}');
}

/**
 * The same with the wasm as a gzip file, kept for later builds: taking 10 MB apart and packing them is a quarter of a
 * build of the page, and each of two workers needs it.
 */
export function packedLammps(
  code: string,
  name: string,
): {
  readonly before: string;
  readonly file: string;
  readonly after: string;
} {
  const folder = `${CACHE}lammps-${createHash('sha256').update(code).digest('hex').slice(0, 16)}`;
  const [file, loader] = [`${folder}/${name}`, `${folder}/loader.json`];
  if (!existsSync(loader)) {
    mkdirSync(folder, { recursive: true });
    const { before, wasm, after } = splitLammps(code);
    writeWhole(file, gzipSync(wasm, { level: 9 }));
    writeWhole(loader, JSON.stringify({ before, after }));
  }
  const { before, after } = JSON.parse(readFileSync(loader, 'utf8')) as Record<string, string>;
  return { before: before!, file, after: after! };
}

/** Another build may read the file at the same time. */
function writeWhole(path: string, content: Uint8Array | string): void {
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, content);
  renameSync(part, path);
}

/** The inside of a double-quoted JavaScript string, each character one byte as Emscripten packs them. */
function decoded(literal: string): Uint8Array {
  const text = literal.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\}|([\s\S]))/g,
    (_, x?: string, u?: string, brace?: string, char?: string) => {
      const hex = x ?? u ?? brace;
      return hex === undefined ? (ESCAPES[char!] ?? char!) : String.fromCharCode(parseInt(hex, 16));
    },
  );
  return packed(text);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

/** As Emscripten's own `binaryDecode`: characters are bytes, and the one above 0xff stands for 0. */
function packed(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) {
    const c = text.charCodeAt(i);
    bytes[i] = (~c >> 8) & c;
  }
  return bytes;
}

/**
 * The tag of the LAMMPS sources that a module was compiled from, as it stands in the module: its output of
 * `git describe`, such as `patch_10Sep2025-modified`.
 * @returns `isModified` when the sources differed from the tag, as those with the files of lammps.js do
 * @throws when the module names no tag: then its source cannot be linked to
 */
export function lammpsSource(wasm: Uint8Array): {
  readonly tag: string;
  readonly isModified: boolean;
} {
  const text = Buffer.from(wasm.buffer, wasm.byteOffset, wasm.byteLength).toString('latin1');
  const named = /\b((?:patch|stable)_\d{1,2}[A-Z][a-z]{2}\d{4}(?:_update\d+)?)(-modified)?\0/.exec(
    text,
  );
  if (named === null) throw new Error('the module of lammps.js names no version of LAMMPS');
  return { tag: named[1]!, isModified: named[2] !== undefined };
}
