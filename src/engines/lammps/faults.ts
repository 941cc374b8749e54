import type { EngineFault } from '#core/errors.ts';

/** What LAMMPS, which gives errors as sentences, says of the kinds that a person can do something about. */
export function faultOf(message: string): EngineFault | null {
  const lost = /Lost atoms: original (\d+) current (\d+)/.exec(message);
  if (lost !== null)
    return { kind: 'lost-atoms', lost: Number(lost[1]) - Number(lost[2]), of: Number(lost[1]) };
  if (/non-numeric|\bnan\b|out of range atoms|bond atoms|simulation unstable/i.test(message))
    return { kind: 'not-a-number' };
  if (/cannot be loaded/.test(message)) return { kind: 'not-loaded' };
  if (/memory|too large|allocat|out of bounds/i.test(message)) return { kind: 'memory' };
  if (/reset timestep with active dump/i.test(message)) return { kind: 'reset-timestep' };
  return null;
}
