import { atomicNumber } from '#core/crystal/elements.ts';
import { det2, type IntMat2 } from '#core/math/plane2.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import { freeCell, ownCrystal } from '#core/recipe/crystals/parseCrystal.ts';
import { relaxed } from '#core/recipe/parse.ts';
import { bad, list, real, record, text, whole } from '#core/recipe/parseField.ts';
import { MAX_INDEX } from '#core/surface/miller.ts';
import { MAX_PARTICLE_ATOMS } from './cutout.ts';
import type {
  CapShape,
  CapSpec,
  CoherentSpec,
  CoreSpec,
  CrystalSpec,
  FacetSpec,
  NanocrystalRecipe,
} from './nanocrystalRecipe.ts';

/** Largest length of a particle, nm: beyond, it has more atoms than are built. */
const MAX_NM = 100;

/**
 * Checks an untrusted value field by field. Unknown fields are refused, so that a typing error is not silently ignored.
 * @param library where lattice constants are taken from that are not given: the first of a crystal's sets
 * @throws `recipe` naming the field and what it should hold
 */
export function parseNanocrystal(value: unknown, library: Library = new Map()): NanocrystalRecipe {
  const o = record(value, 'nanocrystal', [
    'epistackNanocrystal',
    'title',
    'core',
    'cap',
    'leastNeighbours',
    'neutral',
    'marginNm',
    'crystals',
    'relaxed',
  ]);
  if (o['epistackNanocrystal'] !== 1)
    throw bad('epistackNanocrystal', '1, the version of a nanocrystal');
  const neutral = o['neutral'] ?? false;
  if (typeof neutral !== 'boolean') throw bad('neutral', 'true or false');
  return {
    epistackNanocrystal: 1,
    title: text(o['title'] ?? '', 'title'),
    core: core(o['core'], library),
    cap: o['cap'] == null ? null : cap(o['cap'], library),
    leastNeighbours: whole(o['leastNeighbours'] ?? 1, 'leastNeighbours', 0, 12),
    neutral,
    marginNm: real(o['marginNm'] ?? 1, 'marginNm', 0.1, MAX_NM),
    ...(o['crystals'] === undefined
      ? {}
      : {
          crystals: list(o['crystals'], 'crystals', 0, 4).map((c, i) =>
            ownCrystal(c, `crystals[${i}]`),
          ),
        }),
    ...(o['relaxed'] === undefined
      ? {}
      : { relaxed: relaxed(o['relaxed'], 3 * MAX_PARTICLE_ATOMS) }),
  };
}

function core(value: unknown, library: Library): CoreSpec {
  const o = record(value, 'core', ['material', 'cell', 'centre', 'facets', 'sizeNm', 'sphereNm']);
  const facets = list(o['facets'] ?? [], 'core.facets', 0, 20).map((f, i) =>
    facet(f, `core.facets[${i}]`),
  );
  const byEnergy = facets.filter((f) => f.energy !== undefined).length;
  if (byEnergy > 0 && byEnergy < facets.length)
    throw bad('core.facets', 'distances for all faces, or energies for all');
  if (facets.length === 0 && o['sphereNm'] === undefined)
    throw bad('core.facets', 'faces, or core.sphereNm');
  if (byEnergy > 0 && o['sizeNm'] === undefined)
    throw bad('core.sizeNm', 'a size in nm, which goes with energies');
  if (byEnergy === 0 && o['sizeNm'] !== undefined)
    throw bad('core.sizeNm', 'nothing without energies: each face has its own distance');
  return {
    ...crystal(o, 'core', library),
    centre: vector(o['centre'] ?? [0, 0, 0], 'core.centre'),
    facets,
    ...(o['sizeNm'] === undefined ? {} : { sizeNm: nm(o['sizeNm'], 'core.sizeNm') }),
    ...(o['sphereNm'] === undefined ? {} : { sphereNm: nm(o['sphereNm'], 'core.sphereNm') }),
  };
}

function facet(value: unknown, at: string): FacetSpec {
  const o = record(value, at, ['hkl', 'distanceNm', 'energy', 'single', 'species']);
  if ((o['distanceNm'] === undefined) === (o['energy'] === undefined))
    throw bad(at, 'either distanceNm or energy');
  const single = o['single'] ?? false;
  if (typeof single !== 'boolean') throw bad(`${at}.single`, 'true or false');
  return {
    hkl: indices(o['hkl'], `${at}.hkl`),
    ...(o['distanceNm'] === undefined
      ? { energy: real(o['energy'], `${at}.energy`, 1e-6, 1e6) }
      : { distanceNm: nm(o['distanceNm'], `${at}.distanceNm`) }),
    ...(single ? { single } : {}),
    ...(o['species'] === undefined
      ? {}
      : {
          species: list(o['species'], `${at}.species`, 1, 10).map((s, i) => {
            const symbol = text(s, `${at}.species[${i}]`);
            if (atomicNumber(symbol) === undefined)
              throw bad(`${at}.species[${i}]`, 'the symbol of an element');
            return symbol;
          }),
        }),
  };
}

function cap(value: unknown, library: Library): CapSpec {
  const o = record(value, 'cap', [
    'material',
    'cell',
    'shape',
    'facet',
    'plane',
    'directions',
    'gapAng',
    'shiftAng',
    'coherent',
  ]);
  const directions = record(o['directions'], 'cap.directions', ['core', 'cap']);
  const shift = list(o['shiftAng'] ?? [0, 0], 'cap.shiftAng', 2, 2);
  return {
    ...crystal(o, 'cap', library),
    shape: shape(o['shape']),
    facet: indices(o['facet'], 'cap.facet'),
    plane: indices(o['plane'], 'cap.plane'),
    directions: {
      core: indices(directions['core'], 'cap.directions.core'),
      cap: indices(directions['cap'], 'cap.directions.cap'),
    },
    gapAng: real(o['gapAng'], 'cap.gapAng', 0, 20),
    shiftAng: [
      real(shift[0], 'cap.shiftAng[0]', -100, 100),
      real(shift[1], 'cap.shiftAng[1]', -100, 100),
    ],
    ...(o['coherent'] == null ? {} : { coherent: coherent(o['coherent']) }),
  };
}

function coherent(value: unknown): CoherentSpec {
  const at = 'cap.coherent';
  const o = record(value, at, ['depthNm', 'cells']);
  const cells = record(o['cells'], `${at}.cells`, ['core', 'cap']);
  return {
    depthNm: nm(o['depthNm'], `${at}.depthNm`),
    cells: {
      core: matrix(cells['core'], `${at}.cells.core`),
      cap: matrix(cells['cap'], `${at}.cells.cap`),
    },
  };
}

function matrix(value: unknown, at: string): IntMat2 {
  // `list` refuses any other number of rows and columns than two.
  const [a, b] = list(value, at, 2, 2).map((row, i) =>
    list(row, `${at}[${i}]`, 2, 2).map((x, k) => whole(x, `${at}[${i}][${k}]`, -1000, 1000)),
  ) as unknown as IntMat2;
  if (!(det2([a, b]) > 0)) throw bad(at, 'two rows with a positive determinant');
  return [a, b];
}

function shape(value: unknown): CapShape {
  const at = 'cap.shape';
  const kind = record(value, at, null)['kind'];
  switch (kind) {
    case 'hemisphere': {
      const o = record(value, at, ['kind', 'radiusNm']);
      return { kind, radiusNm: nm(o['radiusNm'], `${at}.radiusNm`) };
    }
    case 'cap': {
      const o = record(value, at, ['kind', 'radiusNm', 'heightNm']);
      return {
        kind,
        radiusNm: nm(o['radiusNm'], `${at}.radiusNm`),
        heightNm: nm(o['heightNm'], `${at}.heightNm`),
      };
    }
    case 'plate': {
      const o = record(value, at, ['kind', 'lengthNm', 'widthNm', 'heightNm']);
      return {
        kind,
        lengthNm: nm(o['lengthNm'], `${at}.lengthNm`),
        widthNm: nm(o['widthNm'], `${at}.widthNm`),
        heightNm: nm(o['heightNm'], `${at}.heightNm`),
      };
    }
    case 'shell': {
      const o = record(value, at, ['kind', 'thicknessNm']);
      return { kind, thicknessNm: nm(o['thicknessNm'], `${at}.thicknessNm`) };
    }
    case 'rod': {
      const o = record(value, at, ['kind', 'radiusNm', 'lengthNm']);
      return {
        kind,
        radiusNm: nm(o['radiusNm'], `${at}.radiusNm`),
        lengthNm: nm(o['lengthNm'], `${at}.lengthNm`),
      };
    }
    default:
      throw bad(`${at}.kind`, '"hemisphere", "cap", "plate", "shell" or "rod"');
  }
}

function crystal(o: Record<string, unknown>, at: string, library: Library): CrystalSpec {
  const material = text(o['material'], `${at}.material`);
  const known = library.get(material)?.constants[0];
  return {
    material,
    cell:
      o['cell'] === undefined && known !== undefined
        ? known.cell
        : freeCell(o['cell'], `${at}.cell`),
  };
}

const nm = (value: unknown, at: string): number => real(value, at, 0.05, MAX_NM);

// `list` refuses any other number than three, here and below.
const indices = (value: unknown, at: string): readonly [number, number, number] =>
  list(value, at, 3, 3).map((x, i) =>
    whole(x, `${at}[${i}]`, -MAX_INDEX, MAX_INDEX),
  ) as unknown as readonly [number, number, number];

const vector = (value: unknown, at: string): Vec3 =>
  list(value, at, 3, 3).map((x, i) => real(x, `${at}[${i}]`, -10, 10)) as unknown as Vec3;
