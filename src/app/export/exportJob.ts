import type { ExportReply, ExportRequest } from './exportMessages.ts';

export interface ExportJob {
  /** null when it was cancelled. */
  readonly reply: Promise<ExportReply | null>;
  readonly cancel: () => void;
}

let worker: Worker | null = null;
let current: ((reply: ExportReply | null) => void) | null = null;

/** Starts writing in a worker; an earlier job that still runs is ended. The page stays free. */
export function startExport(request: ExportRequest): ExportJob {
  if (current !== null) stop();
  worker ??= new Worker(new URL('./export.worker.ts', import.meta.url), {
    type: 'module',
  });
  const own = worker;
  const reply = new Promise<ExportReply | null>((resolve) => {
    current = resolve;
    const end = (answer: ExportReply) => {
      if (current === resolve) current = null;
      resolve(answer);
    };
    own.onmessage = ({ data }: MessageEvent<ExportReply>) => end(data);
    own.onerror = (event) => {
      event.preventDefault();
      worker = null;
      own.terminate();
      end({ kind: 'failed', reason: `this export met a bug in Epistack (${event.message})` });
    };
    own.postMessage(request);
  });
  return { reply, cancel: stop };
}

function stop(): void {
  worker?.terminate();
  worker = null;
  current?.(null);
  current = null;
}
