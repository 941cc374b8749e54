import { beforeEach, expect, test } from 'vitest';
import { toastStore } from '#app/shell/toasts.ts';
import { endPresenting, lectureStore } from '#app/story/lecture.ts';
import { openStoryFile, openStoryLink } from '#app/story/openStory.ts';
import { storyOf } from '#app/story/readStory.ts';
import { packedStory } from '#engines/zip/packedStory.ts';

const TEXT = JSON.stringify({
  epistackStory: 1,
  title: 'Ge on Si',
  steps: [{ title: 'One', start: { preset: 'ge-si' } }],
});
const told = () => lectureStore.getState().given?.story.title ?? null;
const said = () => toastStore.getState().text;
/** Of any size, without its bytes. */
const fileOf = (text: string, size = text.length) =>
  ({ name: 'own.json', size, text: async () => text }) as File;

beforeEach(() => {
  endPresenting();
  toastStore.setState({ text: null });
});

test('a story of a file or of an address is told', async () => {
  await openStoryFile(fileOf(TEXT));
  expect(told()).toBe('Ge on Si');
  endPresenting();
  openStoryLink(`https://example.org/#${packedStory(storyOf(TEXT))}`);
  expect(told()).toBe('Ge on Si');
  endPresenting();
  openStoryLink('https://example.org/#r=abc');
  expect([told(), said()]).toEqual([null, null]);
});

test('what is no story says why, with the name of the file', async () => {
  await openStoryFile(fileOf('{}'));
  expect(said()).toMatch(/^own\.json was not opened: story/);
  await openStoryFile(fileOf(TEXT, 16 * 2 ** 20 + 1));
  expect(said()).toBe('own.json was not opened: it is too long for a story');
  expect(told()).toBeNull();
  await openStoryFile(fileOf(TEXT, 16 * 2 ** 20));
  expect(told()).toBe('Ge on Si');
});
