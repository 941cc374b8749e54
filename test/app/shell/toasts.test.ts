import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { holdMessages, say, toastStore } from '#app/shell/toasts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const shown = () => toastStore.getState().text;

test('a message stands for six seconds', () => {
  say('copied');
  vi.advanceTimersByTime(5999);
  expect(shown()).toBe('copied');
  vi.advanceTimersByTime(1);
  expect(shown()).toBeNull();
});

test('the next message takes its place, and has its own six seconds', () => {
  say('copied');
  vi.advanceTimersByTime(4000);
  say('opened');
  vi.advanceTimersByTime(4000);
  expect(shown()).toBe('opened');
  vi.advanceTimersByTime(2000);
  expect(shown()).toBeNull();
});

test('during a lecture no message stands on the picture; the last one comes at its end', () => {
  say('opened');
  const end = holdMessages();
  expect(shown()).toBeNull();
  say('copied');
  say('Works offline now');
  vi.advanceTimersByTime(60_000);
  expect(shown()).toBeNull();
  end();
  expect(shown()).toBe('Works offline now');
  vi.advanceTimersByTime(6000);
  holdMessages()();
  expect(shown()).toBeNull();
});
