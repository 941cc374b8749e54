import { createStore } from 'zustand/vanilla';
import { library } from '#app/document/library.ts';
import { DEFAULTS, type Session } from '#app/look/session.ts';
import { type LatticeSheet, NO_SHEET } from '#app/look/viewOnly.ts';
import { isSameStack } from '#core/recipe/hash.ts';
import { unchangedPreset } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { recipesOf } from '#core/story/playStory.ts';
import type {
  Story,
  StoryLook,
  StoryMarks,
  StoryStart,
  StoryStep,
  StoryView,
} from '#core/story/story.ts';
import { storyOf } from './readStory.ts';
import { STORY_SETTINGS } from './storySettings.ts';
import { overlayOf } from './storySheet.ts';

/** A story that is being written has no steps at first; all else of it is a story. */
export type Draft = Story;

const EMPTY: Draft = { epistackStory: 1, title: 'A story', steps: [] };

interface Writing {
  readonly past: readonly Draft[];
  readonly story: Draft;
  readonly future: readonly Draft[];
}

const KEY = 'epistack.story';
const MOST_STEPS = 100;

/** The story of an earlier visit, where there is one that can be read. */
function restored(): Draft {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === null ? EMPTY : storyOf(kept);
  } catch {
    return EMPTY;
  }
}

export const writingStore = createStore<Writing>()(() => ({
  past: [],
  story: restored(),
  future: [],
}));

writingStore.subscribe(({ story }) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(story));
  } catch {
    // Without storage the story lasts as long as the page.
  }
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

/** Settings that differ from the usual ones: a story does not say the rest. */
const lookOf = (session: Session): StoryLook =>
  Object.fromEntries(
    STORY_SETTINGS.flatMap((key) => {
      if (key === 'preset' || key === 'theme') return [];
      const value = session[key as keyof Session];
      return value === DEFAULTS[key as keyof Session] ? [] : [[key, value as string | number]];
    }),
  );

/** Adds what is shown now as the last step. */
export function addStep(
  recipe: Recipe,
  session: Session,
  view: StoryView | null,
  sheet: LatticeSheet = NO_SHEET,
  marks?: StoryMarks,
): void {
  write((story) => {
    const before = story.steps.length === 0 ? undefined : recipesOf(story, library).at(-1);
    const isSame = before !== undefined && isSameStack(before, recipe);
    const look = lookOf(session);
    const overlay = overlayOf(sheet);
    const step: StoryStep = {
      title: `Step ${story.steps.length + 1}`,
      text: [],
      ...(isSame ? {} : { start: startOf(recipe) }),
      ...(view !== null && { view }),
      ...(Object.keys(look).length > 0 && { look }),
      ...(overlay && { overlay }),
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
