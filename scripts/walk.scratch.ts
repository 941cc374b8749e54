import { readFileSync } from 'node:fs';
import { launch } from '../test/helpers/browser/chromium.ts';
import { serve } from './serve.ts';

const MODEL = '/work/shared/universal/nequix-oam-1-pft.nqx';
const out = '/tmp/fb/shots'; 
const server = await serve('/tmp/energy-site');
const browser = await launch();
const log = (...x: unknown[]) => console.log(...x);
const which = process.argv[2] ?? 'all';
async function open(w: number, h: number, colorScheme: 'light' | 'dark', hash = '') {
  const context = await browser.newContext({ viewport: { width: w, height: h }, colorScheme, acceptDownloads: true });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  page.on('console', (m) => m.type() === 'error' && log('CONSOLE', m.text()));
  page.on('pageerror', (e) => log('PAGEERROR', e.message));
  await page.goto(server.url + (hash ? `#${hash}` : ''));
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
  return page;
}
type P = Awaited<ReturnType<typeof open>>;
const shot = (page: P, name: string) => page.screenshot({ path: `${out}/${name}.png`, animations: 'disabled' });
const drop = (page: P, name: string, bytes: Buffer) => page.evaluate(([n, b]) => {
  const data = Uint8Array.from(atob(b!), (c) => c.charCodeAt(0));
  const t = new DataTransfer(); t.items.add(new File([data], n!));
  window.dispatchEvent(new DragEvent('drop', { dataTransfer: t, bubbles: true, cancelable: true }));
}, [name, bytes.toString('base64')]);
async function preset(page: P, id: string) { await page.getByLabel('Open a preset').selectOption(id); await page.waitForTimeout(1500); }
const md = async (page: P) => { const b = page.getByRole('button', { name: 'Run MD…' }); await b.click(); const p = page.getByRole('region', { name: 'Run MD' }); await p.waitFor(); return p; };
const step = async (name: string, f: () => Promise<unknown>) => { try { const t = Date.now(); const r = await f(); log(`[${name}] ${((Date.now() - t) / 1000).toFixed(1)} s`, r ?? ''); } catch (e) { log(`[${name}] FAILED`, String(e).split('\n').slice(0, 4).join(' | ')); } };

if (which === 'all' || which === 'md') {
  const page = await open(1440, 900, 'light');
  await preset(page, 'ws2-mos2');
  const panel = await md(page);
  await panel.getByRole('button', { name: 'Machine-learned' }).click();
  await shot(page, 'md-nomodel');
  log('NO MODEL', (await panel.textContent())!.slice(0, 900));
  await step('wrong file', async () => { await drop(page, 'something.nqx', Buffer.from('hello, this is no model')); await page.waitForTimeout(1500); return (await panel.textContent())!.match(/something\.nqx[^.]*\./)?.[0]; });
  const bytes = readFileSync(MODEL);
  const bad = Buffer.from(bytes); bad.write('XXXX', 3370 + 1000);
  await step('torn', async () => { await drop(page, 'torn.nqx', bytes.subarray(0, 2_000_000)); await page.waitForTimeout(2500); return (await panel.textContent())!.match(/torn\.nqx[^.]*\./)?.[0]; });
  const nan = Buffer.from(bytes); for (let k = 200000; k < 200400; k += 4) nan.writeFloatLE(Number.NaN, k);
  await step('NaN weights', async () => { await drop(page, 'nan.nqx', nan); await page.waitForTimeout(2500); return (await panel.textContent())!.match(/nan\.nqx.{0,200}/)?.[0]; });
  await step('model', async () => { await drop(page, 'nequix-oam-1-pft.nqx', bytes); await page.getByTestId('model-checksum').waitFor(); });
  for (const proto of ['Paper', 'NVT-nh', 'NVT-l'] as const) {
    await step(proto, async () => {
      await panel.getByRole('button', { name: proto.startsWith('NVT') ? 'NVT' : proto, exact: true }).click();
      if (proto === 'NVT-nh') await panel.getByRole('button', { name: 'Nosé–Hoover' }).click();
      if (proto === 'NVT-l') await panel.getByRole('button', { name: 'Langevin' }).click();
      await panel.getByLabel('length', { exact: true }).fill(proto === 'Paper' ? '0.3' : '0.1');
      await panel.getByLabel('length', { exact: true }).press('Tab');
      if (proto === 'Paper') { const h = panel.getByLabel('of it heating'); await h.fill('0.1'); await h.press('Tab'); }
      log('PLAN', await panel.getByRole('list', { name: 'Plan' }).textContent());
      await panel.getByRole('button', { name: /^Run( again)?$/ }).click();
      await page.getByTestId('md-status').filter({ hasText: /^done|failed/ }).waitFor();
      await shot(page, `md-${proto}`);
      return (await page.getByTestId('md-label').textContent()) + ' || ' + (await page.getByTestId('md-status').textContent());
    });
  }
  await step('frozen', async () => {
    await panel.getByRole('button', { name: 'Relax', exact: true }).click();
    log('PANEL', (await panel.textContent())!.slice(0, 2500));
    await panel.getByRole('button', { name: /^Run( again)?$/ }).click();
    await page.getByTestId('md-status').filter({ hasText: /^done|failed/ }).waitFor();
    await shot(page, 'md-relax');
    return (await page.getByTestId('md-label').textContent()) + ' || ' + (await page.getByTestId('md-status').textContent());
  });
  await step('take over', async () => {
    await panel.getByRole('button', { name: 'Take over the relaxed positions' }).click(); await page.waitForTimeout(1500);
    const url = page.url();
    await page.getByRole('button', { name: 'Undo' }).click(); await page.waitForTimeout(500);
    await page.getByRole('button', { name: 'Redo' }).click(); await page.waitForTimeout(500);
    return url.length;
  });
  await page.context().close();
}
if (which === 'all' || which === 'tools') {
  for (const [w, h, c] of [[1440, 900, 'light'], [390, 844, 'dark'], [1024, 768, 'dark']] as const) {
    const page = await open(w, h, c);
    await drop(page, 'nequix-oam-1-pft.nqx', readFileSync(MODEL));
    await page.waitForTimeout(1500);
    await preset(page, 'ws2-mos2').catch(() => log('no preset select at', w));
    const card = page.getByRole('region', { name: 'Interface', exact: true });
    if (w === 390) await step('tab', async () => { await page.getByRole('tab', { name: 'Stack' }).click(); });
    const open1 = async (t: string) => { await card.getByText(t, { exact: true }).click(); };
    await step(`map ${w}`, async () => {
      await open1('map of all shifts');
      await card.getByLabel('measure').selectOption('universal');
      await card.getByRole('button', { name: 'Scan the shifts' }).click();
      await card.getByText(/the cross/).waitFor();
      await page.waitForTimeout(3000);
      await card.getByTestId('map-best').scrollIntoViewIfNeeded();
      await shot(page, `map-${w}-${c}`);
      return await card.locator('.map-legend').first().textContent();
    });
    await step(`map close d0 ${w}`, async () => {
      await card.getByRole('button', { name: 'scan too' }).click();
      const a = card.getByLabel('scan d₀ to'); await a.fill('1.5'); 
      const f = card.getByLabel('scan d₀ from'); await f.fill('1.3');
      await card.getByRole('button', { name: 'Scan the shifts' }).click();
      await page.waitForTimeout(1500);
      await card.getByRole('progressbar', { name: 'Scan' }).waitFor({ state: 'detached' });
      await page.waitForTimeout(1000);
      await card.getByTestId('map-best').scrollIntoViewIfNeeded();
      await shot(page, `mapclose-${w}-${c}`);
      return await card.locator('.map-legend').first().textContent();
    });
    await step(`adhesion ${w}`, async () => {
      await open1('energy against d₀, work of adhesion');
      await card.getByLabel(/relaxed too/).check();
      await card.getByRole('button', { name: 'Compute the energies' }).click();
      await page.getByTestId('adhesion').waitFor();
      await page.getByTestId('adhesion').scrollIntoViewIfNeeded();
      await shot(page, `adhesion-${w}-${c}`);
      return await page.getByTestId('adhesion').textContent();
    });
    await step(`crystals ${w}`, async () => {
      await open1('lattice and elastic constants in the potential');
      await card.getByRole('button', { name: 'Compute both crystals' }).click();
      await page.getByTestId('potential-mismatch').waitFor();
      await page.getByTestId('potential-mismatch').scrollIntoViewIfNeeded();
      await shot(page, `crystals-${w}-${c}`);
      return (await page.getByTestId('potential-mismatch').textContent()) + (await page.getByTestId('potential-crystal').allTextContents()).join(' | ');
    });
    await step(`terminations ${w}`, async () => {
      await open1('terminations ranked by energy');
      await card.getByRole('button', { name: 'Rank the terminations' }).click();
      await page.getByTestId('terminations').nth(1).waitFor();
      await page.getByTestId('terminations').first().scrollIntoViewIfNeeded();
      await shot(page, `terminations-${w}-${c}`);
      return (await page.getByTestId('terminations').allTextContents()).join(' | ');
    });
    await page.context().close();
  }
}
if (which === 'all' || which === 'charged') {
  // The default interface without its vacancies is charged.
  const page = await open(1440, 900, 'dark');
  await drop(page, 'nequix-oam-1-pft.nqx', readFileSync(MODEL));
  await page.waitForTimeout(1500);
  const card = page.getByRole('region', { name: 'Interface', exact: true });
  await step('default terminations', async () => {
    await card.getByText('terminations ranked by energy', { exact: true }).click();
    await card.getByRole('button', { name: 'Rank the terminations' }).click();
    await page.waitForTimeout(4000);
    await shot(page, 'terminations-progress');
    await page.getByTestId('terminations').nth(1).waitFor({ timeout: 400_000 });
    await page.getByTestId('terminations').first().scrollIntoViewIfNeeded();
    await shot(page, 'terminations-default-dark');
    return (await card.getByRole('list', { name: 'Limits of these numbers' }).allTextContents()).join(' | ') + (await page.getByTestId('terminations').allTextContents()).join(' | ');
  });
  await step('default relax', async () => {
    const panel = await md(page);
    await panel.getByRole('button', { name: 'Relax', exact: true }).click();
    const f = panel.getByLabel('largest force'); await f.fill('0.003'); await f.press('Tab');
    await panel.getByRole('button', { name: 'Run', exact: true }).click();
    await page.waitForTimeout(6000);
    await shot(page, 'relax-progress');
    await page.getByTestId('md-status').filter({ hasText: /^done|failed/ }).waitFor({ timeout: 300_000 });
    await shot(page, 'relax-done');
    return (await page.getByTestId('md-label').textContent()) + ' || ' + (await page.getByTestId('md-status').textContent());
  });
  await page.context().close();
}
await browser.close();
await server.close();
