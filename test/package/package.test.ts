import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePackage } from '../../scripts/package.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const consumer = mkdtempSync(join(tmpdir(), 'epistack-consumer-'));
const installed = join(consumer, 'node_modules/epistack');

beforeAll(async () => {
  mkdirSync(join(consumer, 'node_modules'));
  await makePackage(installed);
  // The terminal command's engines come from its own dependencies.
  for (const name of ['@spglib', 'lammps.js'])
    symlinkSync(join(root, 'node_modules', name), join(consumer, 'node_modules', name));
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }');
}, 120_000);
afterAll(() => rmSync(consumer, { recursive: true, force: true }));

const examples = readdirSync(join(root, 'docs/examples'));
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const run = (command: string, ...args: string[]) =>
  spawnSync(command, args, { cwd: consumer, encoding: 'utf8' });

test('the library is one module without imports', () => {
  // Without the bundler's lines that name each file: one is called document.ts.
  const code = readFileSync(join(installed, 'lib/epistack.js'), 'utf8').replace(
    /^\/\/ src\/.*$/gm,
    '',
  );
  expect(code).not.toMatch(/^\s*import\s/m);
  expect(code).not.toMatch(/\b(process|require|document|window)\b\s*[.(]/);
});

test('its notices name what is bundled into it, and the engines are not', () => {
  const notices = readFileSync(join(installed, 'NOTICES.txt'), 'utf8');
  expect(notices).toMatch(/^fflate [\d.]+ \(MIT\)$/m);
  expect(notices).toMatch(/Copyright \(c\) \d+ Arjun Barrett/);
  expect(notices).not.toMatch(/^(lammps\.js|@spglib)/m);
  expect(readdirSync(join(installed, 'lib'), { recursive: true }).join()).not.toMatch(
    /wasm|lammps\.js/,
  );
});

test.each([
  ['build.mjs', /^200 atoms, mismatch -1\.49 % along a\nCs-S 3\.733 Å\nBr-Cd 3\.053 Å/],
  [
    'edit.mjs',
    /^preset: film strained by -4\.01 %, d0 1\.38\d+ Å, vacuum 20 Å\n.* -1\.2\d %.*\n.*d0 1\.5 Å.*\n.*vacuum 30 Å\nedited by hand: \{"Si":23,"Ge":16,"H":4\}\n$/,
  ],
  ['match.mjs', /^49\.20 Å² {2}strain 1\.51 %\n/],
])('the example %s runs in a project that installed it', (name, expected) => {
  const example = readFileSync(join(root, 'docs/examples', name), 'utf8');
  writeFileSync(join(consumer, name), example);
  const { stdout, stderr } = run(process.execPath, name);
  expect(stderr).toBe('');
  expect(stdout).toMatch(expected);
});

test('the examples compile against its types', () => {
  const config = {
    compilerOptions: {
      ...{ allowJs: true, checkJs: true, noEmit: true, strict: true, noImplicitAny: false },
      ...{ target: 'es2023', module: 'nodenext', types: ['node'] },
      typeRoots: [join(root, 'node_modules/@types')],
    },
    files: examples,
  };
  writeFileSync(join(consumer, 'examples.json'), JSON.stringify(config));
  for (const name of examples)
    writeFileSync(join(consumer, name), readFileSync(join(root, 'docs/examples', name)));
  const compile = () => run(process.execPath, tsc, '-p', 'examples.json').stdout;
  expect(compile()).toBe('');
  const wrong = readFileSync(join(root, 'docs/examples/edit.mjs'), 'utf8');
  writeFileSync(
    join(consumer, 'edit.mjs'),
    wrong.replace('shareStrain(0.3)', "shareStrain('0.3')"),
  );
  expect(compile()).toMatch(/edit\.mjs\(\d+,\d+\): error TS2345/);
});

test('its types are whole: a wrong call does not compile, a right one does', () => {
  const compile = (code: string) => {
    writeFileSync(join(consumer, 'use.ts'), code);
    return run(
      process.execPath,
      tsc,
      ...['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', 'use.ts'],
    );
  };
  const head = "import { build, presetOf, reportOf, type Library } from 'epistack';\n";
  const right = `${head}const library: Library = new Map();\nexport const n: number = reportOf(build(presetOf('x').recipe, library)).atoms;\n`;
  expect(compile(right).stdout).toBe('');
  expect(compile(right.replace("'x').recipe", "'x')")).stdout).toMatch(/error TS/);
});

test('the terminal command runs from the package', () => {
  const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    bin: { epistack: string };
  };
  const command = join(installed, bin.epistack);
  // Started as a shell starts it.
  const { stdout, stderr } = run(command, 'build', 'preset:cspbbr3-cds', '--json');
  expect(stderr).toBe('');
  expect(JSON.parse(stdout).atoms).toBe(200);
  rmSync(join(consumer, 'node_modules/@spglib'));
  const missing = run(command, 'build', 'preset:cspbbr3-cds');
  expect(missing.stderr).toBe(
    'epistack: @spglib/moyo-wasm is not installed: npm install @spglib/moyo-wasm\n',
  );
  expect(missing.status).toBe(1);
});
