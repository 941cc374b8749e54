import { acrossVacuum, isPair } from '#core/analysis/acrossVacuum.ts';
import type { closeContacts } from '#core/analysis/overlaps.ts';
import { unitCellStructure } from '#core/crystal/crystal.ts';
import { COVALENT_RADIUS_ANG, SYMBOLS, VDW_RADIUS_ANG } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import { type Built, type Interface, interfacesOf } from '#core/recipe/build.ts';
import { closingOf } from '#core/recipe/recipe.ts';
import { isClosedFace } from '#core/recipe/units/faces.ts';
import { unitWarnings } from '#core/recipe/units/unitWarnings.ts';
import { NEUTRAL_E, NO_DIPOLE_EANG } from '#core/surface/slab.ts';
import { type Report, slabName } from './report.ts';
import type { Warning } from './warnings.ts';

/** A bond shorter than this fraction of the same bond in the unstrained crystal is crushed. */
const CRUSHED = 0.9;
/** A contact across an interface shorter than this fraction of the covalent radii is no bond of any kind. */
const SHORT_CONTACT = 0.85;
/** The same of van der Waals radii, between faces that cut no bond. */
const SHORT_VDW = 0.7;
/** Strain beyond which coherent growth is doubtful in most semiconductors: said, never refused. */
const LARGE_STRAIN = 0.05;
const THIN_VACUUM_ANG = 10;

/** The numbers of a report, of which its warnings speak. */
type Numbers = Omit<Report, 'warnings'>;

/** What is legal and doubtful in a built stack. @param overlaps pairs of atoms nearer than any bond, the nearest first */
export function stackWarnings(
  report: Numbers,
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
function shortContact(report: Numbers, built: Built): Warning | null {
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

/** The closest pair against the shortest distance of the same two elements in its own unstrained crystal. */
function crushedBond({ closest }: Numbers, built: Built): Warning | null {
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

const isTouched = ({ byHand }: Built, slab: number): boolean => byHand?.touched[slab] === true;

/** "Cs-S" of two atoms. */
export const pairName = ({ structure: { numbers } }: Built, i: number, j: number): string =>
  `${SYMBOLS[numbers[i]!]}-${SYMBOLS[numbers[j]!]}`;
