import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Mutant } from './mutants.ts';

/** `late`: the tests did not end in time. `equivalent`: no test can tell it from the source. */
export type Verdict = 'caught' | 'late' | 'lived' | 'equivalent';

export interface Tried {
  readonly verdict: Verdict;
  /** Of those that lived: where, and what was changed. */
  readonly at?: string;
  readonly change?: string;
  /** The sample that first drew it; left out for 1. */
  readonly seed?: number;
  /** It lived when it was drawn, before a test was written for it. */
  readonly livedFirst?: true;
}

/** Results by folder and {@link idOf} of the mutant. */
export type State = Record<string, Record<string, Tried>>;

const FILE = 'docs/mutation.json';

export const readState = (): State =>
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as State) : {};

export function writeState(state: State): void {
  const sorted = Object.fromEntries(
    Object.keys(state)
      .sort()
      .map((folder) => [folder, state[folder]]),
  );
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}

export const idOf = ({ key }: Mutant): string =>
  createHash('sha256').update(key).digest('hex').slice(0, 12);

/** The mutants of a sample come in the order of these numbers, whatever else the folder holds. */
export const rankOf = ({ key }: Mutant, seed: number): number =>
  createHash('sha256').update(`${seed} ${key}`).digest().readUInt32BE();

/** Results of mutants that the sources still have, each with the line that it is on by now. */
export function stillThere(
  results: Readonly<Record<string, Tried>>,
  mutants: readonly Mutant[],
): Record<string, Tried> {
  const byId = new Map(mutants.map((m) => [idOf(m), m]));
  return Object.fromEntries(
    Object.entries(results).flatMap(([id, tried]) => {
      const mutant = byId.get(id);
      if (mutant === undefined) return [];
      return [[id, tried.at === undefined ? tried : { ...tried, at: placeIn(mutant) }]];
    }),
  );
}

const placeIn = ({ file, line }: Mutant): string => `${file}:${line}`;

/** @param before what is known of it from a run before */
export function triedOf(mutant: Mutant, verdict: Verdict, sample: number, before?: Tried): Tried {
  const seed = before === undefined ? sample : (before.seed ?? 1);
  const livedFirst = before === undefined ? verdict === 'lived' : before.livedFirst === true;
  return {
    verdict,
    ...(verdict === 'lived' || verdict === 'equivalent'
      ? {
          at: placeIn(mutant),
          change: `${oneLine(mutant.before)} → ${oneLine(mutant.after)}`,
        }
      : {}),
    ...(seed === 1 ? {} : { seed }),
    ...(livedFirst ? { livedFirst } : {}),
  };
}

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 50 ? `${line.slice(0, 47)}…` : line;
};
