import { bondedNetwork, covalentBonds } from '#core/crystal/bondedUnits.ts';
import { EMPTY_LAYER_ANG } from '#core/crystal/emptyLayers.ts';
import { composition, formula } from '#core/crystal/structure.ts';
import type { BuiltSlab } from '#core/recipe/build.ts';
import type { Warning } from '#core/recipe/report/warnings.ts';
import { cutsAtEnds, UNIT_NAMES } from '#core/surface/cutBonds.ts';
import { aloneInCell, type Slab, widestGapAng } from '#core/surface/slab.ts';

/** What is wrong with a slab as a set of bonded units: an empty layer inside it, units that it cuts. */
export function unitWarnings(built: BuiltSlab, name: string): readonly Warning[] {
  const { slab } = built;
  const out: Warning[] = [];
  const gapAng = widestGapAng(slab);
  if (gapAng > EMPTY_LAYER_ANG) out.push({ code: 'gap-in-slab', slab: name, gapAng });
  const pieces = brokenMolecules(slab);
  if (pieces.length > 0) out.push({ code: 'broken-molecule', slab: name, pieces });
  const ends = cutsAtEnds(slab);
  for (const face of ['top', 'bottom'] as const) {
    const { bonds, molecular, unit } = ends[face];
    if (bonds > molecular && unit !== null && unit !== 3)
      out.push({ code: 'broken-layer', slab: name, face, unit: UNIT_NAMES[unit], bonds });
  }
  return out;
}

/** Formulas of molecules and ions, or parts of them, that stand in a slab and not in its crystal. */
function brokenMolecules(slab: Slab): readonly string[] {
  const whole = formulas(slab.surface);
  if (whole.every((f) => !f.isMolecule)) return [];
  const known = new Set(whole.map((f) => f.text));
  const found = formulas(aloneInCell(slab)).filter((f) => f.isFinite);
  return [...new Set(found.map((f) => f.text))].filter((text) => !known.has(text));
}

/** Each unit that covalent bonds between non-metals make, by its formula. */
function formulas(atoms: Parameters<typeof bondedNetwork>[0]) {
  return bondedNetwork(atoms, covalentBonds).units.map((unit) => ({
    text: formula(composition(unit.atoms.map((i) => atoms.numbers[i]!))),
    isFinite: unit.dimensions === 0,
    isMolecule: unit.dimensions === 0 && unit.atoms.length > 1,
  }));
}
