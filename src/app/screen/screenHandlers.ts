import { library } from '#app/document/library.ts';
import { Refusal } from '#app/jobs/problems.ts';
import { type Handlers, handingOver } from '#app/jobs/workerDoor.ts';
import { EpistackError } from '#core/errors.ts';
import { build } from '#core/recipe/build.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { recipeOfLink } from '#core/recipe/share.ts';
import { isRefused, type LineMatch } from '#core/screen/line.ts';
import { parseLine } from '#core/screen/parse.ts';
import { withMatch } from '#core/screen/recipe.ts';
import { readTable } from './readTable.ts';
import { type Arranged, arrange, matchFor, type ScreenResults, screenRow } from './screenTable.ts';
import type { ScreenTasks } from './screenTasks.ts';
import type { ScreenView } from './screenView.ts';

interface View {
  readonly id: number;
  readonly asked: ScreenView;
  readonly shown: Arranged;
}

/** Shortest time between two progress messages. */
const PROGRESS_MS = 60;

/** Holds one file of results in a worker and returns the rows that the page shows. */
export function screenHandlers(): Handlers<ScreenTasks> {
  let file: Blob | null = null;
  let table: ScreenResults | null = null;
  let view: View | null = null;
  return {
    async read(request, { tell }) {
      file = request.file;
      let toldMs = performance.now();
      const { size } = file;
      table = await readTable(file, (bytes, lines) => {
        if (performance.now() - toldMs < PROGRESS_MS) return;
        toldMs = performance.now();
        tell({ fraction: bytes / size, lines });
      });
      const { entries, header, none, refused, repeated, badCount, bad } = table;
      const withMatches = entries.length;
      return { header: header!, withMatches, none, refused, repeated, badCount, bad };
    },
    arrange({ id, view: asked }) {
      const shown = arrange(table!, asked);
      view = { id, asked, shown };
      const { sizes, strains, front } = shown;
      return handingOver({ sizes, strains, front }, [sizes.buffer, strains.buffer, front.buffer]);
    },
    rows({ id, from, to }) {
      if (view?.id !== id) return null;
      const { asked, shown } = view;
      return Array.from(shown.order.subarray(from, to), (at) => screenRow(table!, at, asked.by));
    },
    async recipe({ id, row }) {
      if (view?.id !== id) return null;
      const entry = table!.entries[view.shown.order[row]!]!;
      const text = await textOf(file!.slice(entry.start, entry.end));
      return { recipe: recipeIn(text, entry.key, matchFor(entry, view.asked.by)), key: entry.key };
    },
  };
}

async function textOf(part: Blob): Promise<string> {
  try {
    return await part.text();
  } catch (error) {
    throw new Refusal((error as Error).message);
  }
}

/** The document of a line with one of its matches. @throws Refusal when the file has another line there by now */
function recipeIn(text: string, key: string, match: LineMatch): Recipe {
  try {
    const parsed = parseLine(text);
    if (parsed.kind !== 'line' || isRefused(parsed.line) || parsed.line.key !== key)
      throw new Refusal('the file has changed since it was read');
    const { link, matches } = parsed.line;
    const recipe = recipeOfLink(link!);
    // The link belongs to the last match, the one with the least strain.
    if (!sameCells(matches.at(-1)!, match)) return withMatch(recipe, match, library);
    build(recipe, library);
    return recipe;
  } catch (error) {
    if (error instanceof EpistackError || error instanceof Refusal) throw error;
    // Thrown for invalid JSON and invalid numbers.
    if (
      error instanceof SyntaxError ||
      error instanceof RangeError ||
      error instanceof DOMException
    )
      throw new Refusal(error.message);
    throw error;
  }
}

const sameCells = (a: LineMatch, b: LineMatch): boolean =>
  String([a.filmMatrix, a.substrateMatrix]) === String([b.filmMatrix, b.substrateMatrix]);
