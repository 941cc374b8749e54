import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Question } from './messages.ts';

const RUNNER = fileURLToPath(new URL('./runner.ts', import.meta.url));

export type Outcome = Answer | 'late';

/** Runs test files in another process, which is started again after a mutant that did not end. */
export class TestRunner {
  readonly #root: string;
  #child: ChildProcess | null = null;

  constructor(root: string) {
    this.#root = root;
  }

  async run(question: Question, limitMs: number): Promise<Outcome> {
    this.#child ??= await this.#start();
    const child = this.#child;
    return new Promise((resolve) => {
      const end = (outcome: Outcome): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (outcome === 'late') this.close();
        resolve(outcome);
      };
      const timer = setTimeout(() => end('late'), limitMs);
      child.once('message', (answer) => end(answer as Answer));
      // A mutant may also take all memory, and the process with it.
      child.once('exit', () => end('late'));
      child.send(question);
    });
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(RUNNER, [], {
      cwd: this.#root,
      execArgv: ['--import', 'tsx', '--max-old-space-size=3000'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`the test runner ended with ${code}`)));
    });
    child.removeAllListeners();
    return child;
  }
}
