import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type OpenPage, openPage } from '../../helpers/browser/page.ts';

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

  const server = createServer((_, response) =>
    response
      .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><title>Another site</title><h1>A lecture</h1>${snippet}`),
  );
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  const other = await context.browser()!.newContext({ viewport: { width: 800, height: 600 } });
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
      localStorage.length,
      sessionStorage.length,
      (await indexedDB.databases()).length,
      (await navigator.serviceWorker.getRegistrations()).length,
    ]);
    expect(kept).toEqual([0, 0, 0, 0]);
    const canvas = frame.locator('canvas').first();
    const box = (await canvas.boundingBox())!;
    expect(box.height).toBeGreaterThan(250);
    expect(faults).toEqual([]);
  } finally {
    await other.close();
    server.close();
  }
});
