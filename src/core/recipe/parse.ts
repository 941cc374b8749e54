import { freeCell, ownCrystal, ownElastic } from '#core/recipe/crystals/parseCrystal.ts';
import { handEdits } from '#core/recipe/handEdits/parseHandEdits.ts';
import { type InPlaneCell, MAX_PLANES, type Removal } from '#core/surface/slab.ts';
import { bad, list, matrix, real, record, text, whole } from './parseField.ts';
import type { Recipe, Relaxed, SlabSpec, Step, StrainPolicy } from './recipe.ts';

/**
 * Checks an untrusted value field by field. Unknown fields are refused, so that a typing error is not
 * silently ignored.
 * @throws `recipe` naming the field and what it should hold
 */
export function parseRecipe(value: unknown): Recipe {
  const o = record(migrate(value), 'recipe', [
    'epistack',
    'title',
    'preset',
    'strained',
    'steps',
    'crystals',
    'relaxed',
    'freeze',
    'elastic',
    'edits',
  ]);
  const steps = list(o['steps'], 'steps', 2, 40).map((s, i) => step(s, `steps[${i}]`));
  if (steps[0]!.kind !== 'substrate') throw bad('steps[0].kind', '"substrate" first');
  for (const [i, s] of steps.entries()) {
    const last = i === steps.length - 1;
    if (last !== (s.kind === 'vacuum' || s.kind === 'superlattice'))
      throw bad(`steps[${i}].kind`, last ? '"vacuum" or "superlattice" last' : '"film"');
    if (i > 0 && s.kind === 'substrate')
      throw bad(`steps[${i}].kind`, '"film": one substrate only');
  }
  return {
    epistack: 1,
    title: text(o['title'] ?? '', 'title'),
    preset: o['preset'] == null ? null : text(o['preset'], 'preset'),
    strained: policy(o['strained'] ?? { who: 'film' }),
    steps,
    ...(o['crystals'] === undefined ? {} : { crystals: crystals(o['crystals']) }),
    ...(o['relaxed'] === undefined ? {} : { relaxed: relaxed(o['relaxed']) }),
    ...(o['elastic'] === undefined ? {} : { elastic: elastic(o['elastic']) }),
    ...(o['freeze'] === undefined ? {} : { freeze: freeze(o['freeze']) }),
    ...(o['edits'] === undefined ? {} : { edits: handEdits(o['edits']) }),
  };
}

function crystals(value: unknown): Recipe['crystals'] & {} {
  const out = list(value, 'crystals', 0, 20).map((c, i) => ownCrystal(c, `crystals[${i}]`));
  for (const [i, c] of out.entries())
    if (out.findIndex((d) => d.id === c.id) < i)
      throw bad(`crystals[${i}].id`, 'an id that no other crystal has');
  return out;
}

/** @param most numbers in the list */
export function relaxed(value: unknown, most = 60_000): Relaxed {
  const o = record(value, 'relaxed', ['note', 'milliAng']);
  return {
    note: text(o['note'], 'relaxed.note', 400),
    milliAng: list(o['milliAng'], 'relaxed.milliAng', 3, most).map((x, i) =>
      real(x, `relaxed.milliAng[${i}]`, -100_000, 100_000),
    ),
  };
}

function elastic(value: unknown): Recipe['elastic'] & {} {
  const out = list(value, 'elastic', 0, 40).map((e, i) => ownElastic(e, `elastic[${i}]`));
  for (const [i, e] of out.entries())
    if (out.findIndex((d) => d.material === e.material) < i)
      throw bad(`elastic[${i}].material`, 'a crystal that no other entry is of');
  return out;
}

function freeze(value: unknown): Recipe['freeze'] & {} {
  const kind = record(value, 'freeze', null)['kind'];
  if (kind === 'beyond') {
    const o = record(value, 'freeze', ['kind', 'distanceAng']);
    return { kind, distanceAng: real(o['distanceAng'], 'freeze.distanceAng', 0, 1000) };
  }
  if (kind !== 'planes') throw bad('freeze.kind', '"planes" or "beyond"');
  const o = record(value, 'freeze', ['kind', 'bottom', 'top']);
  return {
    kind,
    bottom: whole(o['bottom'], 'freeze.bottom', 0, MAX_PLANES),
    top: whole(o['top'], 'freeze.top', 0, MAX_PLANES),
  };
}

/** Brings an older document to the current version. Version 1 is the first. */
function migrate(value: unknown): unknown {
  const version = (value as { epistack?: unknown } | null)?.epistack;
  if (version === 1) return value;
  if (typeof version === 'number' && version > 1)
    throw bad('epistack', `version 1 (this is ${version}: it was made by a newer Epistack)`);
  throw bad('epistack', '1, the version of the document');
}

function step(value: unknown, at: string): Step {
  const kind = record(value, at, null)['kind'];
  switch (kind) {
    case 'substrate': {
      const o = record(value, at, ['kind', 'slab']);
      return { kind, slab: slab(o['slab'], `${at}.slab`) };
    }
    case 'film': {
      const o = record(value, at, ['kind', 'slab', 'registryShift', 'separationAng']);
      const shift = list(o['registryShift'] ?? [0, 0], `${at}.registryShift`, 2, 2);
      return {
        kind,
        slab: slab(o['slab'], `${at}.slab`),
        registryShift: [
          real(shift[0], `${at}.registryShift[0]`, -1000, 1000),
          real(shift[1], `${at}.registryShift[1]`, -1000, 1000),
        ],
        separationAng: real(o['separationAng'], `${at}.separationAng`, 0, 100),
      };
    }
    case 'vacuum': {
      const o = record(value, at, ['kind', 'vacuumAng']);
      return { kind, vacuumAng: real(o['vacuumAng'], `${at}.vacuumAng`, 0, 1000) };
    }
    case 'superlattice': {
      const o = record(value, at, ['kind', 'separationAng']);
      return { kind, separationAng: real(o['separationAng'], `${at}.separationAng`, 0, 100) };
    }
    default:
      throw bad(`${at}.kind`, '"substrate", "film", "vacuum" or "superlattice"');
  }
}

function slab(value: unknown, at: string): SlabSpec {
  const o = record(value, at, [
    'material',
    'cell',
    'hkl',
    'planes',
    'planesOf',
    'termination',
    'remove',
    'inPlane',
    'matrix',
    'normalStrain',
  ]);
  return {
    material: text(o['material'], `${at}.material`),
    cell: freeCell(o['cell'], `${at}.cell`),
    hkl: list(o['hkl'], `${at}.hkl`, 3, 4).map((x, i) => whole(x, `${at}.hkl[${i}]`, -30, 30)),
    planes: whole(o['planes'], `${at}.planes`, 1, MAX_PLANES),
    termination: whole(o['termination'] ?? 0, `${at}.termination`, 0, 10_000),
    remove: list(o['remove'] ?? [], `${at}.remove`, 0, 8).map((r, i) =>
      removal(r, `${at}.remove[${i}]`),
    ),
    inPlane: inPlane(o['inPlane'] ?? 'primitive', `${at}.inPlane`),
    matrix: matrix(o['matrix'], `${at}.matrix`),
    ...planesOf(o['planesOf'], `${at}.planesOf`),
    ...(o['normalStrain'] === undefined
      ? {}
      : { normalStrain: real(o['normalStrain'], `${at}.normalStrain`, -0.5, 0.5) }),
  };
}

function planesOf(value: unknown, at: string): Pick<SlabSpec, 'planesOf'> {
  if (value === undefined) return {};
  if (value !== 'units') throw bad(at, '"units", or nothing for planes of atoms');
  return { planesOf: value };
}

export function inPlane(value: unknown, at: string): InPlaneCell {
  if (value !== 'primitive' && value !== 'rectangular' && value !== 'conventional')
    throw bad(at, '"primitive", "rectangular" or "conventional"');
  return value;
}

function removal(value: unknown, at: string): Removal {
  const o = record(value, at, ['face', 'species']);
  const face = o['face'];
  if (face !== 'top' && face !== 'bottom') throw bad(`${at}.face`, '"top" or "bottom"');
  return { face, species: text(o['species'], `${at}.species`) };
}

export function policy(value: unknown, at = 'strained'): StrainPolicy {
  const o = record(value, at, ['who', 'filmShare']);
  if (o['who'] === 'film' || o['who'] === 'substrate') return { who: o['who'] };
  if (o['who'] === 'shared')
    return { who: 'shared', filmShare: real(o['filmShare'], `${at}.filmShare`, 0, 1) };
  throw bad(`${at}.who`, '"film", "substrate" or "shared"');
}
