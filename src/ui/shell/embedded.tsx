import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Model } from '#app/document/model.ts';
import { lendSettings } from '#app/look/lending.ts';
import { shownAtoms } from '#app/player/shownAtoms.ts';
import { embeddedLook, embeddedView } from '#app/shell/embedded.ts';
import { lectureStore } from '#app/story/lecture.ts';
import { settingsAsked } from '#app/story/storySettings.ts';
import { type StoryView, VIEWS_ALONG } from '#core/story/story.ts';
import type { MountedScene } from '#render/scene/mountScene.tsx';
import type { SceneHandle } from '#render/types.ts';
import { Boundary } from '#ui/kit/boundary/Boundary.tsx';
import { Viewport } from '#ui/look/Viewport.tsx';
import { Scrub } from '#ui/player/PlayerScrub.tsx';
import { PlayerTransport } from '#ui/player/PlayerTransport.tsx';
import { builtFeed } from '#ui/player/playerFeed.ts';
import { useRecordedRun } from '#ui/player/useRecordedRun.ts';
import { useDerived, usePlayer } from '#ui/state/hooks.ts';
import { PageTheme } from './PageTheme.tsx';
import '#ui/kit/style/base.css';
import '#ui/kit/style/button.css';
import '#ui/player/player.css';
import './embedded.css';
import './interRest.css';

/** The picture alone, for a frame in another page: it turns, plays where it has frames, and leads to the whole page. */
export function start(scene: MountedScene | null, problem: string | null): void {
  lendSettings(settingsAsked(embeddedLook));
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <PageTheme>
        <Boundary what="The picture">
          <Embedded picture={scene} problem={problem} />
        </Boundary>
      </PageTheme>
    </StrictMode>,
  );
}

const along = VIEWS_ALONG.find((name) => name === embeddedView);
/** The view that is asked for stands above that of the link. */
const asked = (): StoryView | null =>
  along === undefined ? lectureStore.getState().view : { along };

function Embedded(props: {
  readonly picture: MountedScene | null;
  readonly problem: string | null;
}) {
  const { picture, problem } = props;
  const { model } = useDerived();
  const [handle, setHandle] = useState<SceneHandle | null>(null);
  const [view] = useState(asked);
  if (problem !== null || model === null)
    return (
      <p role="alert" className="embedded-problem">
        {problem ?? 'Building …'}
      </p>
    );
  return (
    <div className="app">
      <Viewport
        scene={picture}
        handle={handle}
        shown={shownAtoms(model, null, '')}
        feed={builtFeed}
        asked={view}
        isLecture={false}
        finding={false}
        onReady={(ready) => {
          setHandle(ready);
          document.documentElement.dataset['ready'] = 'true';
          // As on the whole page: tests ask where an atom is drawn.
          Object.assign(window, { epistackScene: ready });
        }}
      />
      <WheelHint />
      <EmbeddedBar model={model} />
    </div>
  );
}

const HINT_MS = 1800;
const KEY = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '') ? '⌘' : 'Ctrl';

/** In a frame the wheel scrolls the page around it; with Ctrl or ⌘, as of a pinch, it zooms. */
function WheelHint() {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onWheel = (e: WheelEvent) => {
      if (window.parent === window || e.ctrlKey || e.metaKey) return;
      // The picture does not hear of it, and so does not keep it from the page around.
      e.stopPropagation();
      if (!(e.target instanceof Element && e.target.closest('.canvas'))) return;
      setIsShown(true);
      clearTimeout(timer);
      timer = setTimeout(() => setIsShown(false), HINT_MS);
    };
    const heard = { capture: true, passive: true };
    window.addEventListener('wheel', onWheel, heard);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('wheel', onWheel, heard);
    };
  }, []);
  return (
    <p role="status" className="wheel-hint">
      {isShown && `${KEY} + wheel zooms`}
    </p>
  );
}

function EmbeddedBar({ model }: { readonly model: Model }) {
  const hasFrames = useRecordedRun(model, true);
  const isReady = usePlayer((p) => p.status === 'ready');
  return (
    <section className="player" aria-label={hasFrames ? 'Trajectory' : 'Source'}>
      {hasFrames && isReady && <Scrub />}
      <div className="bar">
        {hasFrames && <PlayerTransport />}
        <span className="spacer" />
        <a href={location.pathname + location.hash} target="_blank" rel="noreferrer">
          {model.report.title} in Epistack
        </a>
      </div>
    </section>
  );
}
