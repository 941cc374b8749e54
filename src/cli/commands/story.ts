import { readFileSync } from 'node:fs';
import { type Arguments, optional, RequestError, single } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { bundledPage, inRoot, STORY_PAGE } from '#cli/drawing/bundledPage.ts';
import { packagedLibrary } from '#cli/library.ts';
import { readStory } from '#cli/storyFile.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { checkWritable, draftFile } from '#cli/writing/draftFile.ts';
import { EpistackError } from '#core/errors.ts';
import { build } from '#core/recipe/build.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { playsRun, RECORDED_FOLDER } from '#core/story/carriedRun.ts';
import { stepFaults } from '#core/story/formula/formulasIn.ts';
import { recipesOf } from '#core/story/playStory.ts';
import type { Story } from '#core/story/story.ts';
import { storyNumber } from '#core/story/storyNumbers.ts';
import { storyHtml } from '#core/story/storyPage.ts';

const options = { html: 'string', json: 'boolean' } as const;
const help = `story FILE [--html OUT.html] [--json]
  Reads a story, builds every step and prints the numbers that it shows; what is wrong is named with step and
  field. FILE: a story as JSON (docs/stories.md), - for standard input, a link, or story:ID for one that comes
  with Epistack (story:six-numbers). --html writes it as one HTML file with picture, text, letters and licences:
  it opens from a disk or a mail, without server and network. A story that plays the recorded run carries its frames.
  film takes stories, too.`;

/** `epistack story`: what a story shows, and the story as one file. */
export const command = {
  name: 'story',
  summary: 'check a story, and write it as one HTML file that needs no server',
  options,
  help,
  run,
} satisfies Command;

function run(args: Arguments): CommandAnswer {
  const out = optional(args, 'html');
  if (out !== null) checkWritable(out);
  const story = readStory(single(args, 'FILE'));
  const steps = shownBy(story);
  const bytes = out === null ? null : writeHtml(story, out);
  const value = {
    title: story.title,
    steps,
    ...(bytes === null ? {} : { html: { path: out, bytes } }),
  };
  const lines = steps.map(({ title, atoms, numbers, faults }, i) =>
    [
      `${i + 1}. ${title} (${atoms} atoms)`,
      ...faults.map((fault) => `   ${fault}`),
      ...numbers.map((n) => `   ${n.label}: ${n.value ?? 'left out, this stack has none'}`),
    ].join('\n'),
  );
  const file =
    bytes === null ? '' : `${out}: ${Math.round(bytes / 1024).toLocaleString('en')} kB\n`;
  return { value, text: `${story.title}\n${lines.join('\n')}\n${file}` };
}

/** Title, atoms and numbers of each step, and what is wrong with its formulas. @throws {RequestError} for a step that cannot be built */
function shownBy(story: Story) {
  const library = packagedLibrary();
  return recipesOf(story, library).map((recipe, i) => {
    const { title, numbers = [] } = story.steps[i]!;
    try {
      const built = build(recipe, library);
      const source = { built, report: reportOf(built), library };
      return {
        title,
        faults: stepFaults(story.steps[i]!),
        atoms: source.report.atoms,
        numbers: numbers.map((name) => {
          const { label, value } = storyNumber(name)!;
          return { name, label, value: value(source) };
        }),
      };
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      throw new RequestError(`step ${i + 1} (${title}): ${error.message}`);
    }
  });
}

function writeHtml(story: Story, out: string): number {
  const page = readFileSync(bundledPage(STORY_PAGE, 'story.html'), 'utf8');
  const run = playsRun(story, recipesOf(story, packagedLibrary()))
    ? {
        folder: RECORDED_FOLDER,
        base64: readFileSync(inRoot(`public/${RECORDED_FOLDER}/XDATCAR.gz`)).toString('base64'),
      }
    : null;
  const bytes = Buffer.from(storyHtml(page, story, run));
  const draft = draftFile(out);
  draft.write(bytes);
  draft.keep();
  return bytes.length;
}
