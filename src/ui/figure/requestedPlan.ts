import { type Model, modelOf } from '#app/document/model.ts';
import { FIGURE_DEFAULTS, type FigureSettings } from '#app/export/figureSettings.ts';
import { FILM_DEFAULTS, type FilmSettings } from '#app/export/filmSettings.ts';
import { LOOK_PRESETS } from '#app/look/presets.ts';
import { DEFAULTS, type Session } from '#app/look/session.ts';
import { isBlank, type LatticeSheet, NO_SHEET } from '#app/look/viewOnly.ts';
import { storyOf } from '#app/story/readStory.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import type { FilmRun } from '#ui/figure/films/filmRun.ts';
import { FILMS } from '#ui/figure/films/films.ts';
import { movedFrame } from '#ui/figure/films/movedFrame.ts';
import { fetchColouring, STRUCTURE_COLOURINGS } from '#ui/look/structureColourings.ts';
import { sheetInterfaces } from '#ui/look/viewOnly/misfitMarks.ts';
import { type FigurePlan, NO_PICKS } from './figureScene.ts';
import { namedView } from './namedView.ts';

/** What the terminal asks for. Words are as they were typed. */
export interface DrawRequest {
  readonly recipe: unknown;
  /** Of the file, with its dot. */
  readonly ending: string;
  readonly view: string;
  readonly look: string;
  readonly colour: string;
  readonly dark: boolean;
  readonly session: Partial<Session>;
  readonly settings: Partial<FigureSettings>;
  /** Å; 0 or absent leaves the films where they are. */
  readonly liftAng?: number;
  readonly sheet?: LatticeSheet;
  readonly film?: Partial<FilmSettings>;
  /**
   * Frames one after the other: 3N little-endian floats each, Å, base64. Of the built atoms, or, for a story, of the
   * recorded run.
   */
  readonly frames?: string;
  /** A story whose steps are filmed. */
  readonly story?: unknown;
}

/** A word that nothing here is named by. */
export class UnknownWord extends Error {}

/** A figure as words of the terminal ask for it. @throws {UnknownWord} */
export async function requestedPlan(request: DrawRequest): Promise<FigurePlan> {
  const model = modelOf(parseRecipe(request.recipe));
  const { structure } = model.built;
  const preset = oneOf(LOOK_PRESETS, request.look, '--look');
  const view = namedView(request.view, structure.lattice);
  if (view === null)
    throw new UnknownWord(
      `--view is a, b, c, oblique or a direction of the cell such as 1-10, not "${request.view}"`,
    );
  const session: Session = {
    ...DEFAULTS,
    ...preset.settings,
    ...request.session,
    colorBy: oneOf(STRUCTURE_COLOURINGS, request.colour, '--colour').id,
  };
  await fetchColouring(session.colorBy);
  return {
    subject: { title: model.report.title, structure, bonds: model.bonds, model, frame: null },
    session,
    settings: { ...FIGURE_DEFAULTS, onPaper: !request.dark, ...request.settings },
    dark: request.dark,
    view,
    picks: NO_PICKS,
    hidden: { elements: [], slabs: [] },
    ...overStack(request, model),
    film: {
      ...FILM_DEFAULTS,
      ...request.film,
      ...formatOf(request.ending),
      kind: oneOf(FILMS, request.film?.kind ?? FILM_DEFAULTS.kind, '--kind').id,
    },
    ...movingOf(request, model),
  };
}

/** What only a stack has: films to lift, and lattices at an interface. @throws {UnknownWord} */
function overStack(
  { liftAng = 0, sheet = NO_SHEET }: DrawRequest,
  { built }: Model,
): Pick<FigurePlan, 'liftAng' | 'sheet'> {
  const count = sheetInterfaces(built).length;
  if (count === 0 && (liftAng > 0 || !isBlank(sheet)))
    throw new UnknownWord('--lift and --overlay are for a film on a substrate: here is one slab');
  if (!isBlank(sheet) && sheet.at >= count)
    throw new UnknownWord(
      `--interface counts from the substrate up: this stack has ${count}, not ${sheet.at + 1}`,
    );
  return { liftAng, sheet };
}

const formatOf = (ending: string): Partial<FilmSettings> => {
  const format = (['mp4', 'webm', 'gif'] as const).find((f) => ending === `.${f}`);
  return format === undefined ? {} : { format };
};

function movingOf(
  { frames, story, session }: DrawRequest,
  model: Model,
): Pick<FigurePlan, 'run' | 'recorded' | 'story'> {
  const all = frames === undefined ? null : floatsOf(frames);
  if (story === undefined)
    return { run: all && runOf(all, model, { ...DEFAULTS, ...session }), story: null };
  return {
    run: null,
    story: storyOf(JSON.stringify(story)),
    ...(all !== null && { recorded: () => Promise.resolve(all) }),
  };
}

function floatsOf(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

function runOf(all: Float32Array, { built }: Model, session: Session): FilmRun {
  const width = built.structure.xyz.length;
  return {
    count: all.length / width,
    frameAt: async (k) => {
      const positions = all.subarray(k * width, (k + 1) * width);
      return movedFrame(built.structure, built.charges, positions, session);
    },
  };
}

function oneOf<T extends { readonly id: string }>(
  all: readonly T[],
  id: string,
  option: string,
): T {
  const found = all.find((entry) => entry.id === id);
  if (found) return found;
  throw new UnknownWord(`${option} is one of ${all.map((e) => e.id).join(', ')}, not "${id}"`);
}
