import { useEffect } from 'react';
import { useStore } from 'zustand';
import { playerStore, togglePlay } from '#app/player/player.ts';
import { glideStore, pauseGlide, startGlide } from '#app/story/glide.ts';
import { stepRecipe, tryOut } from '#app/story/playing.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { relativeShift } from '#core/recipe/recipe.ts';
import type { StoryMotion } from '#core/story/story.ts';
import { useMedia } from '#ui/kit/useMedia.ts';
import { usePlayer } from '#ui/state/hooks.ts';

const STILL = '(prefers-reduced-motion: reduce)';

/** What moves on a step: it begins by itself, unless motion is not wanted, and can be stopped. */
export function StepMotion({ motion }: { readonly motion: StoryMotion }) {
  return motion.kind === 'play' ? <Run /> : <Glide motion={motion} />;
}

function Run() {
  const still = useMedia(STILL);
  const isReady = usePlayer((p) => p.status === 'ready' && !p.isHeld);
  useEffect(() => {
    if (isReady && !still && !playerStore.getState().playing) togglePlay();
  }, [isReady, still]);
  return null;
}

function Glide({ motion }: { readonly motion: Extract<StoryMotion, { kind: 'glide' }> }) {
  const still = useMedia(STILL);
  const isOn = useStore(glideStore, (s) => s.isOn);
  useEffect(() => {
    if (!still) glide(motion);
    return pauseGlide;
  }, [motion, still]);
  return (
    <p>
      <button
        type="button"
        className="button"
        onClick={() => (isOn ? pauseGlide() : glide(motion))}
      >
        {isOn ? 'Stop the film' : 'Let the film glide'}
      </button>
    </p>
  );
}

function glide({ by, seconds }: Extract<StoryMotion, { kind: 'glide' }>): void {
  startGlide(by, seconds, ([a, b]) => {
    const recipe = stepRecipe();
    if (recipe?.steps[1]?.kind !== 'film') return;
    const [u, v] = relativeShift(recipe, { lower: 0, upper: 1 });
    tryOut(poseFilm(1, { shift: [u + a, v + b] }, true));
  });
}
