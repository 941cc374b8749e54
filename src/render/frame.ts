import type { Scene, WebGLRenderer } from 'three';
import { aim } from './camera.ts';
import type { Shown, Stage } from './stage.ts';
import { viewFrom } from './view.ts';

/** Draws the scene for the present pose at a size; shared by the screen and by pictures to save. */
export function drawFrame(
  stage: Stage,
  shown: Shown,
  gl: WebGLRenderer,
  scene: Scene,
  width: number,
  height: number,
  ratio: number,
): void {
  const perspective = shown.props.look.projection === 'perspective';
  stage.view = viewFrom(stage.pose!, shown.drawn.origin, {
    widthPx: width,
    heightPx: height,
    perspective,
  });
  const camera = aim(stage.cameras, stage.view, stage.boxes, stage.frame);
  stage.frame.uViewport.value.set(width * ratio, height * ratio);
  stage.frame.uPx.value = ratio;
  stage.frame.uFrame.value.set(0, 0, width * ratio, height * ratio);
  gl.render(scene, camera);
}
