import type { BuildReply, BuildRequest } from './buildMessages.ts';
import { attempt } from './model.ts';

/** Builds large stacks off the page's thread. */
self.onmessage = ({ data }: MessageEvent<BuildRequest>) => {
  const reply: BuildReply = attempt(data.recipe);
  self.postMessage(reply);
};
