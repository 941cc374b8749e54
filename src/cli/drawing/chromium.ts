import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** WebGL 2 on the CPU, the same pixels on every machine, and no request of the browser's own. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // The page itself is drawn without GL, which on the CPU takes 0.6 s of the GPU process for each page opened and not 1.6.
  '--disable-gpu-compositing',
  '--disable-gpu-watchdog',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

/** What to install where none runs. */
export const NO_CHROMIUM =
  'no usable browser: install Google Chrome or Chromium (Debian: apt-get install chromium; Linux x64 also: npm install @sparticuz/chromium), or set CHROME_PATH to one';

/** A browser that may run. */
export interface Chromium {
  readonly executablePath: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Browsers to try in order: $CHROME_PATH alone if it is set; else installed ones, Playwright's cache, and last the
 * Chromium that an npm package ships (Linux x64). Lazy, because unpacking the last one takes seconds.
 */
export function* chromiums(): Generator<Chromium> {
  const explicit = process.env['CHROME_PATH'];
  if (explicit) {
    yield { executablePath: explicit };
    return;
  }
  for (const executablePath of [...installed(), ...playwrightCache()])
    if (existsSync(executablePath)) yield { executablePath };
  const shipped = sparticuz();
  if (shipped) yield shipped;
}

function installed(): string[] {
  if (process.platform === 'darwin')
    return ['/Applications', join(homedir(), 'Applications')].flatMap((apps) =>
      ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) =>
        join(apps, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    );
  if (process.platform === 'win32')
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData']
      .flatMap((key) => process.env[key] ?? [])
      .flatMap((root) => [
        join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(root, 'Chromium', 'Application', 'chrome.exe'),
        join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  const names = [
    'google-chrome',
    'google-chrome-stable',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
    'microsoft-edge-stable',
  ];
  const places = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/bin',
    '/opt/google/chrome',
    '/opt/microsoft/msedge',
    '/snap/bin',
  ];
  return [...new Set(places.filter(Boolean).flatMap((dir) => names.map((n) => join(dir, n))))];
}

function playwrightCache(): string[] {
  const root =
    process.env['PLAYWRIGHT_BROWSERS_PATH'] ??
    (process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Caches', 'ms-playwright')
      : process.platform === 'win32'
        ? join(process.env['LocalAppData'] ?? homedir(), 'ms-playwright')
        : join(homedir(), '.cache', 'ms-playwright'));
  // The folder inside has changed its name over the releases: chrome-linux, chrome-linux64, …
  const program =
    /[\\/](chrome|headless_shell|chrome-headless-shell|Chromium|Google Chrome for Testing)(\.exe)?$/;
  return list(root)
    .filter((name) => name.startsWith('chromium'))
    .sort()
    .reverse()
    .flatMap((name) =>
      readdirSync(join(root, name), { recursive: true, withFileTypes: true })
        .filter((e) => e.isFile() && program.test(join(e.parentPath, e.name)))
        .map((e) => join(e.parentPath, e.name)),
    );
}

const list = (dir: string): string[] => (existsSync(dir) ? readdirSync(dir) : []);

/**
 * The package's own code inflates into a shared temporary directory and is meant for one cloud
 * service; its archives are all that is wanted, unpacked once beside the other npm caches.
 */
function sparticuz(): Chromium | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  } catch {
    return undefined;
  }
  const root = join(dirname(entry), '..', '..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  // build/cjs → package → @sparticuz → node_modules
  const cache = join(root, '..', '..', '.cache', 'epistack');
  const home = join(cache, `chromium-${version}`);
  const executablePath = join(home, 'chromium');
  if (!existsSync(executablePath)) unpack(join(root, 'bin'), cache, home);
  writeFileSync(
    join(home, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>/usr/share/fonts</dir><dir>${join(home, 'fonts')}</dir><cachedir>${join(home, 'fonts-cache')}</cachedir>
</fontconfig>\n`,
  );
  const env: Record<string, string> = { FONTCONFIG_PATH: home };
  // A bare container has no NSS: the package brings it, but the system's own is better if there.
  if (spawnSync(executablePath, ['--version'], { stdio: 'ignore' }).status !== 0)
    env['LD_LIBRARY_PATH'] = join(home, 'lib');
  return { executablePath, env };
}

/** Into a private directory first, so that two processes never see a half-written browser. */
function unpack(bin: string, cache: string, home: string): void {
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, 'unpack-'));
  const inflated = (name: string) => brotliDecompressSync(readFileSync(join(bin, name)));
  for (const name of ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
    const tar = spawnSync('tar', ['-xf', '-', '--no-same-owner', '-C', staging], {
      input: inflated(name),
    });
    if (tar.status !== 0) throw new Error(`cannot unpack ${name}: ${tar.error ?? tar.stderr}`);
  }
  writeFileSync(join(staging, 'chromium'), inflated('chromium.br'));
  chmodSync(join(staging, 'chromium'), 0o755);
  try {
    renameSync(staging, home);
  } catch {
    rmSync(staging, { recursive: true, force: true }); // another process was first
  }
}
