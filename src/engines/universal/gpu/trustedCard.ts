import type { Evaluation } from '#engines/universal/evaluation.ts';
import type { Card } from './card.ts';

/** A card may differ from the processor by so much: energy of an atom in eV, a force in eV/Å, stress in eV/Å³. */
const TOLERANCE = { energyEv: 2e-5, forceEvAng: 1e-4, ofLargestForce: 2e-5, stressEvAng3: 1e-5 };
/** Structures of about one size are decided upon together: from one size to the next the pairs grow by this factor. */
const SIZE_FACTOR = 4;

/** One structure, to be evaluated by either. */
export interface EitherWay {
  /** Directed pairs, the measure of the work. */
  readonly edges: number;
  /** @throws Error with the reason in words where the card fails */
  readonly byCard: (card: Card) => Evaluation;
  readonly byProcessor: () => Evaluation;
}

/** A card beside the processor, which takes over where the card is wrong, fails or is slower. */
export interface TrustedCard {
  readonly evaluate: (job: EitherWay) => Evaluation;
  /** Which of both has computed so far, and why, for people. @param processor its kernels */
  readonly said: (processor: string) => string;
  readonly end: () => void;
}

/**
 * The first structure of each size is evaluated by both. A card whose numbers differ is not used again, and neither is
 * one that fails.
 * @param fastest whether the processor computes a size where it is faster; else the card does wherever it can
 */
export function trustedCard(
  card: Card,
  fastest: boolean,
  nowMs: () => number = () => performance.now(),
): TrustedCard {
  const decided = new Map<number, boolean>();
  let problem: string | null = null;
  const used = { card: false, processor: false };

  const refuse = (reason: string): void => {
    problem = reason;
    card.end();
  };
  /** Null where the card has failed, and is then done with. */
  const onCard = (job: EitherWay): Evaluation | null => {
    try {
      return job.byCard(card);
    } catch (error) {
      refuse(error instanceof Error ? error.message : String(error));
      return null;
    }
  };
  const onProcessor = (job: EitherWay): Evaluation => {
    used.processor = true;
    return job.byProcessor();
  };
  const timed = (run: () => unknown): number => {
    const from = nowMs();
    run();
    return nowMs() - from;
  };
  const first = (size: number, job: EitherWay): Evaluation => {
    const exact = job.byProcessor();
    const found = onCard(job);
    const difference = found === null ? null : differenceOf(exact, found);
    if (difference !== null) refuse(difference);
    if (found === null || difference !== null) {
      used.processor = true;
      return exact;
    }
    // The first evaluation by either also prepares it.
    const takes = !fastest || timed(() => onCard(job)) <= timed(() => job.byProcessor());
    if (problem === null) decided.set(size, takes);
    used[takes && problem === null ? 'card' : 'processor'] = true;
    return takes && problem === null ? found : exact;
  };

  return {
    evaluate: (job) => {
      if (problem !== null) return onProcessor(job);
      const size = Math.round(Math.log(Math.max(1, job.edges)) / Math.log(SIZE_FACTOR));
      const takes = decided.get(size);
      if (takes === undefined) return first(size, job);
      const found = takes ? onCard(job) : null;
      if (found === null) return onProcessor(job);
      used.card = true;
      return found;
    },
    said: (processor) => {
      const name = `WebGPU, 32 bit (${card.name})`;
      if (problem !== null) return `${processor}${used.card ? `, after ${name}` : ''}: ${problem}`;
      if (!used.card) return used.processor ? `${processor}, faster here than ${name}` : name;
      return used.processor ? `${name}, and ${processor} where it is faster` : name;
    },
    end: () => card.end(),
  };
}

/** How a card's numbers differ from those of the processor by more than rounding; null where they do not. */
function differenceOf(exact: Evaluation, found: Evaluation): string | null {
  const atoms = exact.atomEnergiesEv.length;
  const energy = Math.abs(exact.energyEv - found.energyEv) / Math.max(1, atoms);
  const force = largest(exact.forces, found.forces);
  const limit = Math.max(
    TOLERANCE.forceEvAng,
    TOLERANCE.ofLargestForce * largest(exact.forces, null),
  );
  const stress = largest(exact.stress, found.stress);
  // The negated forms also refuse what is no number.
  const wrong = [
    [energy, TOLERANCE.energyEv, 'energies', 'eV/atom'],
    [force, limit, 'forces', 'eV/Å'],
    [stress, TOLERANCE.stressEvAng3, 'stress', 'eV/Å³'],
  ] as const;
  const [by, , what, unit] = wrong.find(([value, most]) => !(value <= most)) ?? [];
  return by === undefined
    ? null
    : `the numbers of the graphics card are wrong (${what} by ${by.toPrecision(2)} ${unit})`;
}

/** The largest difference of two lists, or number of one; NaN where one of them is. */
function largest(a: Float64Array, b: Float64Array | null): number {
  let most = 0;
  for (const [k, x] of a.entries()) {
    const difference = Math.abs(x - (b === null ? 0 : b[k]!));
    if (!(difference <= most)) most = difference;
  }
  return most;
}
