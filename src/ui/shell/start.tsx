import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { MountedScene } from '#render/scene/mountScene.tsx';
import { App } from './App.tsx';
import { PageTheme } from './PageTheme.tsx';
import './interRest.css';
import './styles.css';

/**
 * Puts the panels around the picture, in place of the empty page.
 * @param problem why the document that the address or the browser holds could not be opened, or null
 */
export function start(scene: MountedScene | null, problem: string | null): void {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <PageTheme>
        <App picture={scene} startProblem={problem} />
      </PageTheme>
    </StrictMode>,
  );
}
