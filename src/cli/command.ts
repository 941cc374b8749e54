import type { Arguments } from './args.ts';
import type { CommandAnswer } from './text.ts';

/** One command of the terminal. */
export interface Command {
  readonly name: string;
  /** Its line in `epistack --help`. */
  readonly summary: string;
  readonly options: Readonly<Record<string, 'string' | 'boolean'>>;
  /** What `epistack NAME --help` prints: the usage, then what it does. */
  readonly help: string;
  readonly run: (args: Arguments) => CommandAnswer | Promise<CommandAnswer>;
}
