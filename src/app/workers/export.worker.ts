import { makeExport } from '#app/exportMake.ts';
import type { ExportReply, ExportRequest } from '#app/exportMessages.ts';

/** Writes files off the page's thread. */
self.onmessage = async ({ data }: MessageEvent<ExportRequest>) => {
  const reply: ExportReply = await makeExport(data);
  self.postMessage(reply);
};
