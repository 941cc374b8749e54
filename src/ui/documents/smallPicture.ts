import type { SceneHandle } from '#render/types.ts';

/** Twice as fine as the list shows it. */
const SIZE_PX = { width: 192, height: 120 };

/** What is shown, as a data URL for the list of documents; null without WebGL 2. */
export async function smallPicture(scene: SceneHandle): Promise<string | null> {
  if (!scene.webgl2) return null;
  const blob = await scene.capture(SIZE_PX.width, SIZE_PX.height, false);
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
