import { FACTS, type Fact } from './capabilities.ts';
import { type OutputId, outputOf } from './formats.ts';

/** What a format leaves out or only remarks, in sentences for a person. */
export const lossesOf = (id: OutputId): readonly string[] =>
  (Object.keys(FACTS) as Fact[]).flatMap((fact) => {
    const { held, how } = outputOf(id).write.holds[fact];
    if (held === 'yes') return [];
    const about = FACTS[fact];
    return held === 'no'
      ? [`Does not hold ${about}: ${how}.`]
      : [`Holds ${about} as a remark only: ${how}.`];
  });
