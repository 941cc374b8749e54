import { cssSizeOf, type FigureSettings } from '#app/export/figureSettings.ts';
import type { FilmSettings } from '#app/export/filmSettings.ts';
import { type Film, filmOf } from '#engines/media/film.ts';
import { anglesOf } from '#render/camera/pose.ts';
import { openStudio } from '#render/studio/studio.ts';
import type { SceneFrame } from '#render/types.ts';
import { type FigurePlan, figureMarks, figureScene } from '#ui/figure/figureScene.ts';
import type { Work } from '#ui/figure/work.ts';
import { hiddenMask, hideTopology } from '#ui/look/scene/hiding.ts';
import { liftedFrame } from '#ui/look/viewOnly/exploded.ts';
import type { FilmShots } from './film.ts';
import { filmKind } from './films.ts';

/** Letters of a film by its height: as of a page of 540 px, which a projector shows large enough. */
const PAGE_PX = 540;
const LETTERS_PX = 11;
/** The size of letters follows from resolution and points together. */
const DPI = 72;

/** A film's size as a figure has it. The encoders of films want even sides. */
export function filmFigure(settings: FigureSettings, film: FilmSettings): FigureSettings {
  const [width, height] = [film.widthPx, film.heightPx].map((px) => 2 * Math.round(px / 2)) as [
    number,
    number,
  ];
  const textPt = (LETTERS_PX * height) / PAGE_PX;
  return { ...settings, unit: 'px', width, height, dpi: DPI, textPt, transparent: false };
}

/** Draws a film frame by frame and encodes it meanwhile. @throws what stopped it */
export async function writeFilm(
  given: FigurePlan,
  work: Work,
): Promise<Film & { readonly frames: number }> {
  const { film } = given;
  const mask = hiddenMask(given.subject.structure, given.hidden);
  const { liftAng = 0, subject } = given;
  // A frame finds its bonds anew: without those of hidden atoms.
  const shownOf = (frame: SceneFrame): SceneFrame => {
    const whole = subject.model ? liftedFrame(frame, subject.structure.layer, liftAng) : frame;
    return whole.topology === null
      ? whole
      : { ...whole, topology: hideTopology(whole.topology, mask) };
  };
  const shots = filmKind(film.kind).shots(given, film);
  const plan = { ...given, settings: filmFigure(given.settings, film) };
  const first = shots.keepsMarks || !shots.frameAt ? null : await shots.frameAt(0);
  const scene = figureScene({ ...plan, subject: { ...plan.subject, frame: first } });
  const studio = await openStudio(
    { ...scene, contacts: shots.frameAt ? [] : scene.contacts, view: viewOf(plan, shots) },
    cssSizeOf(plan.settings),
  );
  try {
    const { width, height } = plan.settings;
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const ctx = canvas.getContext('2d', { willReadFrequently: film.format === 'gif' })!;
    const marks = figureMarks(plan);
    const head = {
      widthPx: width,
      heightPx: height,
      framesPerSecond: film.framesPerSecond,
      frames: shots.count,
    };
    const made = await filmOf(film.format, head, async (k) => {
      work.signal.throwIfAborted();
      if (shots.frameAt) await studio.show(shownOf(await shots.frameAt(k)));
      // The page stays responsive, and Cancel works.
      else await new Promise((next) => setTimeout(next));
      const turnRad = shots.turnRad?.(k) ?? 0;
      const request = { widthPx: width, heightPx: height, transparent: false, marks, turnRad };
      studio.paint(request, { x: 0, y: 0, width, height }, ctx);
      work.onProgress((k + 1) / shots.count);
      return canvas;
    });
    return { ...made, frames: shots.count };
  } finally {
    studio.close();
  }
}

/** What turns must fit all round, unless its place was chosen by hand. */
function viewOf({ view, subject }: FigurePlan, shots: FilmShots): FigurePlan['view'] {
  const stand = view.stand ?? anglesOf(view.direction, subject.structure.lattice);
  if (!shots.turnRad || 'pose' in stand) return view;
  return { ...view, stand: { ...stand, allRound: true } };
}
