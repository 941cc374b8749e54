import { build } from 'vite';
import { madeOnce } from './madeOnce.ts';

const SOURCES = ['src', 'public', 'scripts', 'index.html', 'vite.config.ts', 'package-lock.json'];

/**
 * The page built for tests: React's own warnings are in it, and source maps beside its files tell, independently of the
 * build's plugins, what each is made of.
 * @returns its folder
 */
export const testedPage = (): Promise<string> =>
  madeOnce('page', SOURCES, (outDir) =>
    build({ build: { outDir, emptyOutDir: true, sourcemap: 'hidden' }, logLevel: 'warn' }),
  );
