import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The page with a watcher in front of its own scripts, beside the real `index.html`. */
export const WATCHED_PAGE = 'watched.html';

/** Puts into `window.watchedErrors` what other browsers report to their driver. */
const WATCHER = `
window.watchedErrors = [];
for (const kind of ['error', 'warn']) {
  const write = console[kind].bind(console);
  console[kind] = (...what) => { watchedErrors.push(kind + ': ' + what.map(String).join(' ')); write(...what); };
}
addEventListener('error', (e) => watchedErrors.push(
  e.message ? 'uncaught: ' + e.message : 'not loaded: ' + (e.target.src || e.target.href)), true);
addEventListener('unhandledrejection', (e) => watchedErrors.push('uncaught: ' + e.reason));
addEventListener('securitypolicyviolation', (e) => watchedErrors.push('refused by the policy: ' + e.blockedURI));
`;

/** Plain WebDriver, which WebKitGTK speaks, cannot tell what a page writes to its console. */
export function writeWatchedPage(site: string): void {
  const html = readFileSync(join(site, 'index.html'), 'utf8');
  const watched = html.replace('<script', '<script src="./watcher.js"></script>\n    <script');
  if (watched === html) throw new Error('index.html has no script');
  writeFileSync(join(site, 'watcher.js'), WATCHER);
  writeFileSync(join(site, WATCHED_PAGE), watched);
}
