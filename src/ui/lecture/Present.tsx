import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { ownMarks } from '#app/document/marks/marks.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { storyMarksOf } from '#app/document/marks/storyMarks.ts';
import type { Model } from '#app/document/model.ts';
import { isRecorded } from '#app/player/recorded.ts';
import { openPlace } from '#app/shell/places.ts';
import { holdMessages, say } from '#app/shell/toasts.ts';
import { lectureStore } from '#app/story/lecture.ts';
import { endStory, playingStore, tell } from '#app/story/playing.ts';
import { shippedStory } from '#app/story/stories.ts';
import { rewrite } from '#app/story/writing.ts';
import { documentStory } from '#core/story/documentStory.ts';
import { StoryChoice } from './StoryChoice.tsx';
import { StoryTold } from './StoryTold.tsx';

export interface PresentProps {
  readonly model: Model;
  readonly onEnd: () => void;
}

/** A lecture: the picture fills the screen, the story stands in its left third. */
export function Present({ model, onEnd }: PresentProps) {
  const now = useStore(playingStore, (s) => s.now);
  const { wanted, given } = useStore(lectureStore);
  // Of the document as it was when the lecture began: what a step shows is not the document.
  const [own] = useState(() => {
    const { recipe, structure } = model.built;
    const marks = storyMarksOf(ownMarks(), markedAtoms(structure.numbers, recipe));
    return documentStory(model, isRecorded(recipe), marks);
  });
  useEffect(() => {
    let isOver = false;
    const begin = async () => {
      const story = given?.story ?? (await shippedStory(wanted)) ?? own;
      if (!isOver) tell(story, given?.at);
    };
    void begin().catch((error: unknown) => {
      if (isOver) return;
      say(`This story cannot be shown: ${error instanceof Error ? error.message : String(error)}`);
      onEnd();
    });
    return () => {
      isOver = true;
    };
  }, [wanted, given, own, onEnd]);
  useEffect(() => endStory, []);
  useEffect(holdMessages, []);
  return (
    <StoryTold
      now={now}
      model={model}
      onEnd={onEnd}
      head={
        now !== null && (
          <>
            <StoryChoice />
            <button
              type="button"
              className="button"
              title="Take this story into the editor: change its steps, save it, share it"
              onClick={() => {
                rewrite(now.story);
                onEnd();
                openPlace('story');
              }}
            >
              Edit
            </button>
          </>
        )
      }
    />
  );
}
