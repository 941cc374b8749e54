import type { DispersionChoice } from './damping.ts';
import type { Dispersion } from './dispersion.ts';

/** The term that was chosen, null for none: its coefficients (185 kB) are fetched when one is. */
export async function loadDispersion(choice: DispersionChoice): Promise<Dispersion | null> {
  if (choice === 'none') return null;
  const [{ dispersionOf }, table] = await Promise.all([
    import('./dispersion.ts'),
    import('./coefficientTable.ts'),
  ]);
  return dispersionOf(choice, table);
}
