import { afterEach, expect, test } from 'vitest';
import { fetched } from '#app/shell/fetched.ts';
import { closeNotice, noticeStore, notify } from '#app/shell/notices.ts';
import { toastStore } from '#app/shell/toasts.ts';

const notices = () => noticeStore.getState().notices;
afterEach(() => {
  noticeStore.setState({ notices: [] });
  toastStore.setState({ text: null });
});

test('notices stand in the order in which they came; one of the same id takes the place of the old', () => {
  notify({ id: 'a', text: 'first' });
  notify({ id: 'b', text: 'second' });
  notify({ id: 'a', text: 'again' });
  expect(notices().map((n) => n.text)).toEqual(['second', 'again']);
  closeNotice('b');
  closeNotice('c');
  expect(notices().map((n) => n.id)).toEqual(['a']);
});

test('a part that is there is given, and nothing is said', async () => {
  expect(await fetched('Not shown', async () => 3)).toBe(3);
  expect(toastStore.getState().text).toBeNull();
});

test.each([
  [new TypeError('Failed to fetch dynamically imported module'), /^Not shown: .*reload the page/],
  [new Error('the disk is full'), /^Not shown: the disk is full\.$/],
  ['stopped', /^Not shown: stopped\.$/],
])('a part that does not come is said in words: %s', async (error, text) => {
  expect(await fetched('Not shown', () => Promise.reject(error))).toBeNull();
  expect(toastStore.getState().text).toMatch(text);
});
