import type { Periodic } from './atomsFile.ts';
import { FACTS, type Fact } from './capabilities.ts';
import { type OutputId, outputOf } from './formats.ts';
import { isLeftHanded } from './rightHanded.ts';

/** Facts that few structures have: a loss is reported only for those. */
const SPECIAL: ReadonlySet<Fact> = new Set<Fact>(['handedness', 'periodicity', 'pseudoHydrogen']);

/**
 * What a format leaves out or only remarks of every structure, in sentences for a person.
 * @param hasPseudoHydrogen whether it has hydrogen of other nuclear charges, which is then looked at, too
 */
export const lossesOf = (id: OutputId, hasPseudoHydrogen: boolean): readonly string[] =>
  (Object.keys(FACTS) as Fact[])
    .filter((fact) => !SPECIAL.has(fact) || (hasPseudoHydrogen && fact === 'pseudoHydrogen'))
    .flatMap((fact) => loss(id, fact));

/** What a format does not keep of the cell of these atoms. */
export const cellLossesOf = (
  id: OutputId,
  { lattice, periodic }: { readonly lattice: ArrayLike<number>; readonly periodic?: Periodic },
): readonly string[] => [
  ...(isLeftHanded(lattice) ? loss(id, 'handedness') : []),
  ...(periodic?.includes(false) ? periodicLoss(id, periodic) : []),
];

function periodicLoss(id: OutputId, periodic: Periodic): readonly string[] {
  const { holds, holdsPeriodic } = outputOf(id).write;
  return holdsPeriodic === undefined || holdsPeriodic(periodic)
    ? loss(id, 'periodicity')
    : [`Does not hold these ${FACTS.periodicity}; it has ${holds.periodicity.how}.`];
}

function loss(id: OutputId, fact: Fact): readonly string[] {
  const { held, how } = outputOf(id).write.holds[fact];
  if (held === 'yes') return [];
  const about = FACTS[fact];
  return held === 'no'
    ? [`Does not hold ${about}: ${how}.`]
    : [`Holds ${about} as a remark only: ${how}.`];
}
