import { useEffect, useRef, useState } from 'react';
import { pixelsOf } from '#app/export/figureSettings.ts';
import type { DrawnTarget } from '#ui/figure/drawnTarget.ts';
import type { FigurePlan } from '#ui/figure/figureScene.ts';
import { StillPainter } from './figureStill.ts';
import './figurePreview.css';

/** Larger pictures take too long to be drawn beside each change of a setting. */
const MOST_ATOMS = 20_000;
/** A typed number is whole after a pause, ms. */
const PAUSE_MS = 250;

/** A small copy of what will be written, drawn anew with each setting. */
export function FigurePreview({
  plan,
  target,
  canBeDrawn,
}: {
  readonly plan: FigurePlan;
  readonly target: DrawnTarget & Required<Pick<DrawnTarget, 'still'>>;
  /** False while settings are refused: what was drawn before stays. */
  readonly canBeDrawn: boolean;
}) {
  const painter = useRef<StillPainter>(null);
  useEffect(() => () => painter.current?.close(), []);
  const place = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isDrawn, setDrawn] = useState(false);
  const { settings, film, dark, subject } = plan;
  const isLarge = subject.structure.numbers.length > MOST_ATOMS;
  // What else a plan holds cannot be changed while its dialog is open, and a frame that plays on is no reason to draw again.
  const asked = JSON.stringify([target.id, settings, film, dark]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said
  useEffect(() => {
    if (isLarge || !canBeDrawn) return;
    let isOld = false;
    const draw = async () => {
      const still = await target.still(plan);
      if (isOld || !place.current) return;
      const canvas = smallCanvas(pixelsOf(still.plan.settings), place.current);
      painter.current ??= new StillPainter();
      await painter.current.paint(still, canvas);
      if (isOld) return;
      place.current?.replaceChildren(canvas);
      place.current?.classList.toggle('clear', still.plan.settings.transparent);
      setFailure(null);
      setDrawn(true);
    };
    const later = setTimeout(
      () =>
        draw().catch((error: unknown) => {
          if (!isOld) setFailure(error instanceof Error ? error.message : String(error));
        }),
      PAUSE_MS,
    );
    return () => {
      isOld = true;
      clearTimeout(later);
    };
  }, [asked, isLarge, canBeDrawn]);
  if (!canBeDrawn && !isDrawn) return null;
  if (isLarge)
    return (
      <p className="about">
        No preview above {MOST_ATOMS.toLocaleString('en')} atoms; the file is drawn as any other.
      </p>
    );
  return (
    <figure className="figure-preview" aria-busy={!isDrawn}>
      <div
        ref={place}
        role="img"
        aria-label={`Preview: ${target.label}${failure === null ? '' : ', of earlier settings'}`}
      />
      {failure !== null && <p className="warn">The preview could not be drawn: {failure}.</p>}
    </figure>
  );
}

/** As large as its place has room for, in pixels of this screen. */
function smallCanvas(
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  place: HTMLElement,
): HTMLCanvasElement {
  const { clientWidth, clientHeight } = place;
  const each = Math.min(clientWidth / widthPx, clientHeight / heightPx);
  const canvas = document.createElement('canvas');
  const density = Math.min(2, devicePixelRatio);
  const side = (px: number) => Math.max(1, Math.round(px * each));
  canvas.width = Math.round(side(widthPx) * density);
  canvas.height = Math.round(side(heightPx) * density);
  Object.assign(canvas.style, { width: `${side(widthPx)}px`, height: `${side(heightPx)}px` });
  return canvas;
}
