import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ui = fileURLToPath(new URL('../../../src/ui', import.meta.url));
const tokens = readFileSync(join(ui, 'kit/style/tokens.css'), 'utf8');

/** Relative luminance as WCAG 2 has it. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(p: string, q: string): number {
  const [light, dark] = [luminance(p), luminance(q)].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const [light, dark] = [/:root \{([^}]*)\}/, /\[data-theme="dark"\] \{([^}]*)\}/].map(
  (rule) =>
    new Map(
      [...rule.exec(tokens)![1]!.matchAll(/--([\w-]+): (#\w{6});/g)].map((m) => [m[1]!, m[2]!]),
    ),
);

test.each([
  ['light', light!],
  ['dark', dark!],
] as const)('words are read in the %s theme, those of what is disabled too', (_theme, of) => {
  for (const ink of ['ink', 'muted', 'off', 'film', 'substrate', 'ok', 'warn', 'cs', 'br'])
    for (const ground of ['page', 'panel'])
      expect(contrast(of.get(ink)!, of.get(ground)!), `${ink} on ${ground}`).toBeGreaterThan(4.5);
  // What is disabled is quieter than what is quiet.
  const panel = of.get('panel')!;
  expect(contrast(of.get('off')!, panel)).toBeLessThan(contrast(of.get('muted')!, panel));
  // A ring round what has the focus.
  expect(contrast(of.get('focus')!, panel)).toBeGreaterThan(3);
});

test('nothing that is disabled is made pale by opacity, which no one counts on every ground', () => {
  const sheets = readdirSync(ui, { recursive: true, encoding: 'utf8' }).filter((f) =>
    f.endsWith('.css'),
  );
  expect(sheets.length).toBeGreaterThan(20);
  const pale = sheets.flatMap((file) =>
    [...readFileSync(join(ui, file), 'utf8').matchAll(/([^{}]*)\{([^{}]*)\}/g)]
      .filter(
        ([, selector, rule]) =>
          /:disabled(?!\))/.test(selector!.replaceAll('not(:disabled)', '')) &&
          /opacity: 0/.test(rule!),
      )
      .map(([, selector]) => `${file}: ${selector!.trim()}`),
  );
  expect(pale).toEqual([]);
});
