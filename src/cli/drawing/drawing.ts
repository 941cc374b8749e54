import { extname } from 'node:path';
import { RequestError, UsageError } from '#cli/args.ts';
import { draftFile } from '#cli/writing/draftFile.ts';
import { type Chromium, chromiums, NO_CHROMIUM } from './chromium.ts';
import { openTab, type Site, type Tab } from './devtools.ts';
import { figureSite } from './figurePage.ts';

/** What the page answers to a request, see `src/ui/figurePage/draw.ts`. */
type Answer =
  | {
      readonly kind: 'drawn';
      readonly bytes: number;
      /** What it became, perhaps not what was asked for. */
      readonly ending: string;
      readonly remarks: readonly string[];
    }
  | { readonly kind: 'usage' | 'refused'; readonly reason: string };

/** A page that draws one file after the other. */
export interface Drawing {
  /**
   * Draws a file and writes it.
   * @param request as the page takes it, a JSON value
   * @returns what there is to know of it
   * @throws {UsageError} for words that the page does not know
   * @throws {RequestError} for what cannot be drawn
   */
  readonly write: (path: string, request: object) => Promise<Written>;
  readonly close: () => Promise<void>;
}

export interface Written {
  readonly path: string;
  readonly bytes: number;
  readonly remarks: readonly string[];
}

/** What people read of a file. */
export const writtenText = ({ path, bytes, remarks }: Written): string =>
  `${path}: ${Math.max(1, Math.round(bytes / 1024)).toLocaleString('en')} kB. ${remarks.join(' ')}\n`;

/** Fetched at a time: a message of the browser has its limits. */
const SLICE = 16 * 2 ** 20;

/** @param onShare told how much of the present file is done, 0..1 */
export async function openDrawing(onShare: (share: number) => void): Promise<Drawing> {
  const tab = await anyTab(figureSite(), READY, (text) => onShare(Number(text)));
  return {
    write: async (path, request) => {
      const answer = await asked<Answer>(tab, `epistack.draw(${JSON.stringify(request)})`);
      if (answer.kind === 'usage') throw new UsageError(answer.reason);
      if (answer.kind !== 'drawn') throw new RequestError(answer.reason);
      const own = extname(path);
      const isSame = own.toLowerCase() === answer.ending;
      const named = isSame ? path : path.slice(0, path.length - own.length) + answer.ending;
      const draft = draftFile(named);
      for (let from = 0; from < answer.bytes; from += SLICE) {
        const to = Math.min(answer.bytes, from + SLICE);
        const text = await asked<string>(tab, `epistack.slice(${from}, ${to})`);
        draft.write(Buffer.from(text, 'base64'));
      }
      draft.keep();
      return { path: named, bytes: answer.bytes, remarks: answer.remarks };
    },
    close: () => tab.close(),
  };
}

async function asked<T>(tab: Tab, expression: string): Promise<T> {
  try {
    return await tab.evaluate<T>(expression);
  } catch (error) {
    throw new RequestError(`the picture could not be drawn: ${(error as Error).message}`);
  }
}

/**
 * A page in the first browser that runs.
 * @param ready an expression that is awaited in it and throws where the browser is of no use
 * @throws {RequestError} that says what to install
 */
export async function anyTab(
  site: Site,
  ready: string,
  onText: (text: string) => void,
): Promise<Tab> {
  const refusals: string[] = [];
  for (const chromium of chromiums()) {
    try {
      return await opened(chromium, site, ready, onText);
    } catch (error) {
      // An Ubuntu "chromium" may be a stub that only names a snap: go on to the next one.
      refusals.push(`${chromium.executablePath}: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  throw new RequestError([NO_CHROMIUM, ...refusals].join('; tried '));
}

async function opened(
  chromium: Chromium,
  site: Site,
  ready: string,
  onText: (text: string) => void,
): Promise<Tab> {
  const tab = await openTab(chromium, site, onText);
  try {
    await tab.evaluate(ready);
    return tab;
  } catch (error) {
    await tab.close();
    throw error;
  }
}

/** The page's script waits for its font; a browser without WebGL 2 draws nothing. */
const READY = `(async () => {
  if (!document.createElement('canvas').getContext('webgl2')) throw new Error('no WebGL 2');
  for (let k = 0; k < 500 && !window.epistack; k++) await new Promise((next) => setTimeout(next, 20));
  if (!window.epistack) throw new Error('the page that draws did not start');
})()`;
