import { parseArgs } from 'node:util';
import { readIndices } from '#core/surface/miller.ts';

/** A command line that cannot be understood: exit 2. */
export class UsageError extends Error {}

/** A request that was understood but cannot be met, for a reason outside the core: exit 1. */
export class RequestError extends Error {}

/** A run that a signal ended; what it had computed is kept. Exit 128 + the signal's number, as of any program. */
export class StoppedError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

export interface Arguments {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

type Options = Readonly<Record<string, 'string' | 'boolean'>>;

/**
 * Options anywhere on the line; a value may begin with a minus sign (`--hkl -2,0,1`).
 * @throws {UsageError} for an option that the command does not have, or a missing value
 */
export function readArguments(args: readonly string[], options: Options): Arguments {
  // node:util takes "-2,0,1" for an option: join it to the one before.
  const joined: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const name = args[i]!.replace(/^--/, '');
    const next = args[i + 1];
    if (args[i]!.startsWith('--') && options[name] === 'string') {
      if (next === undefined || next.startsWith('--'))
        throw new UsageError(`--${name} needs a value`);
      joined.push(`${args[i]}=${next}`);
      i++;
    } else joined.push(args[i]!);
  }
  try {
    const { values, positionals } = parseArgs({
      args: joined,
      allowPositionals: true,
      options: Object.fromEntries(Object.entries(options).map(([k, type]) => [k, { type }])),
    });
    return { positionals, values: values as Arguments['values'] };
  } catch (error) {
    throw new UsageError((error as Error).message.split(/\n|\. To specify/)[0]);
  }
}

export function required({ values }: Arguments, name: string): string {
  const value = values[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing`);
  return value;
}

export function optional({ values }: Arguments, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' ? value : null;
}

export function numberOption(args: Arguments, name: string, whole: boolean): number | null {
  const text = optional(args, name);
  if (text === null) return null;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || (whole && !Number.isInteger(value)))
    throw new UsageError(`--${name} takes ${whole ? 'an integer' : 'a number'}, not "${text}"`);
  return value;
}

/** "1,1,0" or "110" → [1, 1, 0]; three indices, or four on hexagonal axes. */
export function hklOption(args: Arguments, name: string): readonly number[] {
  const text = required(args, name);
  const indices = readIndices(text);
  if (indices === null)
    throw new UsageError(`--${name} takes three or four integers such as 1,1,0, not "${text}"`);
  return indices;
}

export function none({ positionals }: Arguments): void {
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not expected here`);
}

export const single = ({ positionals }: Arguments, what: string): string => {
  if (positionals.length !== 1) throw new UsageError(`give one ${what}`);
  return positionals[0]!;
};
