import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { bundledPage, FIGURE_PAGE } from './bundledPage.ts';
import type { Site } from './devtools.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The page that draws. */
export function figureSite(): Site {
  const folder = dirname(bundledPage(FIGURE_PAGE, 'index.html'));
  return (path) => {
    const file = join(folder, path);
    if (!file.startsWith(folder) || !existsSync(file)) return null;
    return { body: readFileSync(file), type: TYPES[extname(file)] ?? 'application/octet-stream' };
  };
}
