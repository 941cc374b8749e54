import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { watchDerived } from '#app/document/derive.ts';
import { carryRun } from '#app/player/recorded.ts';
import { tell } from '#app/story/playing.ts';
import { storyOf } from '#app/story/readStory.ts';
import { hasWebgl2, mountScene } from '#render/scene/mountScene.tsx';
import { mendLanguage } from '#ui/kit/language.ts';
import { PageTheme } from '#ui/shell/PageTheme.tsx';
import { StoryPage } from './StoryPage.tsx';
import '#ui/kit/style/tokens.css';
import '#ui/kit/style/base.css';
import '#ui/kit/style/button.css';
import '#ui/shell/frame.css';
import '#ui/shell/inter.css';
import './storyPage.css';

/** Tells the story that the file holds. @returns why it cannot, or null */
function begin(): string | null {
  try {
    for (const run of document.querySelectorAll<HTMLElement>('script[data-run]'))
      carryRun({ folder: run.dataset['run']!, base64: run.textContent! });
    const story = storyOf(textOf('story'));
    document.title = story.title;
    tell(story);
    return null;
  } catch (error) {
    return `This story cannot be shown: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const textOf = (id: string): string => document.getElementById(id)!.textContent!;

mendLanguage(navigator);
const problem = begin();
watchDerived();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <PageTheme>
      <StoryPage
        picture={hasWebgl2() ? mountScene() : null}
        problem={problem}
        notices={textOf('notices')}
      />
    </PageTheme>
  </StrictMode>,
);
