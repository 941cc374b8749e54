import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const CORE = [
  'math',
  'crystal',
  'surface',
  'match',
  'analysis',
  'io',
  'recipe',
  'registry',
  'screen',
  'export',
];
const LAYERS = ['engines', 'app', 'render', 'ui', 'cli'];
const PACKAGES = [
  '@react-three/drei/core/AdaptiveDpr',
  '@react-three/fiber',
  '@spglib/moyo-wasm',
  'fflate',
  'lammps.js',
  'leva',
  'node:fs',
  'react',
  'three',
  'uplot',
  'zustand',
  'zustand/vanilla',
];

/** Everything that a file of ours could name in an import. */
const ALL = [
  ...CORE.map((part) => `#core/${part}/planted.ts`),
  ...LAYERS.map((layer) => `#${layer}/planted.ts`),
  ...PACKAGES,
];

const core = (...parts: string[]) => parts.map((part) => `#core/${part}/planted.ts`);
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'core/math': core('math'),
  'core/crystal': core('math', 'crystal'),
  'core/surface': core('math', 'crystal', 'surface'),
  'core/match': core('math', 'crystal', 'surface', 'match'),
  'core/analysis': core('math', 'crystal', 'analysis'),
  'core/io': core('math', 'crystal', 'io'),
  'core/recipe': core('math', 'crystal', 'surface', 'match', 'analysis', 'recipe'),
  'core/registry': core('math', 'crystal', 'surface', 'match', 'analysis', 'recipe', 'registry'),
  'core/screen': core(
    'math',
    'crystal',
    'surface',
    'match',
    'analysis',
    'recipe',
    'registry',
    'screen',
  ),
  'core/export': core(...CORE),
  engines: [...core(...CORE), '#engines/planted.ts', '@spglib/moyo-wasm', 'fflate', 'lammps.js'],
  app: [...core(...CORE), '#engines/planted.ts', '#app/planted.ts', 'zustand/vanilla'],
  render: [
    ...core(...CORE),
    '#render/planted.ts',
    'react',
    'three',
    '@react-three/drei/core/AdaptiveDpr',
    '@react-three/fiber',
  ],
  ui: [
    ...core(...CORE),
    '#app/planted.ts',
    '#render/planted.ts',
    '#ui/planted.ts',
    'react',
    'zustand',
    'leva',
    '@react-three/drei/core/AdaptiveDpr',
    '@react-three/fiber',
    'uplot',
  ],
  cli: [...core(...CORE), '#engines/planted.ts', '#cli/planted.ts', 'node:fs'],
};

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string; readonly start: { readonly line: number } };
}

/** Lints files that exist only for the length of the call; `--stdin-file-path` skips these rules. */
function lint(files: Readonly<Record<string, string>>): readonly Diagnostic[] {
  const paths = Object.keys(files);
  try {
    for (const [path, text] of Object.entries(files)) writeFileSync(ROOT + path, text);
    const { stdout } = spawnSync(
      process.execPath,
      [
        'node_modules/@biomejs/biome/bin/biome',
        'lint',
        '--reporter=json',
        '--max-diagnostics=none',
        ...paths,
      ],
      { cwd: ROOT, encoding: 'utf8' },
    );
    return (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
  } finally {
    for (const path of paths) rmSync(ROOT + path, { force: true });
  }
}

const planted = (layer: string, name: string) => `src/${layer}/planted-${process.pid}-${name}.ts`;

const lines = (specifiers: readonly string[]) =>
  specifiers.map((s, i) => `import * as x${i} from '${s}';\n`).join('');

test('each layer imports what architecture allows, and nothing else', { timeout: 60_000 }, () => {
  const found = lint(
    Object.fromEntries(
      Object.keys(MAY_IMPORT).map((layer) => [planted(layer, 'imports'), lines(ALL)]),
    ),
  );
  for (const [layer, allowed] of Object.entries(MAY_IMPORT)) {
    const refused = found
      .filter((d) => d.category === 'lint/style/noRestrictedImports')
      .filter((d) => d.location.path === planted(layer, 'imports'))
      .map((d) => ALL[d.location.start.line - 1]);
    expect(refused.sort(), layer).toEqual(ALL.filter((s) => !allowed.includes(s)).sort());
  }
});

test('no form of import slips through, and cycles are seen across layer names', {
  timeout: 60_000,
}, () => {
  const forms = planted('core/math', 'forms');
  const [a, b] = [planted('engines', 'cycle-a'), planted('engines', 'cycle-b')];
  const inEngines = (path: string) => path.replace('src/engines/', '#engines/');
  const found = lint({
    [forms]: [
      "import type * as a from 'three';",
      "export { b } from 'three';",
      "export const c = () => import('three');",
      "import d from '../crystal/structure.ts';",
      "import e from '../../engines/lammps.ts';",
      '',
    ].join('\n'),
    [a]: `import { b } from '${inEngines(b)}';\nexport const a = (): number => b();\n`,
    [b]: `import { a } from '${inEngines(a)}';\nexport const b = (): number => a();\n`,
  });
  const at = (category: string) => found.filter((d) => d.category === category);
  expect(
    at('lint/style/noRestrictedImports')
      .map((d) => d.location.start.line)
      .sort(),
  ).toEqual([1, 2, 3, 4, 5]);
  expect(
    at('lint/suspicious/noImportCycles')
      .map((d) => d.location.path)
      .sort(),
  ).toEqual([a, b]);
});
