import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { mul, mulRow, transpose } from '#core/math/mat3.ts';
import { MEV_PER_KCAL_MOL } from './energyDrift.ts';
import { lammpsInput } from './lammpsInput.ts';
import { POINT_PROTOCOL } from './protocols.ts';
import { runLammps } from './runLammps.ts';

export interface SinglePoint {
  readonly energyEv: number;
  /** 3N, eV/Å, in the structure's axes and order. */
  readonly forces: Float64Array;
  /** 3×3, (1/V) ∂E/∂ε, eV/Å³: positive where the cell wants to shrink. */
  readonly stress: Float64Array;
  /** Name of the potential set, and version of LAMMPS. */
  readonly potential: string;
  readonly version: string;
  readonly warnings: readonly string[];
}

const FORCES = 'forces.dump';
const STRESS_MARK = 'epistack stress';
/** One atmosphere, 101325 Pa, in eV/Å³ (CODATA 2018: e = 1.602176634e-19 C). */
const EV_ANG3_PER_ATM = 101325 / 1.602176634e11;

/**
 * Energy, forces and stress of a structure by the classical preview.
 * @throws `no-potential`, `charged`, `bad-lattice`, `engine`
 */
export async function singlePoint(structure: Structure): Promise<SinglePoint> {
  const input = lammpsInput(structure, POINT_PROTOCOL, { seed: 1 });
  const script = `${input.script}
dump forces all custom 1 ${FORCES} id fx fy fz
dump_modify forces sort id format float %.15g
thermo_style custom step temp pe ke etotal press time dt pxx pyy pzz pxy pxz pyz
run 0 post no
print "${STRESS_MARK} $(pxx:%.15g) $(pyy:%.15g) $(pzz:%.15g) $(pxy:%.15g) $(pxz:%.15g) $(pyz:%.15g)"
print "${STRESS_MARK} energy $(pe:%.15g)"
`;
  let [text, pressure, energy]: [string, number[], number] = ['', [], Number.NaN];
  const { version, warnings } = await runLammps(
    { ...input, script },
    {
      onEnd: (read) => {
        text = read(FORCES);
      },
      onLog: (line) => {
        if (line.startsWith(`${STRESS_MARK} energy `)) energy = Number(line.split(' ')[3]);
        else if (line.startsWith(`${STRESS_MARK} `))
          pressure = line.split(' ').slice(2).map(Number);
      },
    },
  );
  const rows = text
    .slice(text.lastIndexOf('ITEM: ATOMS'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(' ').slice(1, 4).map(Number));
  if (rows.length !== structure.numbers.length || pressure.length !== 6 || Number.isNaN(energy))
    throw new EpistackError({
      code: 'engine',
      engine: 'LAMMPS',
      reason: `${rows.length} forces for ${structure.numbers.length} atoms came back`,
    });
  const evs = MEV_PER_KCAL_MOL / 1000;
  const turn = input.toStructure;
  const forces = Float64Array.from(
    rows.flatMap(([x, y, z]) => mulRow([x! * evs, y! * evs, z! * evs], turn)),
  );
  const [xx, yy, zz, xy, xz, yz] = pressure.map((p) => -p * EV_ANG3_PER_ATM) as Six;
  // LAMMPS prints the pressure of its own axes.
  const stress = mul(mul(transpose(turn), [xx, xy, xz, xy, yy, yz, xz, yz, zz]), turn);
  return {
    energyEv: energy * evs,
    forces,
    stress,
    potential: input.potential.id,
    version,
    warnings,
  };
}

type Six = [number, number, number, number, number, number];
