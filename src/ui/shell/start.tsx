import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { onWorkersBlocked } from '#app/jobs/workersBlocked.ts';
import { notify } from '#app/shell/notices.ts';
import { say } from '#app/shell/toasts.ts';
import type { MountedScene } from '#render/scene/mountScene.tsx';
import { Boundary } from '#ui/kit/boundary/Boundary.tsx';
import { watchStyles } from '#ui/kit/boundary/failedStyles.ts';
import { whenIdle } from '#ui/shell/later/later.ts';
import { App } from './App.tsx';
import { PageTheme } from './PageTheme.tsx';
import '#ui/kit/style/base.css';
import '#ui/kit/style/button.css';
import './interRest.css';

/** What is kept is fetched with low priority: the sooner it begins, the sooner the page works without a network. */
const KEEP_AFTER_MS = 250;

/**
 * Puts the panels around the picture, in place of the empty page.
 * @param problem why the document that the address or the browser holds could not be opened, or null
 */
export function start(scene: MountedScene | null, problem: string | null): void {
  watchStyles();
  if (problem !== null) say(problem);
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <PageTheme>
        <Boundary what="The page">
          <App picture={scene} />
        </Boundary>
      </PageTheme>
    </StrictMode>,
  );
  // What is typed and not left yet counts, as when it is left: a reload tells no field.
  window.addEventListener('pagehide', () => (document.activeElement as HTMLElement | null)?.blur());
  onWorkersBlocked(() =>
    notify({
      id: 'workers',
      text: 'This browser starts no web workers: what they would compute is computed in the page itself, which stands still meanwhile. Molecular dynamics cannot be run.',
    }),
  );
  whenIdle(async () => {
    const { keepOffline } = await import('#app/offline/keepOffline.ts');
    await keepOffline();
  }, KEEP_AFTER_MS);
}
