import { useState } from 'react';
import { useStore } from 'zustand';
import type { Model } from '#app/document/model.ts';
import { shownAtoms } from '#app/player/shownAtoms.ts';
import { lectureStore } from '#app/story/lecture.ts';
import { playingStore } from '#app/story/playing.ts';
import type { MountedScene } from '#render/scene/mountScene.tsx';
import type { SceneHandle } from '#render/types.ts';
import { Boundary } from '#ui/kit/boundary/Boundary.tsx';
import { StoryTold } from '#ui/lecture/StoryTold.tsx';
import { Viewport } from '#ui/look/Viewport.tsx';
import { Scrub } from '#ui/player/PlayerScrub.tsx';
import { PlayerTransport } from '#ui/player/PlayerTransport.tsx';
import { builtFeed } from '#ui/player/playerFeed.ts';
import { useRecordedRun } from '#ui/player/useRecordedRun.ts';
import { useDerived, usePlayer } from '#ui/state/hooks.ts';
import '#ui/player/player.css';

interface StoryPageProps {
  /** Null without WebGL 2. */
  readonly picture: MountedScene | null;
  /** Why the story cannot be told, or null. */
  readonly problem: string | null;
  /** Licences of all that the file contains. */
  readonly notices: string;
}

/** The picture and what is said of it, as in Present, and nothing else. */
export function StoryPage({ picture, problem, notices }: StoryPageProps) {
  const { model, problem: notBuilt } = useDerived();
  const now = useStore(playingStore, (s) => s.now);
  const { view, isMoving } = useStore(lectureStore);
  const [handle, setHandle] = useState<SceneHandle | null>(null);
  const said = problem ?? notBuilt;
  if (said !== null || model === null)
    return (
      <p role="alert" className="embedded-problem">
        {said ?? 'Building …'}
      </p>
    );
  return (
    <div className={isMoving ? 'app presenting moving' : 'app presenting'}>
      <StoryTold now={now} model={model} foot={<AboutFile notices={notices} />} />
      <Boundary what="The picture" className="view">
        <Viewport
          scene={picture}
          handle={handle}
          shown={shownAtoms(model, null, '')}
          feed={builtFeed}
          asked={view}
          isLecture
          finding={false}
          onReady={(ready) => {
            setHandle(ready);
            document.documentElement.dataset['ready'] = 'true';
          }}
        />
      </Boundary>
      <RunBar model={model} isMoving={isMoving} />
    </div>
  );
}

function RunBar({ model, isMoving }: { readonly model: Model; readonly isMoving: boolean }) {
  const hasFrames = useRecordedRun(model, isMoving);
  const isReady = usePlayer((p) => p.status === 'ready');
  if (!hasFrames) return null;
  return (
    <section className="player" aria-label="Trajectory">
      {isReady && <Scrub />}
      <div className="bar">
        <PlayerTransport />
      </div>
    </section>
  );
}

function AboutFile({ notices }: { readonly notices: string }) {
  return (
    <details className="about-file">
      <summary>About this file</summary>
      <p>
        Made with Epistack. It is whole in itself: it loads nothing and keeps nothing. It may be
        copied and passed on together with the notices of what it contains.
      </p>
      <pre>{notices}</pre>
    </details>
  );
}
