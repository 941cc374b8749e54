import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

/**
 * Makes the two small files of the font Inter that the first view fetches, from those of @fontsource: only the
 * characters that stand in the sources of the page, and only the weights of its style sheets. Other characters,
 * in names that people type or in files, come from the whole files, which a browser then fetches.
 * `npx tsx scripts/make-font.ts`, after signs or weights were added.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const inter = join(root, 'node_modules/@fontsource-variable/inter');
const out = join(root, 'src/ui/shell');

/** Scripts of Inter that the page is written in. */
const SCRIPTS = ['latin', 'greek'] as const;
/** Weights in the style sheets. */
const WEIGHTS = { min: 400, max: 700 };
/** What browsers apply by themselves, and the digits of equal width that the style sheet asks for. */
const FEATURES = ['calt', 'ccmp', 'clig', 'kern', 'liga', 'locl', 'mark', 'mkmk', 'rlig', 'tnum'];

const ranges = JSON.parse(readFileSync(join(inter, 'unicode.json'), 'utf8')) as Record<
  string,
  string
>;
const faces: string[] = [];
for (const script of SCRIPTS) {
  const held = ranges[script]!.split(',').map((range) => {
    const [first, last] = range.slice(2).split('-');
    return [Number.parseInt(first!, 16), Number.parseInt(last ?? first!, 16)] as const;
  });
  const codes = charactersInUse().filter((c) => held.some(([a, b]) => c >= a && c <= b));
  const whole = readFileSync(join(inter, `files/inter-${script}-wght-normal.woff2`));
  const file = `fonts/inter-${script}.woff2`;
  const bytes = await subsetFont(whole, String.fromCodePoint(...codes), {
    targetFormat: 'woff2',
    keepFeatures: FEATURES,
    variationAxes: { wght: WEIGHTS },
  });
  writeFileSync(join(out, file), bytes);
  faces.push(`@font-face {
  font-family: "Inter Variable";
  font-style: normal;
  font-display: swap;
  /* As the whole files say, so that a browser takes both for one face; it is drawn from ${WEIGHTS.min} to ${WEIGHTS.max}. */
  font-weight: 100 900;
  src: url(./${file}) format("woff2-variations");
  unicode-range:
    ${unicodeRange(codes)};
}
`);
  console.log(`${file}: ${codes.length} characters, ${whole.length} → ${bytes.length} bytes`);
}
writeFileSync(
  join(out, 'inter.css'),
  `/* Made by scripts/make-font.ts. Of faces that hold a character the last one is taken: import the whole files before. */
${faces.join('')}`,
);
copyFileSync(join(inter, 'LICENSE'), join(out, 'fonts/OFL.txt'));

/** Code points of ASCII and of all that stands in the sources and the library of crystals. */
function charactersInUse(): number[] {
  const codes = new Set<number>();
  for (let c = 0x20; c < 0x7f; c++) codes.add(c);
  for (const folder of ['src', 'public/structures'])
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }))
      if (/\.(?:tsx?|json)$/.test(name))
        for (const char of readFileSync(join(root, folder, name), 'utf8'))
          codes.add(char.codePointAt(0)!);
  codes.delete(0x0a);
  return [...codes].sort((a, b) => a - b);
}

/** Runs of code points, as CSS writes them. */
function unicodeRange(codes: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const code of codes) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === code - 1) run[1] = code;
    else runs.push([code, code]);
  }
  const hex = (code: number) => code.toString(16).toUpperCase().padStart(4, '0');
  return runs.map(([a, b]) => `U+${hex(a)}${b > a ? `-${hex(b)}` : ''}`).join(', ');
}
