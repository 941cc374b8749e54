import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import type { FileList, ListedFile } from '../../src/offline/keptFiles.ts';
import { FULL_LAMMPS_FILE } from '../lammpsModule.ts';

const SCRIPT = fileURLToPath(new URL('../../src/offline/serviceWorker.ts', import.meta.url));

/** Name of the service worker's script, beside index.html. */
export const WORKER_FILE = 'sw.js';

/** Writes the service worker, which holds the list of all files of the build and keeps them in the browser. */
export function offline(): Plugin {
  return {
    name: 'epistack-offline',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }) {
        const list = listOf(dir!);
        const script = `const FILES = ${JSON.stringify(list)};\n${await workerScript()}`;
        writeFileSync(join(dir!, WORKER_FILE), script);
      },
    },
  };
}

/** What is as large as all the rest and few ask for: it comes from the server, or from the browser's own cache. */
const isOnDemand = (path: string): boolean =>
  new RegExp(`^assets/${FULL_LAMMPS_FILE.split('.')[0]}[.-]`).test(path);

/** All files of a folder that the browser keeps, with what is in them. */
export function listOf(dir: string): FileList {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: path.slice(dir.length + 1).replaceAll(sep, '/'),
      bytes: readFileSync(path),
    }))
    .filter(({ path }) => path !== WORKER_FILE && !isOnDemand(path))
    // Panels before data: they are in the browser's own cache soon, while all of it is being kept.
    .sort((p, q) => p.bytes.length - q.bytes.length || (p.path < q.path ? -1 : 1))
    .map(
      ({ path, bytes }): ListedFile => ({
        path,
        sha256: sha256(bytes),
        ...(path.endsWith('.gz') && { unpackedSha256: sha256(gunzipSync(bytes)) }),
      }),
    );
  return { version: sha256(Buffer.from(JSON.stringify(files))).slice(0, 16), files };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** As a classic script: not all browsers take a module here. */
async function workerScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: SCRIPT, output: { format: 'iife' } },
    },
  });
  const [bundle] = [built].flat();
  const [chunk] = bundle !== undefined && 'output' in bundle ? bundle.output : [];
  if (chunk === undefined) throw new Error('the service worker was not built');
  return chunk.code;
}
