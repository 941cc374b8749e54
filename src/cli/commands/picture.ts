import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { FIGURE_DEFAULTS, FIGURE_LIMITS } from '#app/export/figureSettings.ts';
import { type Arguments, optional, RequestError, required, single, UsageError } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { type Drawing, openDrawing, type Written, writtenText } from '#cli/drawing/drawing.ts';
import { checkAlone, drawnFile, fileHelp, fileOptions } from '#cli/drawing/drawnFile.ts';
import { bounded, drawHelp, drawOptions, drawRequest } from '#cli/drawing/drawOptions.ts';
import { endingOf, PICTURE_ENDINGS } from '#cli/drawing/endings.ts';
import { type BatchFigure, screenFigures } from '#cli/drawing/screenFigures.ts';
import { solidFile } from '#cli/drawing/solidFile.ts';
import { readMarks, readRecipe, readSeen } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { checkWritable, makeFolder } from '#cli/writing/draftFile.ts';
import { EpistackError } from '#core/errors.ts';
import { build } from '#core/recipe/build.ts';
import type { StoryMarks, StorySeen } from '#core/story/story.ts';
import type { RequestedFile } from '#ui/figure/requestedFile.ts';

const options = {
  out: 'string',
  from: 'string',
  top: 'string',
  by: 'string',
  resume: 'boolean',
  'print-scale': 'string',
  ...drawOptions,
  ...fileOptions,
  frame: 'string',
  json: 'boolean',
} as const;
const help = `picture RECIPE --out FILE${PICTURE_ENDINGS.join('|')} [--size 2400x1600 | --mm 170x110] [--dpi 300] [--text 8] [--view 1-10]
        [--style polyhedra] [--look paper] [--colour layer] [--repeat none] [--without axes,scale] [--perspective]
        [--lift 6] [--overlay moire,dislocations] [--interface 1] [--clip c:2:14] [--bond-lengths Pb-Br=3.4]
        [--draw-bonds 12-40] [--hide-bonds 31-57] [--colour Cd=#ffcc00] [--radius Br=1.2] [--dark] [--transparent] [--json]
picture [RECIPE] --trajectory FILE [--frame N] [--types Cs,Pb,Br] [--colour forces:z] [--arrows forces] [--range -1,1] --out FILE […]
picture --from TABLE.jsonl [--top 10] [--by strain|area|atoms] [--resume] --out DIR […]
  Draws an interface as the page does, in a Chromium without a window: an installed Chrome, Chromium or Edge, one
  that Playwright fetched, or CHROME_PATH. It draws on the CPU, with the same pixels on every machine. RECIPE as
  for build; a link is drawn as the page shows it, and options stand above that. The file is written whole or not at all.
  .zip is a figure bundle: PNG, SVG, caption and recipe. .svg holds the picture in lines, .glb, .usdz, .stl, .pov and .vesta as bodies in space; these need no browser: 1 unit of glTF is
  1 Å; USDZ is of a size that stands on a table; STL is in mm, --print-scale ${FIGURE_DEFAULTS.printMmPerAng} for each Å. XSF is written by build and convert.
${drawHelp}
${fileHelp}
  --frame N: which frame is drawn, from 0; the first without it, -1 is the last.
  --from: a picture of each of the best candidates in a table of epistack screen, into a folder. A row that cannot be drawn is named at the
  end, with the exit code 1, and does not stop the others. --resume, with the same options, draws those that are not there yet.`;

export const command = {
  name: 'picture',
  summary: 'draw an interface as PNG or in 3D, or many from a table of a screen',
  options,
  help,
  run,
} satisfies Command;

/** Files of the picture as it is seen, with letters. */
const FLAT = ['.png', '.svg', '.zip'] as const;

/** Options that not every kind of file has: what would do nothing is refused. */
const DRAWN_IN: readonly (readonly [option: string, endings: readonly string[]])[] = [
  ...['dpi', 'text', 'without', 'transparent', 'overlay', 'arrows'].map(
    (option) => [option, FLAT] as const,
  ),
  ...['size', 'mm', 'perspective'].map((option) => [option, [...FLAT, '.pov']] as const),
  ['floor-shadow', ['.png', '.zip']],
  ...['lift', 'repeat'].map(
    (option) => [option, PICTURE_ENDINGS.filter((ending) => ending !== '.vesta')] as const,
  ),
  ['print-scale', ['.stl']],
];

/** @throws {UsageError} for an option that says nothing of such a file */
function checkDrawn(args: Arguments, ending: string): void {
  for (const [option, endings] of DRAWN_IN)
    if (args.values[option] !== undefined && !endings.includes(ending))
      throw new UsageError(`--${option} is for ${among(endings)}, not for "${ending}"`);
}

const among = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

async function run(args: Arguments): Promise<CommandAnswer> {
  const out = required(args, 'out');
  if (out === '-') throw new UsageError('--out is a file: pictures do not go to standard output');
  const from = optional(args, 'from');
  const mm = bounded(args, 'print-scale', FIGURE_LIMITS.printMmPerAng);
  const request = drawRequest(args, mm === null ? {} : { printMmPerAng: mm });
  if (from === null) {
    const isAlone = args.values['trajectory'] !== undefined && args.positionals.length === 0;
    const recipe = isAlone ? null : readRecipe(single(args, 'RECIPE'));
    const wrong = ['top', 'by', 'resume'].find((name) => args.values[name] !== undefined);
    if (wrong !== undefined) throw new UsageError(`--${wrong} is for --from`);
    const ending = endingOf(out, 'picture', PICTURE_ENDINGS);
    checkDrawn(args, ending);
    checkWritable(out);
    const marks = isAlone ? undefined : readMarks(single(args, 'RECIPE'));
    const seen = isAlone ? undefined : readSeen(single(args, 'RECIPE'));
    const numbers = recipe && build(recipe, packagedLibrary()).structure.numbers;
    const file = drawnFile(args, numbers, true);
    const [written] = await drawAll([{ path: out, recipe }], {
      ...request,
      ...(file && { file }),
      ...(marks && { marks }),
      ...(seen && { seen }),
    });
    return { value: written!, text: writtenText(written!) };
  }
  if (args.positionals.length > 0)
    throw new UsageError(`${args.positionals[0]} and --from are two sources: give one`);
  const by = optional(args, 'by');
  if (by !== null && !['strain', 'area', 'atoms'].includes(by))
    throw new UsageError(`--by is strain, area or atoms, not "${by}"`);
  if (args.values['trajectory'] !== undefined)
    throw new UsageError('--trajectory and --from are two sources: give one');
  checkDrawn(args, '.png');
  checkAlone(args);
  const { figures, unread } = screenFigures(args, from);
  makeFolder(out);
  const wanted =
    args.values['resume'] === undefined
      ? figures
      : figures.filter(({ stem }) => !existsSync(join(out, `${stem}.png`)));
  const there = figures.length - wanted.length;
  const { written, failed } = await drawBatch(wanted, out, request);
  const notDrawn = [...unread.map((reason) => ({ figure: from, reason })), ...failed];
  return {
    value: {
      pictures: written,
      ...(there > 0 ? { there } : {}),
      ...(notDrawn.length > 0 ? { notDrawn } : {}),
    },
    text: [
      ...(there > 0 ? [`there already, and left: ${there}\n`] : []),
      ...written.map(writtenText),
      ...notDrawn.map(({ figure, reason }) => `not drawn: ${figure}: ${reason}\n`),
    ].join(''),
    ...(notDrawn.length > 0 ? { exitCode: 1 } : {}),
  };
}

interface NotDrawn {
  readonly figure: string;
  readonly reason: string;
}

/** Draws what can be drawn: a row that cannot is named, and the others go on. @throws what none of them could be drawn for */
async function drawBatch(
  figures: readonly BatchFigure[],
  out: string,
  request: ReturnType<typeof drawRequest>,
): Promise<{ readonly written: readonly Written[]; readonly failed: readonly NotDrawn[] }> {
  const written: Written[] = [];
  const failed: NotDrawn[] = [];
  let drawing: Drawing | null = null;
  try {
    for (const [k, { stem, recipe }] of figures.entries()) {
      process.stderr.write(`${k + 1} of ${figures.length}: ${stem}\n`);
      drawing ??= await openDrawing(() => undefined);
      try {
        const asked = { ...request, recipe: recipe(), ending: '.png' };
        written.push(await drawing.write(join(out, `${stem}.png`), asked));
      } catch (error) {
        if (!(error instanceof EpistackError || error instanceof RequestError)) throw error;
        failed.push({ figure: stem, reason: error.message });
        // A page that was lost draws nothing more: the next figure has one of its own.
        await drawing.close();
        drawing = null;
      }
    }
    return { written, failed };
  } finally {
    await drawing?.close();
  }
}

async function drawAll(
  files: readonly { readonly path: string; readonly recipe: object | null }[],
  request: ReturnType<typeof drawRequest> & {
    readonly file?: RequestedFile;
    readonly marks?: StoryMarks;
    readonly seen?: StorySeen;
  },
): Promise<readonly Written[]> {
  const written: Written[] = [];
  let drawing: Drawing | null = null;
  try {
    for (const { path, recipe } of files) {
      const asked = { ...request, recipe, ending: extname(path).toLowerCase() };
      const solid = await solidFile(path, asked);
      // What needs no browser starts none.
      drawing ??= solid === null ? await openDrawing(() => undefined) : null;
      written.push(solid ?? (await drawing!.write(path, asked)));
    }
    return written;
  } finally {
    await drawing?.close();
  }
}
