import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const FILE = 'docs/turntable.gif';
/** What a README should make its readers fetch. */
const MOST_BYTES = 3 * 2 ** 20;

// Draws the film of the README anew: one turn of the default document.
const look = ['--style', 'polyhedra', '--repeat', 'none', '--without', 'axes,scale,legend,labels'];
const size = ['--size', '560x400', '--fps', '10', '--seconds', '5'];
const args = ['film', 'preset:cspbbr3-cds', '--out', FILE, '--kind', 'turntable', ...size, ...look];
const made = spawnSync('npx', ['tsx', 'src/cli/main.ts', ...args], { cwd: root, stdio: 'inherit' });
if (made.status !== 0) process.exit(made.status ?? 1);
const bytes = statSync(new URL(`../${FILE}`, import.meta.url)).size;
if (bytes > MOST_BYTES) throw new Error(`${FILE} has ${bytes} bytes, more than ${MOST_BYTES}`);
