import { library } from '#app/document/library.ts';
import { fileBlob } from '#app/shell/fileBlob.ts';
import { say } from '#app/shell/toasts.ts';
import { fileStem } from '#core/recipe/documentName.ts';
import { type CarriedRun, playsRun, RECORDED_FOLDER } from '#core/story/carriedRun.ts';
import { recipesOf } from '#core/story/playStory.ts';
import type { Story } from '#core/story/story.ts';
import { storyHtml } from '#core/story/storyPage.ts';
import { saveBlob } from '#ui/kit/saveFile.ts';

/** Saves a story as one HTML file, and says how large it is. */
export async function saveHtml(story: Story): Promise<void> {
  try {
    const run = playsRun(story, recipesOf(story, library)) ? await recordedRun() : null;
    const page = await (await fetched('story.html')).text();
    const blob = fileBlob([storyHtml(page, story, run)]);
    const name = `${fileStem(story.title)}.html`;
    saveBlob(name, blob);
    const frames = run === null ? '' : ', with the frames of the recorded run';
    say(`${name}: ${Math.round(blob.size / 1024).toLocaleString('en')} kB${frames}.`);
  } catch (error) {
    say(`The story was not saved: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function recordedRun(): Promise<CarriedRun> {
  const blob = await (await fetched(`${RECORDED_FOLDER}/XDATCAR.gz`)).blob();
  const url = await new Promise<string>((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as string);
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
  return { folder: RECORDED_FOLDER, base64: url.slice(url.indexOf(',') + 1) };
}

/** A file that lies beside the page. @throws where it cannot be fetched */
async function fetched(path: string): Promise<Response> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`the server answered ${response.status} for ${path}`);
  return response;
}
