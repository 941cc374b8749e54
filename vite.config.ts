import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { importAgain } from './scripts/importAgain.ts';
import { FULL_LAMMPS_FILE, packedLammps, withoutThreads } from './scripts/lammpsModule.ts';
import { licences } from './scripts/licences/plugin.ts';
import { models } from './scripts/models.ts';
import { neededBy } from './scripts/neededBy.ts';
import { offline } from './scripts/offline/plugin.ts';
import { storyPage } from './scripts/storyPage.ts';
import { threeShaders } from './scripts/threeShaders.ts';

/**
 * The package holds its wasm as a string of 10 MB in its JavaScript, that of the full LAMMPS one of 37 MB. The page ships
 * each as one gzip file beside a small loader instead: a quarter of the size from any static host, and fetched on demand.
 */
function lammpsWasm(): Plugin {
  return {
    name: 'epistack-lammps-wasm',
    apply: 'build',
    transform(code, id) {
      const isFull = /lammps\.js\/dist\/cpp\/lammps-atomify\.js$/.test(id);
      if (!isFull && !/lammps\.js\/dist\/cpp\/lammps\.js$/.test(id)) return null;
      // The branch for Node is dead on a page, and its import would only raise a warning.
      const forPage = code.replace('await import("module")', '{}');
      const { before, file, after } = packedLammps(
        isFull ? withoutThreads(forPage) : forPage,
        isFull ? FULL_LAMMPS_FILE : 'lammps.wasm.gz',
      );
      return {
        code: `import wasmUrl from ${JSON.stringify(`${file}?url`)};
async function unpacked() {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error('the server answered ' + response.status);
  const bytes = await response.arrayBuffer();
  // Some servers mark a .gz file as an encoding, and the browser has unpacked it already.
  if (new Uint8Array(bytes, 0, 1)[0] !== 0x1f) return bytes;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}
${before}unpacked()${after}`,
        map: null,
      };
    },
  };
}

const notices = licences();
const picture = neededBy('/src/ui/shell/main.ts');
const panels = neededBy('/src/ui/shell/start.tsx');

export default defineConfig({
  // Relative, so that the built page works from any sub-path.
  base: './',
  plugins: [
    react(),
    threeShaders(),
    lammpsWasm(),
    picture.plugin,
    panels.plugin,
    ...notices.page,
    models(),
    storyPage(),
    importAgain(),
    offline(),
  ],
  worker: { format: 'es', plugins: () => [lammpsWasm(), notices.worker] },
  // Every browser of this target preloads modules by itself.
  build: {
    target: 'es2023',
    modulePreload: {
      polyfill: false,
      // What a module needs is remembered as failed, too, if its own fetch failed: only the first view is worth that.
      resolveDependencies: (file, dependencies, { hostType }) =>
        hostType === 'html' || /\bstart-[^/]*\.js$/.test(file)
          ? dependencies
          : dependencies.filter((path) => path.endsWith('.css')),
    },
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: {
        codeSplitting: {
          // The first takes what both need.
          groups: [
            { name: 'picture', test: picture.includes },
            { name: 'panels', test: panels.includes },
          ],
        },
      },
    },
    // three and React with what draws: test/browser/shell/loading.test.ts holds the bytes.
    chunkSizeWarningLimit: 750,
  },
});
