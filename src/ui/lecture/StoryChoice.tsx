import { useStore } from 'zustand';
import { lectureStore, OWN_STORY, present } from '#app/story/lecture.ts';
import { SHIPPED_STORIES } from '#app/story/stories.ts';

/** Which story is told. */
export function StoryChoice() {
  const { wanted, given } = useStore(lectureStore);
  return (
    <select
      className="select"
      aria-label="Story"
      value={given === null ? wanted : GIVEN}
      onChange={(e) => present(e.target.value)}
    >
      {given !== null && <option value={GIVEN}>{given.story.title || 'The opened story'}</option>}
      <option value={OWN_STORY}>This document</option>
      {SHIPPED_STORIES.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}

const GIVEN = 'given';
