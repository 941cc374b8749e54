import { type Model, modelOf } from '#app/document/model.ts';
import { FIGURE_DEFAULTS, type FigureSettings } from '#app/export/figureSettings.ts';
import { FILM_DEFAULTS, type FilmSettings } from '#app/export/filmSettings.ts';
import { NOTHING_HIDDEN } from '#app/look/hidden.ts';
import { LOOK_PRESETS } from '#app/look/presets.ts';
import { DEFAULTS, type Session, sessionStore } from '#app/look/session.ts';
import { isBlank, type LatticeSheet, NO_SHEET } from '#app/look/viewOnly.ts';
import { playerStore } from '#app/player/player.ts';
import { storyOf } from '#app/story/readStory.ts';
import { wholeLook } from '#app/story/storySettings.ts';
import { bondsOf, NO_RULES } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { NO_ELEMENT_LOOKS } from '#core/story/elementLooks.ts';
import type { StoryMarks, StorySeen } from '#core/story/story.ts';
import { anglesOf } from '#render/camera/pose.ts';
import { isFloorSeen } from '#render/gpu/floorShadow.ts';
import type { SceneView } from '#render/types.ts';
import { FILMS } from '#ui/figure/films/films.ts';
import {
  checkHidden,
  requestedBonds,
  requestedRules,
} from '#ui/figure/requested/requestedBonds.ts';
import { requestedClip } from '#ui/figure/requested/requestedClip.ts';
import { requestedColours, requestedRadii } from '#ui/figure/requested/requestedElements.ts';
import type { ElementColours, FrameColours } from '#ui/look/colouring.ts';
import { askedView } from '#ui/look/scene/askedView.ts';
import { MAX_LIT_ATOMS } from '#ui/look/scene/lookOf.ts';
import {
  fetchColouring,
  listedColouring,
  STRUCTURE_COLOURINGS,
} from '#ui/look/structureColourings.ts';
import { sheetInterfaces } from '#ui/look/viewOnly/misfitMarks.ts';
import { type FigurePlan, NO_PICKS } from './figureScene.ts';
import { markedPlan } from './markedPlan.ts';
import { namedView } from './namedView.ts';
import { playedRun } from './playedRun.ts';
import {
  fileColouring,
  fileColourNames,
  fileSourceOf,
  floatsOf,
  type PlayedSource,
  play,
  type RequestedFile,
  requestedArrows,
  unknownColumn,
} from './requestedFile.ts';
import { seenPlan, withLabels } from './seenPlan.ts';
import { UnknownWord } from './unknownWord.ts';

/** What the terminal asks for. Words are as they were typed. */
export interface DrawRequest {
  /** Null for the atoms of a file alone. */
  readonly recipe: unknown;
  /** Of the file, with its dot. */
  readonly ending: string;
  readonly view?: string;
  readonly look?: string;
  /** What colours say, and colours of elements by hand: "element-vesta,Cd=#ffcc00"; absent: as the look has them. */
  readonly colour?: string;
  readonly dark: boolean;
  readonly session: Partial<Session>;
  readonly settings: Partial<FigureSettings>;
  /** Å; 0 or absent leaves the films where they are. */
  readonly liftAng?: number;
  readonly sheet?: LatticeSheet;
  /** Planes that cut a part away: "c:2:14". */
  readonly clip?: string;
  /** What the link of the document says of how it is seen; what is asked for stands above it. */
  readonly seen?: StorySeen;
  /** What the link of the document says is drawn by hand. */
  readonly marks?: StoryMarks;
  /** "Pb-Br=3.4,Cd-S=0". */
  readonly bondLengths?: string;
  /** "Br=1.2,Cd=0.9": radii of elements, Å. */
  readonly radius?: string;
  /** "12-40,31-57@0:1:0". */
  readonly drawBonds?: string;
  readonly hideBonds?: string;
  /** "forces" or "forces=2". */
  readonly arrows?: string;
  /** Ends of the scale of colours: "-1,1". */
  readonly range?: string;
  readonly film?: Partial<FilmSettings>;
  /** A file whose frames are drawn, of the built atoms where there is a recipe. */
  readonly file?: RequestedFile;
  /** Of the recorded run for a story, one after the other: 3N little-endian floats each, Å, base64. */
  readonly frames?: string;
  /** A story whose steps are filmed. */
  readonly story?: unknown;
}

/** A figure as words of the terminal ask for it. @throws {UnknownWord} */
export async function requestedPlan(request: DrawRequest): Promise<FigurePlan> {
  const source = request.file === undefined ? null : fileSourceOf(request.file);
  play(source);
  const model = request.recipe === null ? null : modelOf(parseRecipe(request.recipe));
  const subject = subjectOf(model, source);
  const { structure } = subject;
  const view = viewOf(request, structure.lattice);
  if (view === null)
    throw new UnknownWord(
      `--view is a, b, c, 3D (also called oblique) or a direction of the cell such as 1-10, not "${request.view}"`,
    );
  const { session, moving, colours } = sessionOf(request);
  const dark = request.dark || session.theme === 'dark';
  if (request.session.floorShadow === true && request.story === undefined)
    checkFloor(session, structure, view);
  await fetchColouring(session.colorBy);
  const seen = model === null ? null : seenPlan(request.seen ?? {}, model);
  checkNumbered(request.seen, structure);
  const marked =
    model === null
      ? { handBonds: [], bondRules: NO_RULES, elements: NO_ELEMENT_LOOKS, picks: NO_PICKS }
      : markedPlan(request.marks, { recipe: model.built.recipe, structure });
  const bondRules =
    request.bondLengths === undefined
      ? marked.bondRules
      : { ...marked.bondRules, ...requestedRules(request.bondLengths) };
  const asked = requestedBonds(
    {
      ...(request.drawBonds !== undefined && { draw: request.drawBonds }),
      ...(request.hideBonds !== undefined && { hide: request.hideBonds }),
    },
    structure,
  );
  const charges = model?.built.charges ?? [];
  // Of frames each has bonds of its own.
  if (source === null) checkHidden(asked, structure, { charges, rules: bondRules });
  // The last word on a bond counts.
  const handBonds = [...marked.handBonds, ...asked];
  if (request.arrows !== undefined) requestedArrows(request.arrows);
  const player = playerStore.getState();
  const run =
    source &&
    playedRun(
      {
        player,
        session,
        handBonds,
        bondRules,
        isLifted: (request.liftAng ?? seen?.liftAng ?? 0) > 0,
        charges,
        colours: moving,
      },
      structure,
    );
  return {
    subject: { ...subject, frame: run && (await run.frameAt(0)) },
    session,
    settings: { ...FIGURE_DEFAULTS, onPaper: !dark, ...request.settings },
    dark,
    view,
    picks: model && seen ? withLabels(marked.picks, seen.labels, model) : marked.picks,
    ...(seen && { indices: seen.indices, labels: seen.labels }),
    hidden: {
      ...(seen?.hidden ?? NOTHING_HIDDEN),
      ...(request.clip !== undefined && {
        clip: requestedClip(request.clip, { structure, model, view }),
      }),
    },
    handBonds,
    bondRules,
    // What is asked for stands above what a link says.
    elements: {
      colours: { ...marked.elements.colours, ...colours },
      radiiAng: {
        ...marked.elements.radiiAng,
        ...(request.radius !== undefined && requestedRadii(request.radius)),
      },
    },
    ...overStack(request, seen, model),
    frameColours: moving && { quantity: moving.label, legend: moving.legend() },
    film: {
      ...FILM_DEFAULTS,
      ...request.film,
      ...formatOf(request.ending),
      kind: oneOf(FILMS, request.film?.kind ?? FILM_DEFAULTS.kind, '--kind').id,
    },
    run,
    ...storyIn(request),
  };
}

/** The view that is asked for, else that of the link, else the usual one; null for words that name none. */
function viewOf({ view, seen }: DrawRequest, lattice: ArrayLike<number>): SceneView | null {
  if (view === undefined && seen?.view !== undefined) return askedView(seen.view, 0);
  return namedView(view ?? 'oblique', lattice);
}

/** Numbers of atoms that the stack has not mean none of its own. @throws {UnknownWord} */
function checkNumbered({ picture }: StorySeen = {}, { numbers }: Structure): void {
  const of = picture?.of;
  if (of !== undefined && of !== numbers.length)
    throw new UnknownWord(
      `the link hides or labels single atoms of ${of}, and its stack has ${numbers.length}`,
    );
}

function subjectOf(
  model: Model | null,
  source: PlayedSource | null,
): Pick<FigurePlan['subject'], 'title' | 'structure' | 'bonds' | 'model'> {
  if (model !== null)
    return {
      title: model.report.title,
      structure: model.built.structure,
      bonds: model.bonds,
      model,
    };
  const { label: title, structure } = source!;
  return { title, structure, bonds: bondsOf(structure), model: null };
}

/** A shadow that would be drawn nowhere is not taken for one that is. @throws {UnknownWord} */
function checkFloor(session: Session, { lattice, numbers, xyz }: Structure, view: SceneView): void {
  const why = (text: string) => new UnknownWord(`--floor-shadow: ${text}`);
  if (session.style === 'wireframe') throw why('wires cast none');
  if (numbers.length > MAX_LIT_ATOMS)
    throw why(`for up to ${MAX_LIT_ATOMS.toLocaleString('en')} atoms, not ${numbers.length}`);
  const stand = view.stand && 'azimuthRad' in view.stand ? view.stand : null;
  const { elevationRad } = stand ?? anglesOf(view.direction, lattice, xyz);
  if (!isFloorSeen(elevationRad))
    throw why('the floor is not seen edge-on, from right above or from below: take another --view');
}

/** The settings that are asked for, and the colouring of frames among them. @throws {UnknownWord} */
function sessionOf(request: DrawRequest): {
  readonly session: Session;
  readonly moving: FrameColours | null;
  /** Of elements, by hand. */
  readonly colours: ElementColours;
} {
  const preset = oneOf(LOOK_PRESETS, request.look ?? 'default', '--look');
  const ofLink = request.seen === undefined ? {} : wholeLook(request.seen.look);
  // What the file holds stands above a colouring of the same name.
  const usual = preset.settings.colorBy ?? ofLink.colorBy ?? DEFAULTS.colorBy;
  const asked = request.colour ?? usual;
  const named = fileColouring(asked);
  const { colour, colours } =
    named === null
      ? requestedColours(asked, usual)
      : { colour: asked, colours: NO_ELEMENT_LOOKS.colours };
  const moving = named ?? fileColouring(colour);
  const known = STRUCTURE_COLOURINGS.map(({ id }) => id);
  if (moving === null && !known.includes(colour))
    throw request.file === undefined && !colour.startsWith('file:')
      ? new UnknownWord(
          `--colour is one of ${known.join(', ')}, or with --trajectory a column of the file, not "${colour}"`,
        )
      : unknownColumn('--colour', colour, fileColourNames());
  if (
    Object.keys(colours).length > 0 &&
    (moving !== null || listedColouring(colour).group !== 'By element')
  )
    throw new UnknownWord(
      `--colour: colours of elements are drawn where atoms are coloured by element, not with "${colour}"`,
    );
  const session: Session = {
    ...DEFAULTS,
    ...(request.look === undefined ? ofLink : preset.settings),
    ...request.session,
    ...(moving === null ? { colorBy: colour } : { framesBy: moving.id }),
    colourRanges:
      request.range === undefined
        ? (request.seen?.picture?.ranges ?? {})
        : { [moving?.id ?? colour]: endsOf(request.range) },
  };
  // Legends of frames take their ends from there.
  sessionStore.setState({ colourRanges: session.colourRanges });
  return { session, moving, colours };
}

function endsOf(text: string): readonly [number, number] {
  const [low, high, ...more] = text
    .split(',')
    .map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (low === undefined || high === undefined || more.length > 0 || !(low < high))
    throw new UnknownWord(`--range is two numbers, the smaller first, such as -1,1, not "${text}"`);
  return [low, high];
}

/** What only a stack has: films to lift, and lattices at an interface. @throws {UnknownWord} */
function overStack(
  asked: DrawRequest,
  seen: Pick<FigurePlan, 'liftAng' | 'sheet'> | null,
  model: Model | null,
): Pick<FigurePlan, 'liftAng' | 'sheet'> {
  const { liftAng = 0, sheet = NO_SHEET } = asked;
  const count = model === null ? 0 : sheetInterfaces(model.built).length;
  if (count === 0 && (liftAng > 0 || !isBlank(sheet)))
    throw new UnknownWord(
      `--lift and --overlay are for a film on a substrate: here ${model === null ? 'are atoms of a file' : 'is one slab'}`,
    );
  if (!isBlank(sheet) && sheet.at >= count)
    throw new UnknownWord(
      `--interface counts from the substrate up: this stack has ${count}, not ${sheet.at + 1}`,
    );
  return {
    liftAng: asked.liftAng ?? seen?.liftAng ?? 0,
    sheet: asked.sheet ?? seen?.sheet ?? NO_SHEET,
  };
}

const formatOf = (ending: string): Partial<FilmSettings> => {
  const format = (['mp4', 'webm', 'gif'] as const).find((f) => ending === `.${f}`);
  return format === undefined ? {} : { format };
};

function storyIn({ frames, story }: DrawRequest): Pick<FigurePlan, 'recorded' | 'story'> {
  if (story === undefined) return { story: null };
  const all = frames === undefined ? null : floatsOf(frames);
  return {
    story: storyOf(JSON.stringify(story)),
    ...(all !== null && { recorded: () => Promise.resolve(all) }),
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
