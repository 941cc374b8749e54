import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch } from '../test/helpers/browser/chromium.ts';

/**
 * Draws public/icon.svg as the PNG files that installing the page needs. `npx tsx scripts/make-icons.ts` after
 * the drawing was changed.
 */
const PAPER = '#f6f5f1';
/** Share of the width that the drawing takes. Systems cut a maskable icon to a circle of 80 %. */
const ICONS = [
  { name: 'icon-192.png', px: 192, share: 1, paper: 'transparent' },
  { name: 'icon-512.png', px: 512, share: 1, paper: 'transparent' },
  { name: 'maskable-512.png', px: 512, share: 0.6, paper: PAPER },
  { name: 'apple-touch-icon.png', px: 180, share: 0.72, paper: PAPER },
] as const;

const folder = new URL('../public/', import.meta.url);
const drawing = readFileSync(new URL('icon.svg', folder), 'utf8');
mkdirSync(new URL('icons/', folder), { recursive: true });
const browser = await launch();
try {
  for (const { name, px, share, paper } of ICONS) {
    const page = await browser.newPage({ viewport: { width: px, height: px } });
    await page.setContent(
      `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${paper}"><div style="width:${100 * share}vw">${drawing}</div>`,
    );
    const file = fileURLToPath(new URL(`icons/${name}`, folder));
    writeFileSync(file, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
