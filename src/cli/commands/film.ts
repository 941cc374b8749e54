import { FILM_DEFAULTS, FILM_LIMITS, type FilmSettings } from '#app/export/filmSettings.ts';
import { type Arguments, numberOption, optional, required, single, UsageError } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { inRoot } from '#cli/drawing/bundledPage.ts';
import { openDrawing, writtenText } from '#cli/drawing/drawing.ts';
import { drawnFile, fileOptions } from '#cli/drawing/drawnFile.ts';
import { drawOptions, drawRequest } from '#cli/drawing/drawOptions.ts';
import { endingOf, FILM_ENDINGS } from '#cli/drawing/endings.ts';
import { openAtoms, readMarks, readRecipe, readSeen } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import { isStory, readStory } from '#cli/storyFile.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { checkWritable } from '#cli/writing/draftFile.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { playsRun, RECORDED_FOLDER } from '#core/story/carriedRun.ts';
import { recipesOf } from '#core/story/playStory.ts';
import type { RequestedFile } from '#ui/figure/requestedFile.ts';

const { size: _size, mm: _mm, dpi: _dpi, text: _text, transparent: _clear, ...looks } = drawOptions;
const options = {
  out: 'string',
  kind: 'string',
  size: 'string',
  fps: 'string',
  seconds: 'string',
  every: 'string',
  ...looks,
  ...fileOptions,
  json: 'boolean',
} as const;
const help = `film RECIPE --out FILE${FILM_ENDINGS.join('|')} [--kind turntable|glide] [--trajectory FILE] [--size 1280x720]
        [--fps 25] [--seconds 6] [--every 1] [--view oblique] [--style polyhedra] [--look projector]
        [--colour layer] [--repeat none] [--without axes,scale] [--lift 6] [--overlay moire] [--interface 1]
        [--radius Br=1.2] [--clip c:2:14] [--bond-lengths Pb-Br=3.4] [--draw-bonds 12-40] [--hide-bonds 31-57] [--perspective] [--dark] [--floor-shadow] [--json]
film [RECIPE] --trajectory FILE [--types Cs,Pb,Br] [--colour forces:z] [--arrows forces] [--range -1,1] --out FILE […]
film STORY --out FILE […]
  Films an interface as the page does, in the Chromium that picture takes. --kind turntable: one turn about the
  normal of the interface; glide: the film over the substrate, once along a and once along b, at its d0;
  STORY is a story as of the command story: its steps, each --seconds long, with text and numbers beside the picture;
  one that plays the recorded run shows the whole of it in that time.
  --trajectory FILE: its frames, --every so many, of the atoms of RECIPE in its order or, without RECIPE, by themselves. Frames are drawn one by
  one and exactly as many as fps and seconds say. A Chromium without H.264 writes WebM instead of MP4, and says so:
  the file is then named .webm. --style, --view and the rest as for picture.`;

export const command = {
  name: 'film',
  summary: 'film an interface that turns, glides or moves, or a story, as MP4, WebM or GIF',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  const out = required(args, 'out');
  if (out === '-') throw new UsageError('--out is a file: films do not go to standard output');
  const trajectory = optional(args, 'trajectory');
  const isAlone = trajectory !== null && args.positionals.length === 0;
  const subject = isAlone ? null : single(args, 'RECIPE');
  const story = subject !== null && isStory(subject) ? readStory(subject) : null;
  const steps = story === null ? [] : recipesOf(story, packagedLibrary());
  const recipe = steps[0] ?? (subject === null ? null : readRecipe(subject));
  const film = filmOption(
    args,
    story !== null ? 'story' : trajectory !== null ? 'trajectory' : null,
  );
  if (story !== null) checkStory(args);
  const ending = endingOf(out, 'film', FILM_ENDINGS);
  checkWritable(out);
  const marks = story === null && subject !== null ? readMarks(subject) : undefined;
  const seen = story === null && subject !== null ? readSeen(subject) : undefined;
  const request = {
    ...drawRequest(args, {}),
    recipe,
    film,
    ...(story === null ? {} : { story }),
    ...(marks && { marks }),
    ending,
    ...(seen && { seen }),
    ...framesFor(args, recipe, story !== null && playsRun(story, steps)),
  };
  const drawing = await openDrawing((share) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${Math.round(100 * share)} % `);
  });
  try {
    const written = await drawing.write(out, request);
    return { value: written, text: writtenText(written) };
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\r');
    await drawing.close();
  }
}

/** What is by hand, and from where it is seen, stands in the steps of a story. @throws {UsageError} */
function checkStory(args: Arguments): void {
  const said = OF_STEPS.find((name) => args.values[name] !== undefined);
  if (said !== undefined)
    throw new UsageError(`--${said} is for a RECIPE: each step of a story says its own`);
  const own = BY_HAND.find((name) => args.values[name] !== undefined);
  const isColoured = optional(args, 'colour')?.includes('=') === true;
  if (own === undefined && !isColoured) return;
  throw new UsageError(
    `--${own ?? 'colour'} is for a RECIPE: each step of a story says what is by hand in it, see "marks" of docs/stories.md`,
  );
}

const BY_HAND = ['bond-lengths', 'draw-bonds', 'hide-bonds', 'radius'] as const;
const OF_STEPS = ['view', 'lift', 'overlay', 'interface', 'clip'] as const;

/** @param given the kind that a story or a trajectory has, or null */
function filmOption(args: Arguments, given: string | null): Partial<FilmSettings> {
  const kind = optional(args, 'kind') ?? given ?? FILM_DEFAULTS.kind;
  if ((given === 'trajectory') !== (kind === 'trajectory'))
    throw new UsageError('--kind trajectory and --trajectory FILE go together');
  if ((given === 'story') !== (kind === 'story'))
    throw new UsageError('--kind story is for a STORY, and a STORY has no other kind');
  const size = optional(args, 'size');
  const sides = size === null ? [] : (/^(\d+)[x×](\d+)$/.exec(size)?.slice(1).map(Number) ?? null);
  const [least, most] = FILM_LIMITS.sidePx;
  if (sides === null || sides.some((px) => px < least || px > most))
    throw new UsageError(
      `--size is WIDTHxHEIGHT with sides of ${least} to ${most} px, not "${size}"`,
    );
  const number = (name: string, [low, high]: readonly [number, number], whole: boolean) => {
    const value = numberOption(args, name, whole);
    if (value !== null && !(value >= low && value <= high))
      throw new UsageError(`--${name} is ${low} to ${high}, not ${value}`);
    return value;
  };
  const fps = number('fps', FILM_LIMITS.framesPerSecond, true);
  const seconds = number('seconds', FILM_LIMITS.seconds, false);
  const every = number('every', FILM_LIMITS.every, true);
  if (every !== null && kind !== 'trajectory')
    throw new UsageError('--every is for the frames of --trajectory FILE');
  if (seconds !== null && kind === 'trajectory')
    throw new UsageError(
      '--seconds is not for --trajectory: its length follows from --fps and --every',
    );
  return {
    kind,
    ...(sides.length === 2 ? { widthPx: sides[0]!, heightPx: sides[1]! } : {}),
    ...(fps === null ? {} : { framesPerSecond: fps }),
    ...(seconds === null ? {} : { seconds }),
    ...(every === null ? {} : { every }),
  };
}

/** The file that is filmed, or the recorded run for the steps of a story that play it. */
function framesFor(
  args: Arguments,
  recipe: Recipe | null,
  isRecorded: boolean,
): { readonly frames?: string; readonly file?: RequestedFile } {
  const numbers = recipe && build(recipe, packagedLibrary()).structure.numbers;
  const file = drawnFile(args, numbers, false);
  if (file !== null) return { file };
  return isRecorded ? { frames: recordedFrames() } : {};
}

/** Of the recorded run, as the page takes them. */
function recordedFrames(): string {
  const { structure } = build(DEFAULT_PRESET.recipe, packagedLibrary());
  const { frames, at } = openAtoms(inRoot(`public/${RECORDED_FOLDER}/XDATCAR.gz`));
  const width = structure.xyz.length;
  const all = new Float32Array(frames * width);
  for (let k = 0; k < frames; k++) all.set(at(k).structure.xyz, k * width);
  return Buffer.from(all.buffer).toString('base64');
}
