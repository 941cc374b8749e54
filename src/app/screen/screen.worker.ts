import { library } from '#app/document/library.ts';
import { EpistackError } from '#core/errors.ts';
import { build } from '#core/recipe/build.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { recipeOfLink } from '#core/recipe/share.ts';
import { isRefused } from '#core/screen/line.ts';
import { parseLine } from '#core/screen/parse.ts';
import { withMatch } from '#core/screen/recipe.ts';
import type { ScreenReply, ScreenRequest } from './screenMessages.ts';
import { readTable } from './screenRead.ts';
import {
  type Arranged,
  arrange,
  matchFor,
  rowOf,
  type ScreenTable,
  type ScreenView,
} from './screenTable.ts';

/** Holds a file of results off the page's thread, and hands out what is looked at. */
let file: File | null = null;
let table: ScreenTable | null = null;
let view: View | null = null;

interface View {
  readonly id: number;
  readonly asked: ScreenView;
  readonly shown: Arranged;
}

const PROGRESS_MS = 60;

self.onmessage = async ({ data }: MessageEvent<ScreenRequest>) => {
  try {
    if (data.kind === 'read') await read(data.file);
    else if (data.kind === 'view') arranged(data.id, data.view);
    else if (data.id !== view?.id) return;
    else if (data.kind === 'rows') rows(view, data.from, data.to);
    else if (data.kind === 'row') row(view, data.at);
    else await open(view, data.row);
  } catch (error) {
    // A rejected promise is no error event of the worker: make it one.
    setTimeout(() => {
      throw error;
    });
  }
};

async function read(chosen: File): Promise<void> {
  file = chosen;
  let said = performance.now();
  try {
    table = await readTable(chosen, (bytes, lines) => {
      if (performance.now() - said < PROGRESS_MS) return;
      said = performance.now();
      reply({ kind: 'progress', fraction: bytes / chosen.size, lines });
    });
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof DOMException)) throw error;
    reply({ kind: 'failed', reason: error.message });
    return;
  }
  const { entries, header, none, refused, repeated, badCount, bad } = table;
  reply({
    kind: 'read',
    summary: {
      header: header!,
      withMatches: entries.length,
      none,
      refused,
      repeated,
      badCount,
      bad,
    },
  });
}

function arranged(id: number, asked: ScreenView): void {
  const shown = arrange(table!, asked);
  view = { id, asked, shown };
  const { sizes, strains, front } = shown;
  const parts = [sizes.buffer, strains.buffer, front.buffer];
  reply({ kind: 'view', id, sizes, strains, front }, parts);
}

function rows({ id, asked, shown }: View, from: number, to: number): void {
  const out = Array.from(shown.order.subarray(from, to), (at) => rowOf(table!, at, asked.by));
  reply({ kind: 'rows', id, from, rows: out });
}

function row({ id, asked, shown }: View, at: number): void {
  reply({ kind: 'row', id, at, row: rowOf(table!, shown.order[at]!, asked.by) });
}

async function open({ asked, shown }: View, row: number): Promise<void> {
  const entry = table!.entries[shown.order[row]!]!;
  const match = matchFor(entry, asked.by);
  try {
    const parsed = parseLine(await file!.slice(entry.start, entry.end).text());
    if (parsed.kind !== 'line' || isRefused(parsed.line) || parsed.line.key !== entry.key)
      throw new RangeError('the file has changed since it was read');
    const { link, matches, key } = parsed.line;
    let recipe: Recipe = recipeOfLink(link!);
    const best = matches.at(-1)!;
    if (String([best.filmMatrix, best.substrateMatrix]) === matricesOf(match))
      build(recipe, library);
    else recipe = withMatch(recipe, match, library);
    reply({ kind: 'recipe', row, recipe, key });
  } catch (error) {
    const known =
      error instanceof EpistackError ||
      error instanceof RangeError ||
      error instanceof SyntaxError ||
      error instanceof DOMException;
    if (!known) throw error;
    reply({ kind: 'refused', row, reason: error.message });
  }
}

const matricesOf = (m: { readonly filmMatrix: unknown; readonly substrateMatrix: unknown }) =>
  String([m.filmMatrix, m.substrateMatrix]);

function reply(message: ScreenReply, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
