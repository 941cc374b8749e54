import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_MS } from './tab.ts';

/** Asks again and again until something holds, as long as a tab is patient. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${PATIENCE_MS / 1000} s for ${what}`);
    await sleep(50);
  }
}
