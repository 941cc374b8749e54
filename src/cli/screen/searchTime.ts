import { type Arguments, numberOption, optional, UsageError } from '#cli/args.ts';
import type { Shard } from '#core/screen/candidates.ts';

/** `--budget SECONDS`, in ms; endless without it. */
export function budgetOption(args: Arguments): number {
  const seconds = numberOption(args, 'budget', false);
  if (seconds === null) return Number.POSITIVE_INFINITY;
  if (!(seconds > 0)) throw new UsageError(`--budget is a time in seconds, not ${seconds}`);
  return 1000 * seconds;
}

/** `--shard i/n`; all without it. */
export function shardOption(args: Arguments): Shard {
  const text = optional(args, 'shard') ?? '1/1';
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (!(shard.index >= 1 && shard.index <= shard.of))
    throw new UsageError(`--shard is i/n with i from 1 to n, not "${text}"`);
  return shard;
}
