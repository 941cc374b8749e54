import { derivedStore, watchDerived } from '#app/document/derive.ts';
import { restoreDocument } from '#app/document/persist.ts';
import { sessionStore } from '#app/look/session.ts';
import { hasWebgl2, type MountedScene, mountScene } from '#render/scene/mountScene.tsx';
import { firstPicture } from '#ui/look/sceneData.ts';
import '#ui/kit/style/tokens.css';
import './frame.css';
import './inter.css';

/** Atoms that cannot be drawn, in a hidden tab for one, do not keep the panels waiting longer than this. */
const PATIENCE_MS = 1000;

// The picture comes first: this file imports only what it needs. React DOM and the panels are fetched afterwards.
const problem = restoreDocument();
watchDerived();
const { theme } = sessionStore.getState();
const dark =
  theme === 'system' ? window.matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
const scene = hasWebgl2() ? mountScene() : null;
if (scene) await drawFirst(scene);
// The font of the panels is requested together with them, not only when their first text is drawn.
void document.fonts.load('13px "Inter Variable"');
const { start } = await import('./start.tsx');
start(scene, problem);

/**
 * Draws the built stack into the page that index.html holds. A large stack is still being built and is drawn later.
 */
async function drawFirst(scene: MountedScene): Promise<void> {
  const { model } = derivedStore.getState();
  if (model === null) return;
  document.getElementById('first-picture')!.append(scene.element);
  scene.show(firstPicture(model, sessionStore.getState(), dark));
  const drawn = scene.ready.then(() => void performance.mark('first-picture'));
  await Promise.race([drawn, new Promise((late) => setTimeout(late, PATIENCE_MS))]);
}
