import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { serve } from '../../../scripts/serve.ts';
import { writeWatchedPage } from '../../browsers/watchErrors.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    appUrl: string;
  }
}

/**
 * Builds the page once for all browser tests and serves it from a sub-path, as project pages on
 * public hosts do. The build, not the dev server: that one reloads when it finds a late dependency.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = mkdtempSync(join(tmpdir(), 'epistack-site-'));
  await build({ build: { outDir, emptyOutDir: true }, logLevel: 'warn' });
  writeWatchedPage(outDir);
  const site = await serve(outDir, { prefix: '/some/sub/path/' });
  project.provide('appUrl', site.url);
  return async () => {
    await site.close();
    rmSync(outDir, { recursive: true, force: true });
  };
}
