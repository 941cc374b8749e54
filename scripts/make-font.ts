import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

/**
 * Makes small files of the font Inter from those of @fontsource: only the characters that stand in the sources of
 * the page, and only the weights of its style sheets. Other characters, in names that people type or in files,
 * come from the whole files, which a browser then fetches. `npx tsx scripts/make-font.ts` after signs or weights
 * were added; until then a new sign costs a whole file, no more.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const inter = join(root, 'node_modules/@fontsource-variable/inter');
const out = join(root, 'src/ui/shell');

/** Weights in the style sheets. */
const WEIGHTS = { min: 400, max: 700 };
/** What browsers apply by themselves, and the digits of equal width that the style sheet asks for. */
const FEATURES = ['calt', 'ccmp', 'clig', 'kern', 'liga', 'locl', 'mark', 'mkmk', 'rlig', 'tnum'];

const whole = JSON.parse(readFileSync(join(inter, 'unicode.json'), 'utf8')) as Record<
  string,
  string
>;
const used = charactersInUse();
const first = [await smallFace('latin')];
const later = [await smallFace('greek'), ...Object.keys(whole).map(wholeFace)];
write('inter.css', 'What the first picture is lettered in', first);
write('interRest.css', 'Signs of the panels, and whatever else is typed', later);
copyFileSync(join(inter, 'LICENSE'), join(out, 'fonts/OFL.txt'));

async function smallFace(script: 'latin' | 'greek'): Promise<string> {
  const codes = codesOf(script).filter((c) => used.has(c));
  const bytes = readFileSync(join(inter, `files/inter-${script}-wght-normal.woff2`));
  const file = `fonts/inter-${script}.woff2`;
  const small = await subsetFont(bytes, String.fromCodePoint(...codes), {
    targetFormat: 'woff2',
    keepFeatures: FEATURES,
    variationAxes: { wght: WEIGHTS },
  });
  writeFileSync(join(out, file), small);
  console.log(`${file}: ${codes.length} characters, ${bytes.length} → ${small.length} bytes`);
  return face(`./${file}`, codes);
}

/** Without what the small files hold, so that it does not matter in which order style sheets arrive. */
function wholeFace(script: string): string {
  const isSmall = script === 'latin' || script === 'greek';
  const codes = codesOf(script).filter((c) => !(isSmall && used.has(c)));
  return face(`@fontsource-variable/inter/files/inter-${script}-wght-normal.woff2`, codes);
}

/** The same weights for all, so that a browser takes them for one face. */
function face(url: string, codes: readonly number[]): string {
  return `@font-face {
  font-family: "Inter Variable";
  font-style: normal;
  font-display: swap;
  font-weight: 100 900;
  src: url(${url}) format("woff2-variations");
  unicode-range:
    ${unicodeRange(codes)};
}
`;
}

function write(name: string, about: string, faces: readonly string[]): void {
  writeFileSync(
    join(out, name),
    `/* Made by scripts/make-font.ts. ${about}. */\n${faces.join('')}`,
  );
}

/** Code points that the whole file of a script holds, rising. */
function codesOf(script: string): number[] {
  return whole[script]!.split(',').flatMap((range) => {
    const [from, to] = range.slice(2).split('-');
    const low = Number.parseInt(from!, 16);
    const high = Number.parseInt(to ?? from!, 16);
    return Array.from({ length: high - low + 1 }, (_, k) => low + k);
  });
}

/** Code points of ASCII, the no-break space, and all that stands in the sources and the library of crystals. */
function charactersInUse(): Set<number> {
  const codes = new Set<number>([0xa0]);
  for (let c = 0x20; c < 0x7f; c++) codes.add(c);
  for (const folder of ['src', 'public/structures'])
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }))
      if (/\.(?:tsx?|json)$/.test(name))
        for (const char of readFileSync(join(root, folder, name), 'utf8'))
          codes.add(char.codePointAt(0)!);
  codes.delete(0x0a);
  return codes;
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
