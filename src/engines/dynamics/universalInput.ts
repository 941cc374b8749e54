import { MASS_U, SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import type { DispersionChoice } from '#engines/dispersion/damping.ts';
import type { Protocol } from '#engines/lammps/protocols.ts';
import { KNOWN_ELEMENTS } from '#engines/universal/potentialNote.ts';
import { MOST_DISPERSION_ATOMS } from './alone.ts';
import { inPlaneRepeat } from './inPlaneRepeat.ts';

/** Which potential a run takes; the bytes of its model file go beside. */
export interface ModelName {
  /** Of the file. */
  readonly name: string;
  /** 64 hex digits. */
  readonly sha256: string;
  /** The term that is added to it. */
  readonly dispersion: DispersionChoice;
  /** Atomic numbers that it knows. */
  readonly elements: ReadonlySet<number>;
}

/** A run by the universal potential, as plain data for a worker. */
export interface UniversalInput {
  readonly engine: 'universal';
  readonly protocol: Protocol;
  readonly snapshotSteps: number;
  readonly model: Omit<ModelName, 'elements'>;
  readonly seed: number;
  /** N, 1 = stays where it is; null when none does. */
  readonly frozen: Uint8Array | null;
  /** Whether it is a particle in an empty box, that neither repeats nor wanders nor turns. */
  readonly alone: boolean;
  /** Where it starts. */
  readonly structure: Structure;
  /** What is computed instead of a stack that repeats within its cell. */
  readonly repeat: { readonly count: number; readonly copyOf: Int32Array } | null;
  /** The atoms that are computed, and their flags: those of the smaller cell where there is one. */
  readonly computed: { readonly structure: Structure; readonly frozen: Uint8Array | null };
}

/**
 * Input of a run by the universal potential. A stack whose atoms repeat is relaxed as one of its repeats, as each atom
 * then stays like its copies; in dynamics they part.
 * @throws `no-potential` for elements that the model does not know; `setting`; `too-large` with dispersion
 */
export function universalInput(
  structure: Structure,
  protocol: Protocol,
  options: {
    readonly model: ModelName;
    readonly seed: number;
    readonly frozen?: Uint8Array | null;
    readonly alone?: boolean;
  },
): UniversalInput {
  const { model, seed } = options;
  const frozen = options.frozen?.includes(1) ? options.frozen : null;
  const unknown = [...new Set(structure.numbers)].filter((z) => !model.elements.has(z));
  if (unknown.length > 0)
    throw new EpistackError({
      code: 'no-potential',
      species: unknown.map((z) => SYMBOLS[z]!),
      known: KNOWN_ELEMENTS,
    });
  if (frozen?.every((flag) => flag === 1))
    throw new EpistackError({
      code: 'setting',
      field: 'freeze',
      expected: 'at least one free atom',
    });
  if (protocol.stages.some(({ kind }) => kind === 'script'))
    throw new EpistackError({
      code: 'setting',
      field: 'protocol',
      expected: 'one of Epistack’s: scripts are run by LAMMPS',
    });
  const alone = options.alone ?? false;
  const atoms = structure.numbers.length;
  if (alone && model.dispersion !== 'none' && atoms > MOST_DISPERSION_ATOMS)
    throw new EpistackError({
      code: 'too-large',
      what: 'atoms of a particle with the dispersion term (leave D3 out, or take a smaller one)',
      count: atoms,
      limit: MOST_DISPERSION_ATOMS,
    });
  const isRelaxed = protocol.stages.every(({ kind }) => kind === 'minimise' || kind === 'point');
  const kinds = structure.layer.map((layer, i) => 2 * layer + (frozen?.[i] ?? 0));
  const found = isRelaxed && !alone ? inPlaneRepeat(structure, kinds) : null;
  return {
    engine: 'universal',
    protocol,
    snapshotSteps: protocol.snapshotSteps,
    model: { name: model.name, sha256: model.sha256, dispersion: model.dispersion },
    seed,
    frozen,
    alone,
    structure,
    repeat: found && { count: found.count, copyOf: found.copyOf },
    computed:
      found === null
        ? { structure, frozen }
        : {
            structure: found.structure,
            frozen: frozen && Uint8Array.from(found.kept, (i) => frozen[i]!),
          },
  };
}

export const massesOf = ({ numbers }: Structure): Float64Array =>
  Float64Array.from(numbers, (z) => MASS_U[z]!);
