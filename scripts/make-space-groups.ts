import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import initMoyo, { hall_symbol_entry, space_group_type } from '@spglib/moyo-wasm';

// Writes src/core/crystal/spaceGroupTable.ts: `npx tsx scripts/make-space-groups.ts`. The core needs
// the symbols where no wasm can be loaded; test/engines/symmetry/spaceGroups.test.ts holds them against moyo.

const SETTINGS = 530;
const wasm = createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
await initMoyo({ module_or_path: readFileSync(wasm) });

const standard = new Set(
  Array.from({ length: 230 }, (_, i) => space_group_type(i + 1).hall_number),
);
const rows = Array.from({ length: SETTINGS }, (_, i) => {
  const e = hall_symbol_entry(i + 1);
  // moyo writes "=" where Hall writes a double prime.
  const hall = e.hall_symbol.replaceAll('=', '"');
  const full = e.hm_full === e.hm_short ? '' : e.hm_full;
  const mark = standard.has(i + 1) ? '*' : '';
  return `${e.number}${mark}|${e.setting}|${hall}|${e.hm_short}|${full}`.replace(/\|$/, '');
});

writeFileSync(
  new URL('../src/core/crystal/spaceGroupTable.ts', import.meta.url),
  `// Made by scripts/make-space-groups.ts from moyo (github.com/spglib/moyo, MIT or Apache-2.0): do not edit.

/**
 * The 530 settings in the order of their Hall numbers, one a line: number (* marks the standard
 * setting) | setting | Hall symbol | short Hermann–Mauguin symbol | the full one where it differs.
 */
export const SETTINGS_TABLE = \`
${rows.join('\n')}
\`;
`,
);
