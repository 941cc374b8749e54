import { describe, expect, test } from 'vitest';
import type { Structure } from '#core/crystal/structure.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { POTENTIAL_SETS } from '#engines/lammps/potentialSets.ts';
import { POINT_PROTOCOL } from '#engines/lammps/protocols.ts';
import { runLammps } from '#engines/lammps/runLammps.ts';
import { fcc, perovskite, rocksalt, rutile, zincBlende } from '../../helpers/crystals.ts';

// Seconds alone; CI shares two cores with other test files.
/** The edges at which the pressure vanishes: all alike, or a and c. */
async function relaxedEdges(s: Structure, dampingPerAng: number, axes: number): Promise<number[]> {
  const input = lammpsInput(s, POINT_PROTOCOL, { seed: 1 });
  const script = input.script.replace(/coul\/dsf [\d.]+/, `coul/dsf ${dampingPerAng}`);
  const relax = `
fix relax all box/relax ${axes === 1 ? 'iso 0.0' : 'x 0.0 y 0.0 z 0.0 couple xy'} vmax 0.001
min_style cg
minimize 0.0 1e-6 200 2000
print "edges $(lx:%.6f) $(lz:%.6f)"
`;
  let edges: number[] = [];
  await runLammps(
    { ...input, script: script + relax },
    {
      onLog: (line) => {
        if (line.startsWith('edges ')) edges = line.split(' ').slice(1).map(Number);
      },
    },
  );
  return edges.slice(0, axes);
}

describe('lattice constants at 0 K, the check values of the sets', () => {
  const START: Readonly<Record<string, Structure>> = {
    'CdS zinc blende': zincBlende('Cd', 5.85),
    'ZnS zinc blende': zincBlende('Zn', 5.51),
    'CsPbBr3 cubic perovskite': perovskite(6.05),
    'Ar fcc': fcc('Ar', 5.27),
    'MgO rocksalt': rocksalt('Mg', 'O', 4.22),
    'CaO rocksalt': rocksalt('Ca', 'O', 4.81),
    'SrO rocksalt': rocksalt('Sr', 'O', 5.16),
    'BaO rocksalt': rocksalt('Ba', 'O', 5.52),
    'SrTiO3 cubic perovskite': perovskite(3.96, ['Sr', 'Ti', 'O']),
    'NaCl rocksalt': rocksalt('Na', 'Cl', 5.63),
    'TiO2 rutile': rutile(4.5, 3),
  };
  const checks = POTENTIAL_SETS.flatMap((set) => set.checks.map((check) => ({ ...check, set })));

  test('each has a crystal to start from', () => {
    expect(checks.map((c) => c.crystal).sort()).toEqual(Object.keys(START).sort());
  });

  // A damping of 0.2/Å nearly is an Ewald sum at 12 Å: it stands in for the native runs that gave
  // `ewaldAng`.
  test.each(checks)('$crystal', async ({ crystal, set, edgesAng, ewaldAng }) => {
    const s = START[crystal]!;
    const near = await relaxedEdges(s, 0.2, edgesAng.length);
    near.forEach((edge, k) => {
      // Small highly charged ions (SrTiO3, BaO) feel the cut-off at 12 Å more than the others do.
      const limitAng = set.id === 'lj-ions' ? 0.007 : 0.0025 * ewaldAng[k]!;
      expect(Math.abs(edge - ewaldAng[k]!)).toBeLessThan(limitAng);
    });
    const own =
      set.dampingPerAng === 0.2 ? near : await relaxedEdges(s, set.dampingPerAng, edgesAng.length);
    own.forEach((edge, k) => {
      expect(Math.abs(edge - edgesAng[k]!)).toBeLessThan(0.001);
    });
  });
});
