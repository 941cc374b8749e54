import { wrap01 } from '#core/crystal/crystal.ts';
import { composition, type Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { deformation } from '#core/match/strain.ts';
import { highest, lowest } from '#core/math/extremes.ts';
import { inverse, mul, mulRow, row } from '#core/math/mat3.ts';
import { type Mat2, rowTimes, shapeOf, type Vec2 } from '#core/math/plane2.ts';
import { reducedCell } from '#core/math/reducedCell.ts';
import type { Built, BuiltSlab } from '#core/recipe/build.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { type Account, type SlabAccount, unitsOf } from './energies.ts';

/** How long the cell of a free slab is along c. */
export type SlabBox =
  /** As much vacuum as the stack has. */
  | 'vacuum'
  /** As long as the stack's cell: the same plane waves, at a higher cost. */
  | 'stack';

/** One structure beside the stack, and what it is for. */
export interface Reference {
  readonly id:
    | 'stack'
    | 'lowerSlab'
    | 'upperSlab'
    | 'lowerBulkStrained'
    | 'upperBulkStrained'
    | 'lowerBulkUnstrained'
    | 'upperBulkUnstrained';
  readonly folder: string;
  readonly label: string;
  readonly structure: Structure;
  /** Empty along c. */
  readonly slab: boolean;
  /** Indices of the stack's slabs in it; empty for a bulk. */
  readonly slabs: readonly number[];
}

export interface References {
  readonly all: readonly Reference[];
  readonly account: Account;
}

/**
 * The seven cells from which work of adhesion, interface energy and strain energy follow, for a stack of a
 * substrate and one film in vacuum.
 * The slabs are those of the stack, atom by atom; the bulks are the primitive cells turned so that the plane
 * lies flat, strained in the plane (and along the normal, where the recipe says so) as the slab is, or not.
 * @throws `setting` for a stack of another kind
 */
export function referencesOf(
  built: Built,
  report: Report,
  structure: Structure,
  box: SlabBox = 'vacuum',
): References {
  if (built.slabs.length !== 2 || !(report.vacuum > 0))
    throw new EpistackError({
      code: 'setting',
      field: 'steps',
      expected:
        'a substrate, one film and vacuum: with more interfaces the energies of each do not follow from these cells',
    });
  const [lower, upper] = [built.slabs[0]!, built.slabs[1]!];
  const bulks = [lower, upper].map((s) => ({
    strained: bulkCell(s, built, true),
    unstrained: bulkCell(s, built, false),
  }));
  const slabs = [0, 1].map((k) => freeSlab(structure, k, report.vacuum, box));
  const named = (k: number) => `${built.slabs[k]!.name} (${built.slabs[k]!.spec.hkl.join(' ')})`;
  const names = [named(0), named(1)] as const;
  const bulk = (
    id: Reference['id'],
    folder: string,
    label: string,
    cell: Structure,
  ): Reference => ({ id, folder, label, structure: cell, slab: false, slabs: [] });
  const all: readonly Reference[] = [
    {
      id: 'stack',
      folder: '1-stack',
      label: `${names[1]} on ${names[0]}`,
      structure,
      slab: true,
      slabs: [0, 1],
    },
    {
      id: 'lowerSlab',
      folder: '2-substrate-slab',
      label: `free slab of ${names[0]}, strained as in the stack`,
      structure: slabs[0]!,
      slab: true,
      slabs: [0],
    },
    {
      id: 'upperSlab',
      folder: '3-film-slab',
      label: `free slab of ${names[1]}, strained as in the stack`,
      structure: slabs[1]!,
      slab: true,
      slabs: [1],
    },
    bulk(
      'lowerBulkStrained',
      '4-substrate-bulk-strained',
      `bulk ${lower.name}, strained as in the stack`,
      bulks[0]!.strained,
    ),
    bulk(
      'lowerBulkUnstrained',
      '5-substrate-bulk-unstrained',
      `bulk ${lower.name}, unstrained`,
      bulks[0]!.unstrained,
    ),
    bulk(
      'upperBulkStrained',
      '6-film-bulk-strained',
      `bulk ${upper.name}, strained as in the stack`,
      bulks[1]!.strained,
    ),
    bulk(
      'upperBulkUnstrained',
      '7-film-bulk-unstrained',
      `bulk ${upper.name}, unstrained`,
      bulks[1]!.unstrained,
    ),
  ];
  const account = (k: number): SlabAccount => {
    const counts = composition(bulks[k]!.strained.numbers);
    const layer = report.layers[k]!;
    return {
      label: layer.label,
      atoms: layer.atoms,
      ...unitsOf(layer.composition, counts),
      bulkAtoms: bulks[k]!.strained.numbers.length,
      symmetric: layer.symmetric,
    };
  };
  return {
    all,
    account: { areaAng2: shapeOf(built.cell).areaAng2, lower: account(0), upper: account(1) },
  };
}

/** One slab of a stack alone, where it stands or moved down to the middle of its own vacuum. */
function freeSlab(stack: Structure, slab: number, vacuumAng: number, box: SlabBox): Structure {
  const kept = Array.from(stack.numbers.keys()).filter((i) => stack.layer[i] === slab);
  const heights = kept.map((i) => stack.xyz[3 * i + 2]!);
  const low = lowest(heights);
  const lattice = Float64Array.from(stack.lattice);
  if (box === 'vacuum') lattice[8] = highest(heights) - low + vacuumAng;
  const drop = box === 'vacuum' ? low - vacuumAng / 2 : 0;
  const xyz = new Float64Array(3 * kept.length);
  for (const [k, i] of kept.entries())
    xyz.set([stack.xyz[3 * i]!, stack.xyz[3 * i + 1]!, stack.xyz[3 * i + 2]! - drop], 3 * k);
  return {
    lattice,
    numbers: Uint8Array.from(kept, (i) => stack.numbers[i]!),
    xyz,
    layer: new Uint16Array(kept.length).fill(slab),
  };
}

/**
 * The primitive crystal with the plane flat, deformed as the slab is or left alone, atoms in the cell. Its rows
 * are those that make the unstrained cell as compact as it can be, in both alike.
 */
function bulkCell(slab: BuiltSlab, built: Built, strained: boolean): Structure {
  const { surface } = slab.slab;
  const plane: Mat2 = strained
    ? deformation(slab.supercell, built.cell)
    : [
        [1, 0],
        [0, 1],
      ];
  const rise = strained ? 1 + (slab.spec.normalStrain ?? 0) : 1;
  const map = (from: ArrayLike<number>, i: number) => {
    const [x, y, z] = row(from, i);
    const flat: Vec2 = rowTimes([x, y], plane);
    return [flat[0], flat[1], rise * z] as const;
  };
  const { basis } = reducedCell(surface.lattice);
  const lattice = mul(
    basis,
    [0, 1, 2].flatMap((i) => [...map(surface.lattice, i)]),
  );
  const toFrac = inverse(lattice);
  const n = surface.numbers.length;
  const xyz = new Float64Array(3 * n);
  for (let i = 0; i < n; i++) {
    const [f, g, h] = mulRow(map(surface.xyz, i), toFrac);
    xyz.set(mulRow([wrap01(f), wrap01(g), wrap01(h)], lattice), 3 * i);
  }
  // Grouped by element as VASP wants, in the crystal's own order.
  return { lattice, numbers: surface.numbers, xyz, layer: new Uint16Array(n) };
}
