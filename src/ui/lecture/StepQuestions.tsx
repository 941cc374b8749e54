import type { StoryQuestion, StorySource } from '#core/story/story.ts';
import { Words } from './Words.tsx';

/** Questions whose answers open. */
export function Questions({ questions }: { readonly questions: readonly StoryQuestion[] }) {
  if (questions.length === 0) return null;
  return (
    <ol className="questions">
      {questions.map(({ ask, answer }) => (
        <li key={ask}>
          <p>
            <Words text={ask} />
          </p>
          {answer.trim() !== '' && (
            <details>
              <summary>Answer</summary>
              <p>
                <Words text={answer} />
              </p>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}

export function Sources({ sources }: { readonly sources: readonly StorySource[] }) {
  if (sources.length === 0) return null;
  return (
    <details className="sources">
      <summary>Sources</summary>
      <ul>
        {sources.map(({ text, doi }) => (
          <li key={text}>
            {text}
            {doi !== undefined && (
              <>
                {', '}
                <a href={`https://doi.org/${encodeURI(doi)}`} target="_blank" rel="noreferrer">
                  doi {doi}
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
