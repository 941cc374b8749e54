// npx tsx scripts/record-lammps.ts
// Records what an ordinary LAMMPS (`lmp`) says of the inputs that the in-process one is held to.
import { writeFileSync } from 'node:fs';
import { lammpsCases } from '../test/helpers/lammps/lammpsCases.ts';
import { runNative } from '../test/helpers/lammps/lammpsNative.ts';

let version = '';
const totalKcalMol = Object.fromEntries(
  Object.entries(lammpsCases()).map(([name, input]) => {
    const log = runNative(input);
    version = log.version;
    return [name, log.last?.totalKcalMol];
  }),
);
const record = {
  about:
    'Last total energies, kcal/mol, of test/helpers/lammps/lammpsCases.ts in an ordinary LAMMPS',
  command: 'npx tsx scripts/record-lammps.ts',
  engine: `LAMMPS ${version}, Debian 12 package lammps, lmp, one process`,
  totalKcalMol,
};
writeFileSync(
  new URL('../test/fixtures/lammps-native.json', import.meta.url),
  `${JSON.stringify(record, null, 2)}\n`,
);
console.log(record);
