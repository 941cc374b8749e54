import { cssSizeOf } from '#app/export/figureSettings.ts';
import { openStudio, type Studio } from '#render/studio/studio.ts';
import type { SceneProps } from '#render/types.ts';
import { type FigurePlan, figureMarks, figureScene } from '#ui/figure/figureScene.ts';

/** One picture of a figure or a film, ready to be drawn at any size. */
export interface FigureStill {
  readonly plan: FigurePlan;
  readonly scene: SceneProps;
}

export const stillOf = (plan: FigurePlan): FigureStill => ({ plan, scene: figureScene(plan) });

/** Draws stills one after the other, by what draws their files: letters and lines have the same proportion to them. */
export class StillPainter {
  private studio: Promise<Studio> | null = null;

  /**
   * @param canvas with the proportions of the figure, of which all pixels are drawn
   * @throws what stopped it
   */
  async paint({ plan, scene }: FigureStill, canvas: HTMLCanvasElement): Promise<void> {
    const size = cssSizeOf(plan.settings);
    const isNew = this.studio === null;
    this.studio ??= openStudio(scene, size);
    const studio = await this.studio.catch((error: unknown) => {
      this.studio = null;
      throw error;
    });
    if (!isNew) await studio.change(scene, size);
    const { width, height } = canvas;
    studio.paint(
      {
        widthPx: width,
        heightPx: height,
        transparent: plan.settings.transparent,
        marks: figureMarks(plan, scene),
        turnRad: 0,
      },
      { x: 0, y: 0, width, height },
      canvas.getContext('2d')!,
    );
  }

  /** Gives the graphics context back. */
  close(): void {
    void this.studio?.then(
      (studio) => studio.close(),
      () => undefined,
    );
    this.studio = null;
  }
}
