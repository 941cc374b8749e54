import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Saved } from './tab.ts';
import { until } from './until.ts';

/** The file that a browser writes into its folder of downloads after something was clicked. */
export async function savedBy(click: () => Promise<void>, folder: string): Promise<Saved> {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  await click();
  let saved: Saved | undefined;
  await until('a download', () => {
    const [name, ...others] = readdirSync(folder);
    // While it is written there is a part beside it, or under its name nothing yet.
    if (name === undefined || others.length > 0 || /\.(part|wkdownload)$/.test(name)) return false;
    const bytes = readFileSync(join(folder, name));
    if (bytes.length > 0) saved = { name, bytes };
    return saved !== undefined;
  });
  return saved!;
}
