import { createStore } from 'zustand/vanilla';
import { library } from '#app/document/library.ts';
import { notify } from '#app/shell/notices.ts';
import { keepSteps, readTabCopy, writeTabCopy } from '#app/shell/tabCopy.ts';
import { say } from '#app/shell/toasts.ts';
import { isSameStack } from '#core/recipe/hash.ts';
import { DEFAULT_PRESET, unchangedPreset } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { recipesOf } from '#core/story/playStory.ts';
import {
  MOST_STORY_STEPS,
  type Story,
  type StoryMarks,
  type StorySeen,
  type StoryStart,
  type StoryStep,
} from '#core/story/story.ts';
import { storyOf } from './readStory.ts';

/** A story that is being written has no steps at first; all else of it is a story. */
export type Draft = Story;

const EMPTY: Draft = { epistackStory: 1, title: 'A story', steps: [] };

interface Writing {
  readonly past: readonly Draft[];
  readonly story: Draft;
  readonly future: readonly Draft[];
}

/** The story alone, as earlier versions kept it too. */
const KEY = 'epistack.story';
const HISTORY = 'epistack.storyHistory';
/** A story that could not be read, of a newer version perhaps, is put aside rather than overwritten. */
const ASIDE = 'epistack.storyUnreadable';
const AREAS = ['sessionStorage', 'localStorage'] as const;
const MOST_STEPS = 100;

const FIRST_STEP: StoryStep = { title: '', start: { preset: DEFAULT_PRESET.id } };

/** A story, or one without steps, which a file of a story may not be. @throws EpistackError */
function draftOf(value: unknown): Draft {
  const { steps } = { ...(value as Partial<Draft> | null) };
  if (!Array.isArray(steps) || steps.length > 0) return storyOf(JSON.stringify(value));
  return { ...storyOf(JSON.stringify({ ...(value as Draft), steps: [FIRST_STEP] })), steps: [] };
}

const drafts = (value: unknown): readonly Draft[] => {
  try {
    return Array.isArray(value) ? value.map(draftOf) : [];
  } catch {
    return [];
  }
};

/** What this tab wrote before a reload, else what was written last in this browser; each with its history. */
function restored(): Writing {
  for (const area of AREAS) {
    const kept = readTabCopy(area, KEY);
    if (kept === undefined) continue;
    try {
      const story = draftOf(kept);
      const { past, future } = { ...(readTabCopy(area, HISTORY) as Partial<Writing> | undefined) };
      return { past: drafts(past), story, future: drafts(future) };
    } catch {
      writeTabCopy(area, ASIDE, kept);
    }
  }
  return { past: [], story: EMPTY, future: [] };
}

export const writingStore = createStore<Writing>()(restored);

writingStore.subscribe(({ past, story, future }) => {
  const areKept = AREAS.map((area) => {
    if (!writeTabCopy(area, KEY, story)) return false;
    keepSteps({ past, future }, (steps) => writeTabCopy(area, HISTORY, steps));
    return true;
  });
  if (!areKept.includes(true)) tellStoryUnkept();
});

/** Without storage the story lasts as long as the page. */
const tellStoryUnkept = (): void =>
  notify({
    id: 'story-unkept',
    text: 'This browser has no room for the story, or keeps nothing here: it is gone when the tab is closed. Take it along by “Save as a file” or “Copy link”.',
  });

/** Makes another story of the one that is written, as one step that undo takes back. */
export function write(change: (story: Draft) => Draft): void {
  writingStore.setState(({ past, story }) => {
    const next = change(story);
    if (next === story) return {};
    return { past: [...past, story].slice(-MOST_STEPS), story: next, future: [] };
  });
}

export function undoWriting(): void {
  writingStore.setState(({ past, story, future }) => {
    const before = past.at(-1);
    return before === undefined
      ? {}
      : { past: past.slice(0, -1), story: before, future: [story, ...future] };
  });
}

export function redoWriting(): void {
  writingStore.setState(({ past, story, future }) => {
    const [next, ...rest] = future;
    return next === undefined ? {} : { past: [...past, story], story: next, future: rest };
  });
}

export const startOver = (): void => write(() => EMPTY);

/** Takes over a story to change it. */
export const rewrite = (story: Story): void => write(() => story);

/** A preset by its name, anything else whole. */
function startOf(recipe: Recipe): StoryStart {
  const preset = unchangedPreset(recipe);
  const isPreset = preset !== null && recipe.relaxed === undefined && recipe.freeze === undefined;
  return isPreset ? { preset: preset.id } : { recipe };
}

/** Adds what is shown now as the last step. */
export function addStep(recipe: Recipe, seen: StorySeen = {}, marks?: StoryMarks): void {
  write((story) => {
    if (story.steps.length >= MOST_STORY_STEPS) {
      say(`A story has at most ${MOST_STORY_STEPS} steps.`);
      return story;
    }
    const before = story.steps.length === 0 ? undefined : recipesOf(story, library).at(-1);
    const isSame = before !== undefined && isSameStack(before, recipe);
    const step: StoryStep = {
      title: `Step ${story.steps.length + 1}`,
      text: [],
      ...(isSame ? {} : { start: startOf(recipe) }),
      ...seen,
      ...(marks && { marks }),
    };
    return { ...story, steps: [...story.steps, step] };
  });
}

/** What is said on a step. */
export const editStep = (at: number, part: Partial<StoryStep>): void =>
  write((story) => ({
    ...story,
    steps: story.steps.map((s, i) => (i === at ? { ...s, ...part } : s)),
  }));

/** Every step with a start of its own, so that none depends on the one before it. */
function freed(story: Draft): readonly StoryStep[] {
  const recipes = recipesOf(story, library);
  return story.steps.map(({ changes: _, ...s }, i) => ({ ...s, start: startOf(recipes[i]!) }));
}

/** Steps that show what the step before shows need not say it. */
function joined(steps: readonly StoryStep[]): readonly StoryStep[] {
  return steps.map((step, i) => {
    const before = steps[i - 1]?.start;
    const { start, ...rest } = step;
    return before !== undefined && JSON.stringify(before) === JSON.stringify(start) ? rest : step;
  });
}

/** Moves a step up (−1) or down (+1): each keeps what it shows. */
export const moveStep = (at: number, by: -1 | 1): void =>
  write((story) => {
    const to = at + by;
    if (to < 0 || to >= story.steps.length) return story;
    const steps = [...freed(story)];
    const [moved] = steps.splice(at, 1);
    steps.splice(to, 0, moved!);
    return { ...story, steps: joined(steps) };
  });

/** Takes a step out: the others keep what they show. */
export const removeStep = (at: number): void =>
  write((story) => ({ ...story, steps: joined(freed(story).filter((_, i) => i !== at)) }));
