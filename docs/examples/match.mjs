// node docs/examples/match.mjs: every cell that CdS (110) and CsPbBr3 (110) share up to 200 Å².
import { readFileSync } from 'node:fs';
import { allMatches, crystalOf, planeLatticeOf, surfaceOf } from 'epistack';

const plane = (id, hkl) => {
  const path = new URL(import.meta.resolve(`epistack/structures/${id}.json`));
  const material = JSON.parse(readFileSync(path, 'utf8'));
  return planeLatticeOf(surfaceOf(crystalOf(material, material.constants[0].cell), hkl));
};

const matches = allMatches(plane('CdS', [1, 1, 0]), plane('CsPbBr3', [1, 1, 0]), {
  maxAreaAng2: 200,
  tolerance: { mode: 'strain', maxStrain: 0.03 },
  maxAtoms: null,
  mirrors: false,
});
for (const m of matches)
  console.log(`${m.substrateAreaAng2.toFixed(2)} Å²  strain ${(100 * m.maxStrain).toFixed(2)} %`);
