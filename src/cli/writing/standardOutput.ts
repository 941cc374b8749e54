import { RequestError } from '#cli/args.ts';
import { systemReason } from './draftFile.ts';

const fullText = (error: Error): string =>
  `cannot write to standard output: ${systemReason(error)}`;

let watchedByCommand = false;

/**
 * Says in one line that standard output is full (exit 1), or that its reader closed it, as `| head` does (no failure):
 * without this Node would end with a stack trace.
 */
export function watchStandardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (watchedByCommand) return;
    if (error.code === 'EPIPE')
      process.stderr.write('epistack: standard output was closed before its end\n');
    else {
      process.stderr.write(`epistack: ${fullText(error)}\n`);
      process.exitCode = 1;
    }
  });
}

/**
 * Writes to standard output and waits for the reader. From then on the caller says what becomes of it.
 * @returns false when the reader has closed it
 * @throws {RequestError} when it is full
 */
export function writeAndWait(text: string): Promise<boolean> {
  watchedByCommand = true;
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error == null) resolve(true);
      else if ((error as NodeJS.ErrnoException).code === 'EPIPE') resolve(false);
      else reject(new RequestError(fullText(error)));
    });
  });
}
