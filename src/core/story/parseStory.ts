import { EpistackError } from '#core/errors.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { bad, list, real, record, text } from '#core/recipe/parseField.ts';
import { PRESETS } from '#core/recipe/presets/presets.ts';
import { parseChange } from './parseChange.ts';
import { parseMarks } from './parseMarks.ts';
import { oneOf, SEEN_FIELDS, type SettingCheck, seenFields } from './parseSeen.ts';
import {
  MOST_STORY_STEPS,
  SLIDER_SUBJECTS,
  type SliderSubject,
  type Story,
  type StoryControl,
  type StoryMotion,
  type StoryQuestion,
  type StorySource,
  type StoryStart,
  type StoryStep,
} from './story.ts';
import { inStep, optional, pair, present, texts } from './storyField.ts';
import { isStoryNumber, NUMBER_NAMES } from './storyNumbers.ts';

/** Limits of a story: what a person can follow, and a file that a page reads without delay. */
const MOST = {
  paragraphs: 12,
  letters: 1500,
  numbers: 8,
  changes: 20,
  questions: 12,
  sources: 30,
} as const;

/**
 * Checks an untrusted value field by field; unknown fields are refused, so that a typing error is not silently ignored.
 * @throws `story` naming step and field and what it should hold
 */
export function parseStory(value: unknown, settings: SettingCheck): Story {
  const o = inStep(null, () => {
    version(value);
    return record(value, 'story', ['epistackStory', 'title', 'about', 'sources', 'steps']);
  });
  const head = inStep(null, () => ({
    title: text(o['title'], 'title'),
    ...present({
      about: optional(o['about'], (v) => text(v, 'about', MOST.letters)),
      sources: optional(o['sources'], sources),
    }),
    steps: list(o['steps'], 'steps', 1, MOST_STORY_STEPS),
  }));
  return {
    epistackStory: 1,
    ...head,
    steps: head.steps.map((s, i) => inStep(i + 1, () => step(s, i === 0, settings))),
  };
}

/** @throws `story` for a text that is no story, or no JSON at all */
export function storyOfText(json: string, settings: SettingCheck): Story {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new EpistackError({
      code: 'story',
      step: null,
      field: 'file',
      expected: 'JSON (is it cut off, or is a comma missing?)',
    });
  }
  return parseStory(value, settings);
}

function version(value: unknown): void {
  const found = (value as { epistackStory?: unknown } | null)?.epistackStory;
  if (found === 1) return;
  if (typeof found === 'number' && found > 1)
    throw bad(
      'epistackStory',
      `version 1 (this is ${found}: it was made by a newer Epistack; reload the page, or update)`,
    );
  throw bad('epistackStory', '1, the version of the story');
}

const sources = (value: unknown): readonly StorySource[] =>
  list(value, 'sources', 0, MOST.sources).map((s, i) => {
    const at = `sources[${i}]`;
    const o = record(s, at, ['text', 'doi']);
    return {
      text: text(o['text'], `${at}.text`, MOST.letters),
      ...present({ doi: optional(o['doi'], (v) => doi(v, `${at}.doi`)) }),
    };
  });

function doi(value: unknown, at: string): string {
  const found = text(value, at);
  if (!/^10\.\d{4,9}\/[\w.;()/:<>-]+$/.test(found))
    throw bad(at, 'a DOI without address, such as 10.1063/1.96206');
  return found;
}

function step(value: unknown, isFirst: boolean, settings: SettingCheck): StoryStep {
  const o = record(value, 'step', [
    'title',
    'text',
    'start',
    'changes',
    ...SEEN_FIELDS,
    'marks',
    'numbers',
    'motion',
    'control',
    'questions',
  ]);
  if (isFirst && o['start'] === undefined)
    throw bad('start', 'a preset or a recipe: the first step has nothing before it');
  return {
    title: text(o['title'], 'title'),
    ...present({
      text: optional(o['text'], (v) => texts(v, 'text', MOST.paragraphs, MOST.letters)),
      start: optional(o['start'], start),
      changes: optional(o['changes'], (v) =>
        list(v, 'changes', 0, MOST.changes).map((c, i) => parseChange(c, `changes[${i}]`)),
      ),
      ...seenFields(o, settings),
      marks: optional(o['marks'], (v) => parseMarks(v, 'marks')),
      numbers: optional(o['numbers'], numbers),
      motion: optional(o['motion'], motion),
      control: optional(o['control'], control),
      questions: optional(o['questions'], questions),
    }),
  };
}

function start(value: unknown): StoryStart {
  const o = record(value, 'start', ['preset', 'recipe']);
  if (o['recipe'] !== undefined && o['preset'] !== undefined)
    throw bad('start', 'a preset or a recipe, not both');
  if (o['recipe'] !== undefined)
    return { recipe: inField('start', () => parseRecipe(o['recipe'])) };
  const preset = text(o['preset'], 'start.preset');
  if (!PRESETS.some((p) => p.id === preset))
    throw bad('start.preset', `a preset that there is (${PRESETS.map((p) => p.id).join(', ')})`);
  return { preset };
}

/** Fields of a document within a story are named from the step. */
function inField<T>(at: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof EpistackError && error.failure.code === 'recipe')
      throw bad(`${at}.${error.failure.field}`, error.failure.expected);
    throw error;
  }
}

const numbers = (value: unknown): readonly string[] =>
  texts(value, 'numbers', MOST.numbers, 60).map((name, i) => {
    if (!isStoryNumber(name))
      throw bad(`numbers[${i}]`, `one of ${NUMBER_NAMES.join(', ')}, or contact:Cs-S for a pair`);
    return name;
  });

function motion(value: unknown): StoryMotion {
  const { kind } = record(value, 'motion', null);
  if (kind === 'play') {
    record(value, 'motion', ['kind']);
    return { kind };
  }
  if (kind !== 'glide') throw bad('motion.kind', '"play" or "glide"');
  const o = record(value, 'motion', ['kind', 'by', 'seconds']);
  return {
    kind,
    by: pair(o['by'], 'motion.by', -10, 10),
    seconds: real(o['seconds'] ?? 6, 'motion.seconds', 1, 60),
  };
}

function control(value: unknown): StoryControl {
  const { kind } = record(value, 'control', null);
  if (kind === 'critical-thickness') {
    record(value, 'control', ['kind']);
    return { kind };
  }
  if (kind !== 'slider') throw bad('control.kind', '"critical-thickness" or "slider"');
  const o = record(value, 'control', ['kind', 'of', 'from', 'to']);
  const of: SliderSubject = oneOf(o['of'], 'control.of', SLIDER_SUBJECTS);
  const from = real(o['from'], 'control.from', 0, 500);
  const to = real(o['to'], 'control.to', 0, 500);
  if (to <= from) throw bad('control.to', `a number above ${from}, where the slider begins`);
  return { kind, of, from, to };
}

const questions = (value: unknown): readonly StoryQuestion[] =>
  list(value, 'questions', 0, MOST.questions).map((q, i) => {
    const at = `questions[${i}]`;
    const o = record(q, at, ['ask', 'answer']);
    return {
      ask: text(o['ask'], `${at}.ask`, MOST.letters),
      answer: text(o['answer'], `${at}.answer`, MOST.letters),
    };
  });
