import { answersTo } from './matchAnswers.ts';
import type { MatchRequest } from './matchMessages.ts';

/** Searches off the page's thread; the page cancels by ending the worker. */
self.onmessage = ({ data }: MessageEvent<MatchRequest>) => {
  for (const reply of answersTo(data)) self.postMessage(reply);
};
