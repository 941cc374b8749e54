import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { collectPackages } from './licences/plugin.ts';
import { threeShaders } from './threeShaders.ts';

/**
 * Bundles the page that draws for the terminal into a folder.
 * @returns folders of the packages that it contains
 */
export async function makeFigurePage(out: string): Promise<ReadonlySet<string>> {
  const packages = new Set<string>();
  await build({
    root: fileURLToPath(new URL('../src/ui/figurePage', import.meta.url)),
    base: './',
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [react(), threeShaders(), collectPackages(packages)],
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: false,
      chunkSizeWarningLimit: 2000,
    },
  });
  return packages;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await makeFigurePage(resolve(process.argv[2]!));
