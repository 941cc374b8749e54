import type { ExportReply, ExportRequest } from './exportMessages.ts';
import { makeExport } from './makeExport.ts';

/** Writes files off the page's thread. */
self.onmessage = async ({ data }: MessageEvent<ExportRequest>) => {
  const reply: ExportReply = await makeExport(data);
  self.postMessage(reply);
};
