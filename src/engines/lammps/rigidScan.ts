import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { mulRow } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { lammpsInput } from './lammpsInput.ts';
import { POINT_PROTOCOL } from './protocols.ts';
import { runLammps } from './runLammps.ts';

/**
 * Potential energies of one cell with some of its atoms moved rigidly, all in one LAMMPS instance.
 * @param moving N flags, 1 = moved
 * @param moves where the atoms are moved to, Å from where the structure has them, one for each point
 * @param onPoint told after each energy how many there are
 * @returns kcal/mol for each point, and the version of LAMMPS
 * @throws `no-potential`, `charged`, `bad-lattice`, `engine`
 */
export async function rigidEnergies(
  structure: Structure,
  moving: Uint8Array,
  moves: readonly Vec3[],
  onPoint: (done: number) => void = () => {},
): Promise<{ readonly energies: Float64Array; readonly version: string }> {
  const input = lammpsInput(structure, POINT_PROTOCOL, { seed: 1 });
  const ids = Array.from(moving.keys()).filter((i) => moving[i] === 1);
  // Row vectors turn by toStructure to the structure's axes, by its transpose to those of LAMMPS.
  const t = input.toStructure;
  const turn = [t[0]!, t[3]!, t[6]!, t[1]!, t[4]!, t[7]!, t[2]!, t[5]!, t[8]!];
  let at: Vec3 = [0, 0, 0];
  const lines = [`group moving id ${ranges(ids)}`];
  for (const to of moves) {
    const by = mulRow([to[0] - at[0], to[1] - at[1], to[2] - at[2]], turn);
    at = to;
    lines.push(
      `displace_atoms moving move ${by.map((x) => x.toFixed(10)).join(' ')} units box`,
      'run 0 post no',
    );
  }
  const energies: number[] = [];
  const { version } = await runLammps(
    { ...input, script: `${input.script}\n${lines.join('\n')}\n` },
    {
      onThermo: (row) => {
        // The first is the structure as it came.
        energies.push(row.potentialKcalMol);
        onPoint(energies.length - 1);
      },
    },
  );
  if (energies.length !== moves.length + 1)
    throw new EpistackError({
      code: 'engine',
      engine: 'LAMMPS',
      reason: `${energies.length - 1} of ${moves.length} energies came back`,
    });
  return { energies: Float64Array.from(energies.slice(1)), version };
}

/** Ids from 1 as LAMMPS writes ranges: "1:20 41:60". */
function ranges(indices: readonly number[]): string {
  const out: [number, number][] = [];
  for (const i of indices) {
    const open = out.at(-1);
    if (open?.[1] === i) open[1] = i + 1;
    else out.push([i + 1, i + 1]);
  }
  return out.map(([first, last]) => `${first}:${last}`).join(' ');
}
