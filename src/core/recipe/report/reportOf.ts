import { closeContacts } from '#core/analysis/overlaps.ts';
import { cellParameters } from '#core/crystal/lattice.ts';
import { composition, reducedFormula } from '#core/crystal/structure.ts';
import { mismatchOf, strainOf } from '#core/match/strain.ts';
import { shapeOf } from '#core/math/plane2.ts';
import type { Built } from '#core/recipe/build.ts';
import { countFrozen, freezeText } from '#core/recipe/freeze.ts';
import { editText, outcomeText } from '#core/recipe/handEdits/editText.ts';
import { pseudoText } from '#core/recipe/handEdits/pseudoHydrogen.ts';
import { verdictOf } from '#core/recipe/handEdits/verdictOf.ts';
import { type InterfaceContacts, interfaceContacts } from '#core/recipe/interfaceContacts.ts';
import { closingOf, emptyAng, freezeOf } from '#core/recipe/recipe.ts';
import type { ContactReport, EditReport, LayerReport, Report } from './report.ts';
import { pairName, stackWarnings } from './stackWarnings.ts';

/**
 * Reads every number off a built stack.
 * @param about remark on the numbers of an unchanged preset
 */
export function reportOf(
  built: Built,
  about: string | null = null,
  contacts: readonly (readonly InterfaceContacts[])[] = interfaceContacts(built),
): Report {
  const { structure, slabs, charges, cell } = built;
  const layers = slabs.map((_, i) => layerReport(built, i));
  const unstrained = slabs.map((s) => s.supercell);
  const mismatches = unstrained.slice(1).map((film) => mismatchOf(film, unstrained[0]!));
  const charge = charges.includes(Number.NaN) ? null : tidy(charges.reduce((sum, q) => sum + q, 0));
  const close = closeContacts(structure);
  const report = {
    notes: notesOf(built, about),
    edits: editReports(built),
    title: built.recipe.title,
    atoms: structure.numbers.length,
    composition: composition(structure.numbers),
    charge,
    cell: cellParameters(structure.lattice),
    area: shapeOf(cell).areaAng2,
    vacuum: closingOf(built.recipe).kind === 'vacuum' ? vacuumAng(built) : 0,
    separations: separationsOf(built),
    layers,
    mismatch: mismatches[0] ?? null,
    mismatches,
    strain: { substrate: layers[0]!.strain, film: layers[1]?.strain ?? null },
    contacts: contacts.flatMap((pairs, i) => pairs.map((p) => contactReport(p, i))),
    closest: close.closest && {
      pair: pairName(built, close.closest.i, close.closest.j),
      atoms: [close.closest.i, close.closest.j] as const,
      distance: close.closest.distanceAng,
    },
  };
  return { ...report, warnings: stackWarnings(report, built, close.overlaps) };
}

const editReports = ({ recipe, byHand }: Built): readonly EditReport[] =>
  (byHand?.outcomes ?? []).map((outcome, i) => {
    const edit = recipe.edits![i]!;
    return {
      kind: edit.kind,
      text: editText(edit),
      atoms: outcome.done,
      lost: outcome.lost,
      outcome: outcomeText(edit, outcome),
    };
  });

/** As the recipe sets it; of atoms that were moved or edited what they leave of the cell's height. */
function vacuumAng({ recipe, slabs, structure, byHand }: Built): number {
  if (recipe.relaxed === undefined && byHand === null) return emptyAng(recipe);
  const low = Math.min(...slabs.map((s) => s.lowAng));
  const high = Math.max(...slabs.map((s) => s.highAng));
  return structure.lattice[8]! - (high - low);
}

function separationsOf(built: Built): readonly number[] {
  const { slabs, structure, recipe } = built;
  const inner = slabs.slice(1).map((s) => s.separationAng!);
  if (closingOf(recipe).kind === 'vacuum') return inner;
  return [...inner, slabs[0]!.lowAng + structure.lattice[8]! - slabs.at(-1)!.highAng];
}

function contactReport(p: InterfaceContacts, at: number): ContactReport {
  return {
    interface: at,
    pair: p.pair,
    nearestMean: p.nearestMeanAng,
    nearestStd: p.nearestStdAng,
    min: p.minAng,
    count: p.nearest.length,
    cutoff: p.cutoffAng,
    withinMean: p.within.length === 0 ? null : p.withinMeanAng,
    withinCount: p.within.length,
    attractive: p.relation === 'opposite',
    relation: p.relation,
  };
}

function layerReport(built: Built, step: number): LayerReport {
  const { structure, charges, plane, cell } = built;
  const slab = built.slabs[step]!;
  const members = Array.from(structure.layer.keys()).filter((i) => structure.layer[i] === step);
  const shape = shapeOf(slab.supercell);
  const chargeOf = (atoms: readonly number[]) => {
    const sum = atoms.reduce((total, i) => total + charges[i]!, 0);
    return Number.isNaN(sum) ? null : tidy(sum);
  };
  const verdict = verdictOf(built, step, members);
  const byPlane = new Map<number, number[]>();
  for (const i of members) {
    const atoms = byPlane.get(plane[i]!);
    if (atoms === undefined) byPlane.set(plane[i]!, [i]);
    else atoms.push(i);
  }
  return {
    label: slab.name,
    role: step === 0 ? 'substrate' : 'film',
    atoms: members.length,
    composition: composition(members.map((i) => structure.numbers[i]!)),
    charge: chargeOf(members),
    symmetric: verdict.symmetric,
    dipole: verdict.dipoleEAng === null ? null : tidy(verdict.dipoleEAng),
    thickness: slab.highAng - slab.lowAng,
    strain: strainOf(slab.supercell, cell),
    normalStrain: slab.spec.normalStrain ?? 0,
    supercell: { a: shape.aAng, b: shape.bAng, gamma: (shape.gammaRad * 180) / Math.PI },
    planes: [...byPlane.keys()]
      .sort((p, q) => p - q)
      .map((p) => {
        const atoms = byPlane.get(p)!;
        const counts = composition(atoms.map((i) => structure.numbers[i]!));
        return {
          label: reducedFormula(counts),
          zAng: atoms.reduce((sum, i) => sum + structure.xyz[3 * i + 2]!, 0) / atoms.length,
          atoms: atoms.length,
          composition: counts,
          charge: chargeOf(atoms),
        };
      }),
  };
}

function notesOf(built: Built, about: string | null): readonly string[] {
  const { relaxed } = built.recipe;
  const frozen = freezeText(freezeOf(built.recipe));
  const pseudo = pseudoText(built.byHand?.valencesE ?? null);
  const line = `Frozen in exports and runs: ${frozen}, ${countFrozen(built)} of ${built.structure.numbers.length} atoms.`;
  return [
    ...(relaxed === undefined
      ? about === null
        ? []
        : [about]
      : [
          `Positions are taken over (${relaxed.note}): heights, d₀, vacuum and contacts are measured on them; charges and dipoles are those of the rigid stack.`,
        ]),
    ...(frozen === '' ? [] : [line]),
    ...(built.byHand?.touched.includes(true) ? [EDITED_NOTE] : []),
    ...(pseudo === null ? [] : [`${pseudo}.`]),
  ];
}

const EDITED_NOTE =
  'Atoms were edited by hand: heights, d₀, vacuum, contacts, charges and dipoles are of the edited atoms; strain and mismatch are of the crystals. Rules for d₀, solved shifts and maps take the slabs as they were cut.';

/** Formal charges are small multiples of one: rounding noise of a sum is not a charge. */
const tidy = (x: number): number => Math.round(x * 1e6) / 1e6 + 0;
