import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { serve } from '../../../scripts/serve.ts';
import { writeWatchedPage } from '../../browsers/watchErrors.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    appUrl: string;
    /** Folder of the built page. */
    appFolder: string;
  }
}

/**
 * Builds the page once for all browser tests, as `npm start` does, and serves it from a sub-path, as project pages on
 * public hosts do. The build, not the dev server: that one reloads when it finds a late dependency.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = mkdtempSync(join(tmpdir(), 'epistack-site-'));
  // In this process the build would be one for tests, with React's own warnings, which is slower and half as large again.
  execFileSync(
    'npx',
    ['vite', 'build', '--logLevel', 'warn', '--emptyOutDir', '--outDir', outDir],
    {
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  writeWatchedPage(outDir);
  const site = await serve(outDir, { prefix: '/some/sub/path/' });
  project.provide('appUrl', site.url);
  project.provide('appFolder', outDir);
  return async () => {
    await site.close();
    rmSync(outDir, { recursive: true, force: true });
  };
}
