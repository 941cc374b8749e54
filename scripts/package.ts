import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { makeFigurePage } from './figurePage.ts';
import { noticesOf, noticesText } from './licences/notices.ts';
import { collectPackages } from './licences/plugin.ts';
import { writeStoryPage } from './storyPage.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Packages that the terminal command loads; the library itself needs none. */
const ENGINES = ['@spglib/moyo-wasm', 'lammps.js'];

/** What the shell starts: the command, or one line where a package that it needs was not installed. */
const DOOR = `#!/usr/bin/env node
import('./main.js').catch((error) => {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  const name = /package '([^']+)'/.exec(error.message)?.[1] ?? 'a package';
  process.stderr.write(\`epistack: \${name} is not installed: npm install \${name}\\n\`);
  process.exitCode = 1;
});
`;

/**
 * Makes the npm package in a folder: `lib/epistack.js` (one module, no imports) with its types, the
 * terminal command, the pages that draw and tell stories for it, the crystals and stories, and the notices of what is bundled into it. `npm run package`, then `npm pack ./package`.
 */
export async function makePackage(out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, 'lib'), { recursive: true });
  const bundled = new Set<string>();
  await bundle(join(out, 'lib'), { epistack: 'src/epistack.ts' }, [], bundled);
  await bundleTerminal(join(out, 'lib'), bundled);
  for (const folder of await makeFigurePage(join(out, 'page'))) bundled.add(folder);
  for (const folder of await writeStoryPage(join(out, 'page'))) bundled.add(folder);
  writeFileSync(join(out, 'NOTICES.txt'), noticesText(noticesOf(bundled)));
  writeFileSync(join(out, 'lib/cli/epistack.js'), DOOR, { mode: 0o755 });
  declarations(join(out, 'lib'));
  for (const folder of ['public/structures', 'public/stories'])
    cpSync(join(root, folder), join(out, folder), { recursive: true });
  for (const name of ['README.md', 'LICENSE', 'CHANGELOG.md'])
    cpSync(join(root, name), join(out, name));
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
}

/** Makes `cli/main.js` of the terminal command in a folder, and names the packages that went into it. */
export async function bundleTerminal(
  outDir: string,
  packages: Set<string> = new Set(),
): Promise<void> {
  const engines = [...ENGINES, /^@spglib\//, /^lammps\.js/];
  await bundle(outDir, { 'cli/main': 'src/cli/main.ts' }, engines, packages);
}

async function bundle(
  outDir: string,
  entry: Record<string, string>,
  external: (string | RegExp)[],
  packages: Set<string>,
): Promise<void> {
  const input = Object.fromEntries(Object.entries(entry).map(([k, v]) => [k, join(root, v)]));
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [collectPackages(packages)],
    // Small pure packages go in; only the engines stay outside.
    ssr: { noExternal: true, external: ENGINES },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      minify: false,
      rolldownOptions: { input, external, output: { entryFileNames: '[name].js' } },
    },
  });
}

/** Types beside the module, each naming its neighbours by the path that they have there. */
function declarations(lib: string): void {
  const config = join(lib, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    emitDeclarationOnly: true,
    declaration: true,
    outDir: lib,
    rootDir: join(root, 'src'),
    types: [],
    lib: ['ES2023'],
  };
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions,
      files: [join(root, 'src/epistack.ts')],
      include: [],
    }),
  );
  const tsc = spawnSync('npx', ['tsc', '-p', config], { cwd: root, encoding: 'utf8' });
  rmSync(config);
  if (tsc.status !== 0) throw new Error(tsc.stdout);
  for (const name of readdirSync(lib, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue;
    const path = join(lib, name);
    const to = (target: string) => {
      const way = relative(dirname(path), join(lib, target));
      return way.startsWith('.') ? way : `./${way}`;
    };
    const text = readFileSync(path, 'utf8')
      .replace(
        /(['"])#core\/([^'"]+)\.ts\1/g,
        (_, q, target) => `${q}${to(`core/${target}`)}.js${q}`,
      )
      // The compiler names some of the types that it infers without an ending.
      .replace(/(['"])(\.{1,2}\/[^'"]+?)(\.[jt]s)?\1/g, '$1$2.js$1');
    writeFileSync(path, text);
  }
}

function manifest(): object {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
    description: string;
    license: string;
    engines: object;
    dependencies: Record<string, string>;
  };
  const { version, description, license, engines } = own;
  return {
    name: 'epistack',
    version,
    description,
    license,
    type: 'module',
    engines,
    exports: {
      '.': { types: './lib/epistack.d.ts', default: './lib/epistack.js' },
      './structures/*': './public/structures/*',
    },
    bin: { epistack: './lib/cli/epistack.js' },
    optionalDependencies: Object.fromEntries(ENGINES.map((e) => [e, own.dependencies[e]])),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = join(root, 'package');
  await makePackage(out);
  console.log(`made ${out}: npm pack ./package, or npm install ./package elsewhere`);
}
