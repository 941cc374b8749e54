import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin, Rolldown } from 'vite';
import { lammpsSource, splitLammps } from '../lammpsModule.ts';
import { noticesOf, packageFolders } from './notices.ts';
import { licencesPage } from './page.ts';

const GPL = fileURLToPath(new URL('../../node_modules/lammps.js/LICENSE', import.meta.url));
const OWN = fileURLToPath(new URL('../../LICENSE', import.meta.url));

/** Every file that a bundle is made of: modules that survived tree-shaking, and the sources of its assets. */
function sourcesOf(bundle: Rolldown.OutputBundle, root: string): string[] {
  return Object.values(bundle).flatMap((file) =>
    file.type === 'chunk'
      ? file.moduleIds
      : // Of assets the bundler keeps the path below the root.
        file.originalFileNames.map((name) => resolve(root, name)),
  );
}

/** Notes into `folders` which packages a bundle contains. */
export function collectPackages(folders: Set<string>): Plugin {
  return {
    name: 'epistack-packages',
    apply: 'build',
    generateBundle(_, bundle) {
      for (const folder of packageFolders(sourcesOf(bundle, this.environment.config.root)))
        folders.add(folder);
    },
  };
}

/**
 * Writes the licences of all that a build contains, read from the packages in its own module graph, into
 * `licences/` of the build. Vite's `build.license` looks at neither workers nor fonts, and passes over a
 * package without a text; this fails.
 * @returns `worker` for the bundles of workers, which are made before that of the page
 */
export function licences(): { readonly page: Plugin[]; readonly worker: Plugin } {
  const folders = new Set<string>();
  const write: Plugin = {
    name: 'epistack-licences',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler() {
        const notices = noticesOf(folders);
        const module = createRequire(import.meta.url).resolve('lammps.js/wasm');
        const lammps = lammpsSource(splitLammps(readFileSync(module, 'utf8')).wasm);
        const emit = (name: string, source: string) =>
          this.emitFile({ type: 'asset', fileName: `licences/${name}`, source });
        emit('index.html', licencesPage(readFileSync(OWN, 'utf8'), notices, lammps));
        emit('GPL-2.0.txt', readFileSync(GPL, 'utf8'));
      },
    },
  };
  return { page: [collectPackages(folders), write], worker: collectPackages(folders) };
}
