import { commandsPage } from './commandsPage.ts';
import { formatsLine, formatsPage } from './formatsPage.ts';
import { inputSetsPage } from './inputSetsPage.ts';
import { presetsPage } from './presetsPage.ts';
import { storyEdits, storyNumbers } from './storiesPage.ts';

/** What is made from tables in the code: where it lies, and its text, from the text that lies there now. */
export const PAGES: ReadonlyMap<string, (now: string) => string> = new Map([
  ['docs/commands.md', commandsPage],
  ['docs/formats.md', formatsPage],
  ['docs/input-sets.md', inputSetsPage],
  ['docs/presets.md', presetsPage],
  [
    'docs/stories.md',
    (now: string) => between(between(now, 'edits', storyEdits()), 'numbers', storyNumbers()),
  ],
  ['README.md', (now: string) => between(now, 'formats', formatsLine())],
]);

/** The text with its part between two marks made anew. */
function between(text: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name}: made by \`npm run docs\` -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`no ${start} … ${end}`);
  return `${text.slice(0, from + start.length)}\n\n${part}\n\n${text.slice(to)}`;
}
