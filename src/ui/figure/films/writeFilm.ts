import { cssSizeOf, type FigureSettings } from '#app/export/figureSettings.ts';
import type { FilmSettings } from '#app/export/filmSettings.ts';
import { type Film, filmOf } from '#engines/media/film.ts';
import { anglesOf } from '#render/camera/pose.ts';
import { nextTask } from '#render/studio/nextTask.ts';
import { openStudio } from '#render/studio/studio.ts';
import type { SceneFrame } from '#render/types.ts';
import { type FigurePlan, figureMarks, figureScene } from '#ui/figure/figureScene.ts';
import type { FigureStill } from '#ui/figure/preview/figureStill.ts';
import type { Work } from '#ui/figure/work.ts';
import { hiddenMask, hideTopology, imageCut } from '#ui/look/scene/hiding.ts';
import { liftedFrame } from '#ui/look/viewOnly/exploded.ts';
import { captionedFrame, paintCaption, writtenPages } from './captionedFrame.ts';
import type { FilmPart, FilmShots } from './film.ts';
import { evenSides } from './filmPlan.ts';
import { filmReach } from './filmReach.ts';
import { filmKind } from './films.ts';

/** Letters of a film by its height: as of a page of 540 px, which a projector shows large enough. */
const PAGE_PX = 540;
const LETTERS_PX = 11;
/** The size of letters follows from resolution and points together. */
const DPI = 72;

/** A film's size as a figure has it. The encoders of films want even sides. */
export function filmFigure(settings: FigureSettings, film: FilmSettings): FigureSettings {
  const [width, height] = evenSides(film);
  const textPt = (LETTERS_PX * height) / PAGE_PX;
  return { ...settings, unit: 'px', width, height, dpi: DPI, textPt, transparent: false };
}

/** Letters in the picture beside a caption are as large as in a lecture. */
const LECTURE_PX = 15;

const lectureFigure = (
  whole: FigureSettings,
  { width, height }: { readonly width: number; readonly height: number },
): FigureSettings => ({ ...whole, width, height, textPt: (LECTURE_PX * whole.height) / PAGE_PX });

/** Draws a film frame by frame and encodes it meanwhile. @throws what stopped it */
export async function writeFilm(
  given: FigurePlan,
  work: Work,
): Promise<Film & { readonly frames: number }> {
  const { film } = given;
  const kind = filmKind(film.kind);
  const parts = kind.parts
    ? await kind.parts(given)
    : [{ plan: given, shots: kind.shots(given, film) }];
  const frames = parts.reduce((sum, { shots }) => sum + shots.count, 0);
  const { width, height } = filmFigure(given.settings, film);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const ctx = canvas.getContext('2d', { willReadFrequently: film.format === 'gif' })!;
  const head = {
    widthPx: width,
    heightPx: height,
    framesPerSecond: film.framesPerSecond,
    frames,
  };
  let open: { readonly part: FilmPart; readonly set: OpenPart } | null = null;
  try {
    const made = await filmOf(film.format, head, async (k) => {
      work.signal.throwIfAborted();
      const [part, at] = partOf(parts, k);
      if (open?.part !== part) {
        open?.set.close();
        open = null;
        open = { part, set: await openPart(part) };
      }
      await open.set.paint(at, ctx);
      work.onProgress((k + 1) / frames, `frame ${k + 1} of ${frames}`);
      return canvas;
    });
    return { ...made, frames };
  } finally {
    (open as { readonly set: OpenPart } | null)?.set.close();
  }
}

/** The part that has a frame, and its number there. */
function partOf(parts: readonly FilmPart[], frame: number): readonly [FilmPart, number] {
  let at = frame;
  for (const part of parts) {
    if (at < part.shots.count) return [part, at];
    at -= part.shots.count;
  }
  throw new Error(`no part has frame ${frame}`);
}

/** A part of a film that is being drawn. */
interface OpenPart {
  /** @param k its own number of the frame */
  readonly paint: (k: number, ctx: CanvasRenderingContext2D) => Promise<void>;
  readonly close: () => void;
}

async function openPart({ plan: given, shots, captions }: FilmPart): Promise<OpenPart> {
  const { film, subject, liftAng = 0 } = given;
  const mask = hiddenMask(subject.structure, given.hidden, subject.model);
  const cut = imageCut(subject.structure, given.hidden, subject.model);
  // A frame finds its bonds anew: without those of hidden atoms.
  const shownOf = (frame: SceneFrame): SceneFrame => {
    const whole = subject.model ? liftedFrame(frame, subject.structure.layer, liftAng) : frame;
    return whole.topology === null
      ? whole
      : { ...whole, topology: hideTopology(whole.topology, mask, cut) };
  };
  const whole = filmFigure(given.settings, film);
  const beside = captions === undefined ? null : captionedFrame(whole.width, whole.height);
  const { picture, settings } = beside
    ? { picture: beside.picture, settings: lectureFigure(whole, beside.picture) }
    : { picture: { x: 0, y: 0, width: whole.width, height: whole.height }, settings: whole };
  const { plan, scene } = await firstStill({ ...given, settings }, shots);
  const studio = await openStudio(scene, cssSizeOf(settings));
  const { width, height } = picture;
  const drawn = document.createElement('canvas');
  drawn.width = width;
  drawn.height = height;
  const own = drawn.getContext('2d')!;
  const marks = figureMarks(plan, scene);
  const pages = beside && captions ? writtenPages(captions, beside.caption, whole.height) : [];
  return {
    paint: async (k, ctx) => {
      if (shots.frameAt) await studio.show(shownOf(await shots.frameAt(k)));
      // The page stays responsive, and Cancel works.
      else await nextTask();
      const turnRad = shots.turnRad?.(k) ?? 0;
      const request = { widthPx: width, heightPx: height, transparent: false, marks, turnRad };
      studio.paint(request, { x: 0, y: 0, width, height }, beside ? own : ctx);
      if (!beside) return;
      paintCaption(
        ctx,
        scene.theme,
        beside.caption,
        pages[Math.floor((k * pages.length) / shots.count)]!,
      );
      ctx.drawImage(drawn, picture.x, picture.y);
    },
    close: studio.close,
  };
}

/** What a film begins with; of a story, that of its first picture, without the words beside it. */
export async function filmStill(given: FigurePlan): Promise<FigureStill> {
  const kind = filmKind(given.film.kind);
  const [first] = kind.parts ? await kind.parts(given) : [];
  const { plan, shots } = first ?? { plan: given, shots: kind.shots(given, given.film) };
  return firstStill({ ...plan, settings: filmFigure(plan.settings, plan.film) }, shots);
}

async function firstStill(given: FigurePlan, shots: FilmShots): Promise<FigureStill> {
  const plan = { ...given, isFilmed: true as const };
  const frame = shots.keepsMarks || !shots.frameAt ? null : await shots.frameAt(0);
  const scene = figureScene({ ...plan, subject: { ...plan.subject, frame } });
  const contacts = shots.frameAt ? [] : scene.contacts;
  const { model, structure } = plan.subject;
  const reach = await filmReach(shots, structure.lattice, scene.block, model === null);
  return { plan, scene: { ...scene, contacts, reach, view: viewOf(plan, shots) } };
}

/** What turns must fit all round, unless its place was chosen by hand. */
function viewOf({ view, subject }: FigurePlan, shots: FilmShots): FigurePlan['view'] {
  const stand =
    view.stand ?? anglesOf(view.direction, subject.structure.lattice, subject.structure.xyz);
  if (!shots.turnRad || 'pose' in stand) return view;
  return { ...view, stand: { ...stand, allRound: true } };
}
