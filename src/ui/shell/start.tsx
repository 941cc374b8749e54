import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { say } from '#app/shell/toasts.ts';
import type { MountedScene } from '#render/scene/mountScene.tsx';
import { App } from './App.tsx';
import { PageTheme } from './PageTheme.tsx';
import '#ui/kit/style/base.css';
import '#ui/kit/style/button.css';
import './interRest.css';

/**
 * Puts the panels around the picture, in place of the empty page.
 * @param problem why the document that the address or the browser holds could not be opened, or null
 */
export function start(scene: MountedScene | null, problem: string | null): void {
  if (problem !== null) say(problem);
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <PageTheme>
        <App picture={scene} />
      </PageTheme>
    </StrictMode>,
  );
}
