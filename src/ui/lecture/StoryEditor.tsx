import { useEffect, useId, useState } from 'react';
import { useStore } from 'zustand';
import { derivedStore } from '#app/document/derive.ts';
import { documentStore, shown } from '#app/document/document.ts';
import { marksNow } from '#app/document/marks/marks.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { storyMarksOf } from '#app/document/marks/storyMarks.ts';
import { say } from '#app/shell/toasts.ts';
import { presentGiven } from '#app/story/lecture.ts';
import { seenNow } from '#app/story/seenNow.ts';
import {
  addStep,
  editStep,
  moveStep,
  redoWriting,
  removeStep,
  startOver,
  undoWriting,
  write,
  writingStore,
} from '#app/story/writing.ts';
import { fileStem } from '#core/recipe/documentName.ts';
import { stepFaults } from '#core/story/formula/formulasIn.ts';
import type { StoryStep } from '#core/story/story.ts';
import { NUMBER_NAMES, storyNumber } from '#core/story/storyNumbers.ts';
import { CloseButton } from '#ui/kit/overlay/Dialog.tsx';
import { saveText } from '#ui/kit/saveFile.ts';
import { saveHtml } from './saveHtml.ts';
import './editor.css';

export interface StoryEditorProps {
  readonly onClose: () => void;
}

/** A longer address is cut off by some mail programs and chats. */
const LONGEST_LINK = 4000;

/** A story is written beside the picture: each step is what is shown when it is added. */
export function StoryEditor({ onClose }: StoryEditorProps) {
  const { past, story, future } = useStore(writingStore);
  const title = useId();
  const isEmpty = story.steps.length === 0;
  // What is being typed is written when its field is left, and a reload leaves none.
  useEffect(() => {
    const leave = () =>
      document.activeElement instanceof HTMLElement && document.activeElement.blur();
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, []);
  const add = () => {
    const recipe = shown(documentStore.getState());
    const numbers = derivedStore.getState().model?.built.structure.numbers ?? [];
    addStep(recipe, seenNow(), storyMarksOf(marksNow(), markedAtoms(numbers, recipe)));
  };
  return (
    <section className="editor" aria-label="Story">
      <header>
        <h2>Story</h2>
        <span>
          <button
            type="button"
            className="button quiet"
            aria-label="Undo in the story"
            disabled={past.length === 0}
            onClick={undoWriting}
          >
            ↶
          </button>
          <button
            type="button"
            className="button quiet"
            aria-label="Redo in the story"
            disabled={future.length === 0}
            onClick={redoWriting}
          >
            ↷
          </button>
          <CloseButton onClose={onClose} />
        </span>
      </header>
      <label htmlFor={title}>Title</label>
      <TextField
        id={title}
        value={story.title}
        onWrite={(t) => write((s) => ({ ...s, title: t }))}
      />
      <ol>
        {story.steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other name, and its fields follow the store
          <StepFields key={i} step={step} at={i} count={story.steps.length} />
        ))}
      </ol>
      {isEmpty && (
        <p className="about">
          A step is what the picture shows: the stack, the view and the look. Add one, change
          something, and add the next.
        </p>
      )}
      {/* Always in reach, however long the story is. */}
      <div className="row reach">
        <button type="button" className="button primary" onClick={add}>
          Add this view as a step
        </button>
        <button
          type="button"
          className="button"
          disabled={isEmpty}
          onClick={() => presentGiven(story)}
        >
          Preview
        </button>
      </div>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={isEmpty}
          onClick={() =>
            saveText(`${fileStem(story.title)}.story.json`, `${JSON.stringify(story, null, 2)}\n`)
          }
        >
          Save as a file
        </button>
        <button
          type="button"
          className="button"
          disabled={isEmpty}
          title="Picture, text and licences in one file, which opens without server and network"
          onClick={() => void saveHtml(story)}
        >
          Save as one HTML
        </button>
        <button type="button" className="button" disabled={isEmpty} onClick={() => void copyLink()}>
          Copy link
        </button>
        <button
          type="button"
          className="button quiet"
          disabled={isEmpty}
          title="Undo brings it back"
          onClick={() => {
            startOver();
            say('The story is empty: ↶ above brings it back.');
          }}
        >
          Start over
        </button>
      </div>
      <p className="about">
        Drop the file on this page to open it again. Kept in this browser. The HTML tells the story
        by itself: from a disk, a mail or a course, with no server.
      </p>
    </section>
  );
}

async function copyLink(): Promise<void> {
  const { packedStory } = await import('#engines/zip/packedStory.ts');
  const link = `${location.href.split('#')[0]}${packedStory(writingStore.getState().story)}`;
  if (link.length > LONGEST_LINK) {
    say(
      `This story makes a link of ${link.length} characters, which some programs cut off: save it as a file instead.`,
    );
    return;
  }
  try {
    await navigator.clipboard.writeText(link);
    say('Link copied: it holds the whole story.');
  } catch {
    say('This browser does not let a page copy: save the story as a file instead.');
  }
}

/** A field that is one step of the history when it is left. */
function TextField(props: {
  readonly id: string;
  readonly value: string;
  readonly lines?: number;
  readonly disabled?: boolean;
  readonly onType?: (text: string) => void;
  readonly onWrite: (text: string) => void;
}) {
  const { id, value, lines, disabled, onType, onWrite } = props;
  const field = {
    id,
    key: value,
    className: 'field',
    defaultValue: value,
    disabled,
    onInput: (e: { readonly currentTarget: { readonly value: string } }) =>
      onType?.(e.currentTarget.value),
    onBlur: (e: { readonly target: { readonly value: string } }) => {
      if (e.target.value !== value) onWrite(e.target.value);
    },
  };
  const { key, ...rest } = field;
  return lines === undefined ? (
    <input key={key} {...rest} maxLength={200} />
  ) : (
    <textarea key={key} {...rest} rows={lines} maxLength={6000} />
  );
}

function StepFields(props: {
  readonly step: StoryStep;
  readonly at: number;
  readonly count: number;
}) {
  const { step, at, count } = props;
  const id = useId();
  const { story } = writingStore.getState();
  const [question] = step.questions ?? [];
  // What is being typed: nothing below moves when its field is left, so that the click that leaves it counts.
  const [typed, setTyped] = useState<StoryStep>(step);
  useEffect(() => setTyped(step), [step]);
  const isAsked = (typed.questions ?? []).length > 0;
  return (
    <li>
      <div className="row">
        <label htmlFor={`${id}-title`}>Step {at + 1}</label>
        <span className="spacer" />
        <button
          type="button"
          className="button quiet small"
          aria-label={`Move step ${at + 1} up`}
          disabled={at === 0}
          onClick={() => moveStep(at, -1)}
        >
          ↑
        </button>
        <button
          type="button"
          className="button quiet small"
          aria-label={`Move step ${at + 1} down`}
          disabled={at === count - 1}
          onClick={() => moveStep(at, 1)}
        >
          ↓
        </button>
        <button
          type="button"
          className="button quiet small"
          aria-label={`Preview step ${at + 1}`}
          onClick={() => presentGiven(story, at)}
        >
          ▷
        </button>
        <button
          type="button"
          className="button quiet small"
          aria-label={`Delete step ${at + 1}`}
          onClick={() => removeStep(at)}
        >
          ✕
        </button>
      </div>
      <TextField
        id={`${id}-title`}
        value={step.title}
        onWrite={(title) => editStep(at, { title })}
      />
      <label htmlFor={`${id}-text`}>Text, a paragraph a line; formulas between $</label>
      <TextField
        id={`${id}-text`}
        lines={3}
        value={(step.text ?? []).join('\n')}
        onType={(text) => setTyped({ ...typed, text: paragraphs(text) })}
        onWrite={(text) => editStep(at, { text: paragraphs(text) })}
      />
      <label htmlFor={`${id}-number`}>Number to show</label>
      <select
        id={`${id}-number`}
        className="select"
        value={step.numbers?.[0] ?? ''}
        onChange={(e) => editStep(at, { numbers: e.target.value === '' ? [] : [e.target.value] })}
      >
        <option value="">none</option>
        {NUMBER_NAMES.map((name) => (
          <option key={name} value={name}>
            {storyNumber(name)!.label}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-ask`}>Question</label>
      <TextField
        id={`${id}-ask`}
        value={question?.ask ?? ''}
        onType={(ask) => setTyped({ ...typed, questions: asked(ask, question?.answer ?? '') })}
        onWrite={(ask) => editStep(at, { questions: asked(ask, question?.answer ?? '') })}
      />
      <label htmlFor={`${id}-answer`}>Its answer</label>
      <TextField
        id={`${id}-answer`}
        value={question?.answer ?? ''}
        disabled={!isAsked}
        onType={(answer) => setTyped({ ...typed, questions: asked(question?.ask ?? '', answer) })}
        onWrite={(answer) => editStep(at, { questions: asked(question?.ask ?? '', answer) })}
      />
      <div role="status">
        {stepFaults(typed).map((fault) => (
          <p key={fault} className="warn">
            {fault}
          </p>
        ))}
      </div>
    </li>
  );
}

/** The limits of a story: twelve paragraphs of 1,500 letters. */
const paragraphs = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, 1500))
    .filter((line) => line !== '')
    .slice(0, 12);

const asked = (ask: string, answer: string) => (ask.trim() === '' ? [] : [{ ask, answer }]);
