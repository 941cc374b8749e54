import { useEffect, useRef } from 'react';
import type { Chapter } from './story.ts';
import './present.css';

interface PresentProps {
  readonly title: string;
  readonly chapters: readonly Chapter[];
  readonly at: number;
  readonly onMove: (at: number) => void;
  readonly onEnd: () => void;
}

/** A lecture: the picture fills the screen, the story stands in its left third. */
export function Present({ title, chapters, at, onMove, onEnd }: PresentProps) {
  const chapter = chapters[at]!;
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      // A presenter's remote sends PageUp and PageDown.
      if (e.key === 'PageDown') onMove(Math.min(chapters.length - 1, at + 1));
      else if (e.key === 'PageUp') onMove(Math.max(0, at - 1));
      else return;
      e.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [chapters.length, at, onMove]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="story" aria-label="Presentation">
      <h1 className="of">{title}</h1>
      <div aria-live="polite">
        <h2 ref={heading} tabIndex={-1}>
          {chapter.title}
        </h2>
        <dl>
          {chapter.numbers.map(({ value, of }) => (
            <div key={of}>
              <dd>{value}</dd>
              <dt>{of}</dt>
            </div>
          ))}
        </dl>
        {chapter.text.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <nav aria-label="Chapters">
        <button
          type="button"
          className="button"
          disabled={at === 0}
          title="Page up"
          onClick={() => onMove(at - 1)}
        >
          Back
        </button>
        <span>
          {at + 1} of {chapters.length}
        </span>
        <button
          type="button"
          className="button"
          disabled={at === chapters.length - 1}
          title="Page down"
          onClick={() => onMove(at + 1)}
        >
          Next
        </button>
        <button type="button" className="button quiet" title="Escape" onClick={onEnd}>
          End
        </button>
      </nav>
    </section>
  );
}
