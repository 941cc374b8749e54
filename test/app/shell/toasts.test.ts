import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { say, toastStore } from '#app/shell/toasts.ts';

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
