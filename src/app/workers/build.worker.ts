import type { BuildReply, BuildRequest } from '#app/buildMessages.ts';
import { attempt } from '#app/model.ts';

/** Builds large stacks off the page's thread. */
self.onmessage = ({ data }: MessageEvent<BuildRequest>) => {
  const reply: BuildReply = attempt(data.recipe);
  self.postMessage(reply);
};
