// node docs/examples/build.mjs, in a project that has installed epistack.
import { readFileSync } from 'node:fs';
import { build, presetOf, reportOf, writePoscar } from 'epistack';

const read = (name) =>
  JSON.parse(readFileSync(new URL(import.meta.resolve(`epistack/structures/${name}`)), 'utf8'));
const library = new Map(['CsPbBr3', 'CdS'].map((id) => [id, read(`${id}.json`)]));

const built = build(presetOf('cspbbr3-cds').recipe, library);
const report = reportOf(built);
console.log(
  `${report.atoms} atoms, mismatch ${(100 * (report.mismatch?.a ?? 0)).toFixed(2)} % along a`,
);
for (const c of report.contacts) console.log(`${c.pair} ${c.nearestMean.toFixed(3)} Å`);
console.log(writePoscar(built.structure, { title: report.title }).split('\n')[0]);
