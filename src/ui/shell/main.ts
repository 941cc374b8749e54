import { derivedStore, watchDerived } from '#app/document/derive.ts';
import { storageOf } from '#app/document/keptCopy.ts';
import { marksNow } from '#app/document/marks/marks.ts';
import { restoreDocument } from '#app/document/persist.ts';
import { sessionStore } from '#app/look/session.ts';
import { isEmbedded } from '#app/shell/embedded.ts';
import { whyMissing } from '#offline/missing.ts';
import { hasWebgl2, type MountedScene, mountScene } from '#render/scene/mountScene.tsx';
import { mendLanguage } from '#ui/kit/language.ts';
import { firstPicture } from '#ui/look/scene/sceneData.ts';
import '#ui/kit/style/tokens.css';
import './frame.css';
import './inter.css';

/** Atoms that cannot be drawn, in a hidden tab for one, do not keep the panels waiting longer than this. */
const PATIENCE_MS = 1000;

// The picture comes first: this file imports only what it needs. React DOM and the panels are fetched afterwards.
mendLanguage(navigator);
if (isEmbedded) document.documentElement.dataset['embed'] = '';
let problem = await restoreDocument();
// The address, or a reload, says how the document is seen.
const isSeen =
  /[#&]v=/.test(location.hash) ||
  (!isEmbedded && storageOf('sessionStorage')?.getItem('epistack.seen'));
if (isSeen)
  problem = await import('#app/story/seenLink.ts').then(
    ({ openSeen }) => openSeen() ?? problem,
    () => `The view was not loaded: ${whyMissing()}`,
  );
watchDerived();
const { theme } = sessionStore.getState();
const dark =
  theme === 'system' ? window.matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
const scene = hasWebgl2() ? mountScene() : null;
// What is hidden or cut is not drawn first: the panels bring it.
if (scene && !isSeen) await drawFirst(scene);
// The font of the panels is requested together with them, not only when their first text is drawn.
void document.fonts.load('13px "Inter Variable"');
const panels = await (isEmbedded ? import('./embedded.tsx') : import('./start.tsx')).catch(
  () => null,
);
if (panels !== null) panels.start(scene, problem);
else sayPanelsMissing();

/**
 * Draws the built stack into the page that index.html holds. A large stack is still being built and is drawn later.
 */
async function drawFirst(scene: MountedScene): Promise<void> {
  const { model } = derivedStore.getState();
  if (model === null) return;
  document.getElementById('first-picture')!.append(scene.element);
  scene.show(firstPicture(model, sessionStore.getState(), marksNow().elements, dark));
  const drawn = scene.ready.then(() => void performance.mark('first-picture'));
  await Promise.race([drawn, new Promise((late) => setTimeout(late, PATIENCE_MS))]);
}

/** The panels could not be fetched, and with them whatever draws messages. */
function sayPanelsMissing(): void {
  const message = document.createElement('p');
  message.className = 'panels-missing';
  message.role = 'alert';
  message.append(`The panels could not be loaded: ${whyMissing()}. `);
  const button = document.createElement('button');
  button.append('Reload the page');
  button.addEventListener('click', () => location.reload());
  message.append(button);
  document.querySelector('.player')!.replaceChildren(message);
}
