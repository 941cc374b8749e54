import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type OpenPage, openPage } from '../../helpers/browser/page.ts';

interface Handle {
  projectAtom(atom: number): Iterable<number>;
}

let opened: OpenPage | undefined;
afterEach(async () => {
  const page = opened;
  opened = undefined;
  expect(page?.errors ?? []).toEqual([]);
  await page?.close();
});

test('the code from the dialog shows the picture in a page of another site, and keeps nothing there', async () => {
  opened = await openPage({ width: 1000, height: 700 });
  const { page, context } = opened;
  await page.getByRole('button', { name: /Export/ }).click();
  await page.getByRole('button', { name: /More formats/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Take it with you' });
  await dialog.getByRole('radio', { name: 'Picture in another page' }).check();
  const code = dialog.getByLabel('Code for the other page');
  await expect.poll(() => code.inputValue()).toContain('<iframe');
  const snippet = await code.inputValue();
  expect((await code.boundingBox())!.height).toBeGreaterThan(90);

  const server = createServer((_, response) =>
    response
      .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><title>Another site</title><h1>A lecture</h1>${snippet}`),
  );
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  const other = await context.browser()!.newContext({
    viewport: { width: 800, height: 600 },
    hasTouch: true,
    reducedMotion: 'reduce',
  });
  // As browsers do for frames of other sites where their storage is blocked: whoever touches it is refused.
  await other.addInitScript(() => {
    for (const area of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, area, {
        get: () => {
          document.documentElement.dataset['touched'] = area;
          throw new DOMException('blocked', 'SecurityError');
        },
      });
  });
  try {
    const host = await other.newPage();
    const faults: string[] = [];
    host.on('pageerror', (error) => faults.push(error.message));
    await host.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    const frame = host.frameLocator('iframe');
    await frame.locator('html[data-ready]').waitFor();
    await frame.getByRole('button', { name: 'Play' }).click();
    await frame.getByRole('button', { name: 'Pause' }).click();
    await frame.getByRole('button', { name: 'c', exact: true }).click();
    expect(await frame.getByRole('button', { name: 'Export' }).count()).toBe(0);
    const whole = frame.getByRole('link', { name: /in Epistack/ });
    expect(await whole.getAttribute('href')).toMatch(/^[^?]*#[rz]=/);
    const inner = host.frames().find((f) => f !== host.mainFrame())!;
    await frame.getByRole('button', { name: 'Ortho' }).waitFor({ state: 'hidden' });
    const kept = await inner.evaluate(async () => [
      document.documentElement.dataset['touched'] === undefined ? 0 : 1,
      (await indexedDB.databases()).length,
      (await navigator.serviceWorker.getRegistrations()).length,
    ]);
    expect(kept).toEqual([0, 0, 0]);
    const canvas = frame.locator('canvas').first();
    const box = (await canvas.boundingBox())!;
    expect(box.height).toBeGreaterThan(250);
    // Nothing plays by itself; keys and a finger turn the picture.
    expect(await frame.getByRole('button', { name: 'Play' }).count()).toBe(1);
    const picture = frame.getByRole('application');
    const place = () =>
      inner.evaluate(() => [
        ...(window as unknown as { epistackScene: Handle }).epistackScene.projectAtom(0),
      ]);
    const moved = async (act: () => Promise<unknown>) => {
      const before = await place();
      await act();
      await expect.poll(place, { timeout: 60_000 }).not.toEqual(before);
    };
    await moved(() => picture.press('ArrowRight'));
    await moved(() => picture.press('-'));
    // With reduced motion the fitted picture is there at once: a glide would wait for this clock for ever.
    await inner.evaluate(() => {
      const now = performance.now();
      performance.now = () => now;
    });
    await moved(() => picture.press('0'));
    const tab = await other.newCDPSession(host);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', dx: number) =>
      tab.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: x + dx, y }],
      });
    await moved(async () => {
      await touch('touchStart', 0);
      await touch('touchMove', 40);
      await touch('touchMove', 90);
      await touch('touchEnd', 0);
    });
    expect(faults).toEqual([]);
  } finally {
    await other.close();
    server.close();
  }
});
