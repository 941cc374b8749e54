import { acrossVacuum, isPair } from '#core/analysis/acrossVacuum.ts';
import { closeContacts } from '#core/analysis/overlaps.ts';
import { unitCellStructure } from '#core/crystal/crystal.ts';
import { COVALENT_RADIUS_ANG, SYMBOLS, VDW_RADIUS_ANG } from '#core/crystal/elements.ts';
import { type CellParameters, cellParameters } from '#core/crystal/lattice.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import { composition, reducedFormula } from '#core/crystal/structure.ts';
import { type Mismatch, mismatchOf, type PlaneStrain, strainOf } from '#core/match/strain.ts';
import { shapeOf } from '#core/math/plane2.ts';
import { editText, outcomeText } from '#core/recipe/handEdits/editText.ts';
import type { HandEdit } from '#core/recipe/handEdits/handEdit.ts';
import { pseudoText } from '#core/recipe/handEdits/pseudoHydrogen.ts';
import { verdictOf } from '#core/recipe/handEdits/verdictOf.ts';
import { isClosedFace } from '#core/recipe/units/faces.ts';
import { unitWarnings } from '#core/recipe/units/unitWarnings.ts';
import { NEUTRAL_E, NO_DIPOLE_EANG } from '#core/surface/slab.ts';
import { type Built, type Interface, interfacesOf } from './build.ts';
import { countFrozen, freezeText } from './freeze.ts';
import {
  type ChargeRelation,
  type InterfaceContacts,
  interfaceContacts,
} from './interfaceContacts.ts';
import { closingOf, emptyAng, freezeOf } from './recipe.ts';
import type { Warning } from './warnings.ts';

export interface PlaneReport {
  readonly label: string;
  readonly zAng: number;
  readonly atoms: number;
  readonly composition: Readonly<Record<string, number>>;
  readonly charge: number | null;
}

/** One slab of the stack. Charges are formal, in e, for the whole cell. */
export interface LayerReport {
  readonly label: string;
  readonly role: 'substrate' | 'film';
  readonly atoms: number;
  readonly composition: Readonly<Record<string, number>>;
  readonly charge: number | null;
  readonly symmetric: boolean;
  /** Dipole of the formal charges along c about the slab's mid-height, e·Å per cell. */
  readonly dipole: number | null;
  readonly thickness: number;
  readonly strain: PlaneStrain;
  /** Out-of-plane strain that the recipe gives the slab, a fraction. */
  readonly normalStrain: number;
  /** Unstrained supercell lengths, Å, and angle, degrees. */
  readonly supercell: { readonly a: number; readonly b: number; readonly gamma: number };
  /** Bottom to top. */
  readonly planes: readonly PlaneReport[];
}

export interface ContactReport {
  /** 0 is the lowest interface. */
  readonly interface: number;
  /** "Cs-S": species of the lower slab first. */
  readonly pair: string;
  /** Mean over X atoms of the distance to the nearest Y, Å. */
  readonly nearestMean: number;
  readonly nearestStd: number;
  readonly min: number;
  /** X atoms in the mean. */
  readonly count: number;
  readonly cutoff: number;
  /** Mean of all X–Y distances within the cutoff, null when there are none. */
  readonly withinMean: number | null;
  readonly withinCount: number;
  /** The formal charges attract. */
  readonly attractive: boolean;
  /** What the formal charges of the two species are to each other. */
  readonly relation: ChargeRelation;
}

/** One change of single atoms by hand, and what came of it. */
export interface EditReport {
  readonly kind: HandEdit['kind'];
  readonly text: string;
  /** Atoms that it changed, took away or put in. */
  readonly atoms: number;
  /** Atoms that it names and does not find. */
  readonly lost: number;
  readonly outcome: string;
}

/** What screen and terminal both show. Lengths Å, angles degrees, charges e, strains fractions. */
export interface Report {
  readonly title: string;
  readonly atoms: number;
  readonly composition: Readonly<Record<string, number>>;
  readonly charge: number | null;
  readonly cell: CellParameters;
  readonly area: number;
  /** Total empty length along c, Å; 0 for a superlattice, which has none. */
  readonly vacuum: number;
  /** d₀ of each interface, bottom to top; a superlattice's closing gap is the last. */
  readonly separations: readonly number[];
  readonly layers: readonly LayerReport[];
  /** First film against the substrate; null for a slab alone. */
  readonly mismatch: Mismatch | null;
  /** One per film, bottom to top, against the substrate. */
  readonly mismatches: readonly Mismatch[];
  readonly strain: { readonly substrate: PlaneStrain; readonly film: PlaneStrain | null };
  readonly contacts: readonly ContactReport[];
  readonly closest: {
    readonly pair: string;
    readonly atoms: readonly [number, number];
    readonly distance: number;
  } | null;
  /** Changes of single atoms by hand, in order. */
  readonly edits: readonly EditReport[];
  readonly warnings: readonly Warning[];
  /** How a preset's numbers were chosen, while its stack is unchanged. */
  readonly notes: readonly string[];
}

/** Whether the stack repeats without vacuum: then it has as many interfaces as slabs. */
export const isSuperlattice = ({ separations, layers }: Report): boolean =>
  separations.length === layers.length;

/** A bond shorter than this fraction of the same bond in the unstrained crystal is crushed. */
const CRUSHED = 0.9;
/** A contact across an interface shorter than this fraction of the covalent radii is no bond of any kind. */
const SHORT_CONTACT = 0.85;
/** The same of van der Waals radii, between faces that cut no bond. */
const SHORT_VDW = 0.7;
/** Strain beyond which coherent growth is doubtful in most semiconductors: said, never refused. */
const LARGE_STRAIN = 0.05;
const THIN_VACUUM_ANG = 10;

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
  return { ...report, warnings: warningsOf(report, built, close.overlaps) };
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

type Draft = Omit<Report, 'warnings'>;

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

const isTouched = ({ byHand }: Built, slab: number): boolean => byHand?.touched[slab] === true;

const EDITED_NOTE =
  'Atoms were edited by hand: heights, d₀, vacuum, contacts, charges and dipoles are of the edited atoms; strain and mismatch are of the crystals. Rules for d₀, solved shifts and maps take the slabs as they were cut.';

function warningsOf(
  report: Draft,
  built: Built,
  overlaps: ReturnType<typeof closeContacts>['overlaps'],
): readonly Warning[] {
  const out: Warning[] = [];
  const worst = overlaps[0];
  const hasVacuum = closingOf(built.recipe).kind === 'vacuum';
  const across =
    hasVacuum && report.vacuum < THIN_VACUUM_ANG ? acrossVacuum(built.structure) : null;
  if (worst !== undefined) {
    const { numbers, layer } = built.structure;
    const [p, q] = [numbers[worst.i]!, numbers[worst.j]!];
    out.push({
      code: 'overlap',
      atoms: [worst.i, worst.j],
      symbols: [SYMBOLS[p]!, SYMBOLS[q]!],
      distanceAng: worst.distanceAng,
      radiiAng: COVALENT_RADIUS_ANG[p]! + COVALENT_RADIUS_ANG[q]!,
      others: overlaps.length - 1,
      slab: layer[worst.i] === layer[worst.j] ? slabName(report, layer[worst.i]!) : null,
      isEdited: layer[worst.i] === layer[worst.j] && isTouched(built, layer[worst.i]!),
      isAcrossVacuum: isPair(across, worst),
    });
  }
  const crushed = worst === undefined ? crushedBond(report, built) : null;
  if (crushed !== null) out.push(crushed);
  const short = worst === undefined ? shortContact(report, built) : null;
  if (short !== null) out.push(short);
  for (const [k, { lost, named, why }] of (built.byHand?.outcomes ?? []).entries())
    if (why !== null)
      out.push({ code: 'edit-lost', edit: k + 1, what: report.edits[k]!.text, lost, named, why });
  if (report.charge === null) out.push({ code: 'unknown-charges' });
  else if (Math.abs(report.charge) > NEUTRAL_E)
    out.push({ code: 'charged', chargeE: report.charge });
  for (const [i, { dipole, symmetric }] of report.layers.entries())
    if (dipole !== null && !symmetric && Math.abs(dipole) > NO_DIPOLE_EANG)
      out.push({ code: 'dipole', slab: slabName(report, i), dipoleEAng: dipole, hasVacuum });
  for (const [k] of report.separations.entries()) {
    const pairs = report.contacts.filter((c) => c.interface === k);
    const closest = pairs.toSorted((p, q) => p.min - q.min)[0];
    const attractive = Math.min(...pairs.filter((c) => c.attractive).map((c) => c.min));
    // A tie is not a warning: a rigid stack may hold both at one distance. Layers show each other their anions.
    if (
      closest?.relation === 'like' &&
      closest.min < attractive - 1e-3 &&
      !isClosedInterface(built, interfacesOf(built)[k]!)
    )
      out.push({
        code: 'like-charges',
        interface: k,
        pair: closest.pair,
        distanceAng: closest.min,
      });
  }
  for (const [i, slab] of built.slabs.entries())
    out.push(...unitWarnings(slab, slabName(report, i)));
  for (const [i, layer] of report.layers.entries()) {
    const strain = Math.max(...Object.values(layer.strain).map(Math.abs));
    if (strain > LARGE_STRAIN)
      out.push({ code: 'large-strain', slab: slabName(report, i), strain });
  }
  if (hasVacuum && report.vacuum < THIN_VACUUM_ANG)
    out.push({
      code: 'thin-vacuum',
      vacuumAng: report.vacuum,
      isRelaxed: built.recipe.relaxed !== undefined,
      contact: across && {
        pair: pairName(built, across.i, across.j),
        distanceAng: across.distanceAng,
        radiiAng: across.radiiAng,
      },
    });
  return out;
}

/**
 * The contact across an interface that is farthest below the sum of the radii: of van der Waals radii where neither
 * side cuts a bond, else of covalent ones. There ions of like charge are another warning's business, and their
 * covalent radii say nothing.
 */
function shortContact(report: Draft, built: Built): Warning | null {
  const interfaces = interfacesOf(built);
  const [worst] = report.contacts
    .map((c) => {
      const [p, q] = c.pair.split('-').map((s) => SYMBOLS.indexOf(s)) as [number, number];
      // Hydrogen bonds are far shorter than the radii say.
      const isClosed = isClosedInterface(built, interfaces[c.interface]!) && p !== 1 && q !== 1;
      const radii = isClosed ? VDW_RADIUS_ANG : COVALENT_RADIUS_ANG;
      const radiiAng = radii[p]! + radii[q]!;
      const limit = isClosed ? SHORT_VDW : c.relation === 'like' ? 0 : SHORT_CONTACT;
      return { c, isClosed, radiiAng, share: c.min / radiiAng / limit };
    })
    .filter(({ share }) => share < 1)
    .sort((p, q) => p.share - q.share);
  if (worst === undefined) return null;
  return {
    code: 'short-contact',
    interface: built.slabs.length > 2 ? worst.c.interface : null,
    pair: worst.c.pair,
    distanceAng: worst.c.min,
    radii: worst.isClosed ? 'van der Waals' : 'covalent',
    radiiAng: worst.radiiAng,
  };
}

/** Whether both sides of an interface end without a cut bond. */
const isClosedInterface = ({ slabs }: Built, { lower, upper }: Interface): boolean =>
  isClosedFace(slabs[lower]!, 'top') && isClosedFace(slabs[upper]!, 'bottom');

/** "CdS", or "CdS (film 2)" where two slabs bear one name. */
export function slabName({ layers }: Pick<Report, 'layers'>, index: number): string {
  const { label } = layers[index]!;
  if (layers.filter((l) => l.label === label).length === 1) return label;
  return `${label} (${index === 0 ? 'substrate' : `film ${index}`})`;
}

/** The closest pair against the shortest distance of the same two elements in its own unstrained crystal. */
function crushedBond({ closest }: Draft, built: Built): Warning | null {
  if (closest === null) return null;
  const [i, j] = closest.atoms;
  const { layer, numbers } = built.structure;
  if (layer[i] !== layer[j]) return null;
  const bulk = unitCellStructure(built.slabs[layer[i]!]!.crystal);
  let bulkAng = Number.POSITIVE_INFINITY;
  forEachPair(bulk.lattice, bulk.xyz, closest.distance / CRUSHED + 1, (p, q, _image, ang) => {
    const same =
      (bulk.numbers[p] === numbers[i] && bulk.numbers[q] === numbers[j]) ||
      (bulk.numbers[p] === numbers[j] && bulk.numbers[q] === numbers[i]);
    if (same) bulkAng = Math.min(bulkAng, ang);
  });
  const isEdited = isTouched(built, layer[i]!);
  // Of elements that an edit has brought together the crystal says nothing.
  if (isEdited && bulkAng === Number.POSITIVE_INFINITY) return null;
  if (!(closest.distance < CRUSHED * bulkAng)) return null;
  return {
    code: 'crushed',
    atoms: [i, j],
    pair: closest.pair,
    distanceAng: closest.distance,
    bulkAng: Number.isFinite(bulkAng) ? bulkAng : null,
    isEdited,
  };
}

const pairName = ({ structure: { numbers } }: Built, i: number, j: number): string =>
  `${SYMBOLS[numbers[i]!]}-${SYMBOLS[numbers[j]!]}`;

/** Formal charges are small multiples of one: rounding noise of a sum is not a charge. */
const tidy = (x: number): number => Math.round(x * 1e6) / 1e6 + 0;
