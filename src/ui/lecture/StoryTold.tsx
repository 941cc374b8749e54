import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Model } from '#app/document/model.ts';
import { goTo, type Playing } from '#app/story/playing.ts';
import { fillScreen } from '#ui/kit/fullScreen.ts';
import { Blank, Clock, Laser } from './Aids.tsx';
import { StepControl } from './StepControl.tsx';
import { StepMotion } from './StepMotion.tsx';
import { StepNumbers } from './StepNumbers.tsx';
import { Questions, Sources } from './StepQuestions.tsx';
import { Words } from './Words.tsx';
import './present.css';

export interface StoryToldProps {
  /** Null until the story is there. */
  readonly now: Playing | null;
  readonly model: Model;
  /** Stands beside the title of the story. */
  readonly head?: ReactNode;
  /** Absent where there is nothing to go back to. */
  readonly onEnd?: () => void;
  /** Stands below all else. */
  readonly foot?: ReactNode;
}

/** What is said on a step, the way through the story, and the aids of a lecturer. */
export function StoryTold({ now, model, head, onEnd, foot }: StoryToldProps) {
  const [isBlank, setBlank] = useState(false);
  const [hasLaser, setLaser] = useState(false);
  const [hasClock, setClock] = useState(false);
  const [refused, setRefused] = useState(false);
  const fill = () =>
    void fillScreen(!document.fullscreenElement).then((isDone) => setRefused(!isDone));
  const onKey = useEffectEvent((e: KeyboardEvent) => {
    const { target } = e;
    // Sliders and lists use keys themselves, but a remote always steps, whatever has the focus.
    const isRemote = e.key === 'PageDown' || e.key === 'PageUp';
    const field = target instanceof HTMLElement ? target.closest('input, select') : null;
    // A slider takes arrows and ends, no letters.
    const isSlider = field instanceof HTMLInputElement && field.type === 'range';
    if (field !== null && !isRemote && !(isSlider && !e.key.startsWith('Arrow'))) return;
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (isBlank) setBlank(false);
    else if (!press(e)) return;
    e.preventDefault();
  });
  /** @returns whether the key means something here */
  const press = (e: KeyboardEvent): boolean => {
    const at = now?.at ?? 0;
    // In the picture the arrows turn it. A presenter's remote sends PageUp and PageDown.
    const isPicture = e.target instanceof HTMLElement && e.target.matches('[role="application"]');
    if (e.key === 'PageDown' || (e.key === 'ArrowRight' && !isPicture)) goTo(at + 1);
    else if (e.key === 'PageUp' || (e.key === 'ArrowLeft' && !isPicture)) goTo(at - 1);
    // Some remotes send a full stop.
    else if (e.key === 'b' || e.key === '.') setBlank(true);
    else if (e.key === 'l') setLaser((on) => !on);
    else if (e.key === 't') setClock((on) => !on);
    else if (e.key === 'f') fill();
    else return false;
    return true;
  };
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = now !== null;
  useEffect(() => {
    if (isThere) heading.current?.focus();
  }, [isThere]);
  if (now === null) return <section className="story" aria-label="Presentation" />;
  const { story, at } = now;
  const step = story.steps[at]!;
  const last = story.steps.length - 1;
  return (
    <section className="story" aria-label="Presentation">
      <div className="of">
        <h1>{story.title}</h1>
        {head}
      </div>
      <div className="step" aria-live="polite">
        <h2 ref={heading} tabIndex={-1}>
          {step.title}
        </h2>
        <StepNumbers
          names={step.numbers ?? []}
          model={model}
          areMoving={step.motion?.kind === 'glide'}
        />
        {/* Before the text: on a small screen what is tried out must be in sight. */}
        {step.motion && <StepMotion key={at} motion={step.motion} />}
        {step.control && <StepControl key={at} control={step.control} model={model} />}
        {(step.text ?? []).map((line, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two paragraphs may say the same, and none moves
          <p key={`${at} ${k}`}>
            <Words text={line} />
          </p>
        ))}
        <Questions key={`${at} questions`} questions={step.questions ?? []} />
        {at === last && <Sources sources={story.sources ?? []} />}
      </div>
      <div className="way">
        <nav aria-label="Steps of the story">
          <button
            type="button"
            className="button"
            disabled={at === 0}
            title="Page up"
            onClick={() => goTo(at - 1)}
          >
            Back
          </button>
          <span>
            {at + 1} of {last + 1}
          </span>
          <button
            type="button"
            className="button"
            disabled={at === last}
            title="Page down"
            onClick={() => goTo(at + 1)}
          >
            Next
          </button>
          {onEnd !== undefined && (
            <button type="button" className="button quiet" title="Escape" onClick={onEnd}>
              End
            </button>
          )}
          {hasClock && <Clock />}
        </nav>
        <details className="aids">
          <summary>For the room</summary>
          <div>
            <button type="button" className="button" onClick={fill}>
              Full screen (F)
            </button>
            <button
              type="button"
              className="button"
              aria-pressed={hasLaser}
              onClick={() => setLaser(!hasLaser)}
            >
              Laser dot (L)
            </button>
            <button
              type="button"
              className="button"
              aria-pressed={hasClock}
              onClick={() => setClock(!hasClock)}
            >
              Clock (T)
            </button>
            <button type="button" className="button" onClick={() => setBlank(true)}>
              Blank screen (B)
            </button>
          </div>
        </details>
      </div>
      <p className="under refused" role="status">
        {refused &&
          'This browser does not let a page fill the screen: use its own key, mostly F11.'}
      </p>
      {foot}
      {hasLaser && <Laser />}
      {isBlank && <Blank onEnd={() => setBlank(false)} />}
    </section>
  );
}
