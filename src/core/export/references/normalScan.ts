import type { Structure } from '#core/crystal/structure.ts';
import { deformation, strainOf } from '#core/match/strain.ts';
import { det2 } from '#core/math/plane2.ts';
import type { Built } from '#core/recipe/build.ts';

/** Strains below this are the rounding of a cell. */
const UNSTRAINED = 1e-6;
/** The least half-width of the scan, a fraction. */
const LEAST_HALF = 0.01;
const POINTS = 5;

/** A strained bulk with another distance of its planes. */
export interface Spacing {
  /** Over that of the unstrained crystal. */
  readonly factor: number;
  readonly structure: Structure;
}

/**
 * A strained bulk at five distances of its planes, in its own plane. VASP's ISIF frees a cell altogether or not
 * at all, so the normal that a slab relaxes has to be scanned. The distances run from the unstrained crystal's to
 * the one that keeps the volume: between them lies the relaxed one of an isotropic solid, for which Hooke's law
 * with σ_zz = 0 gives ε_zz = −ν/(1 − ν) (ε_xx + ε_yy), 0 < ν < 1/2.
 * @param bulk as strained by the recipe, the normal along z
 * @returns nothing for a slab that is not strained
 * @see https://vasp.at/wiki/ISIF
 */
export function normalScan(bulk: Structure, built: Built, slab: number): readonly Spacing[] {
  const { supercell, spec } = built.slabs[slab]!;
  const { xx, yy, xy } = strainOf(supercell, built.cell);
  if (![xx, yy, xy].some((e) => Math.abs(e) > UNSTRAINED)) return [];
  const kept = 1 / det2(deformation(supercell, built.cell));
  const middle = (1 + kept) / 2;
  const half = Math.max(LEAST_HALF, Math.abs(1 - kept) / 2);
  const given = 1 + (spec.normalStrain ?? 0);
  return Array.from({ length: POINTS }, (_, k) => {
    const factor = middle + half * ((2 * k) / (POINTS - 1) - 1);
    const stretched = (from: Float64Array) =>
      from.map((x, i) => (i % 3 === 2 ? (x * factor) / given : x));
    return {
      factor,
      structure: {
        ...bulk,
        lattice: stretched(bulk.lattice),
        xyz: stretched(bulk.xyz),
      },
    };
  });
}

/** Lines of the job of a strained bulk: one small run for each distance, then a table of them. */
export const SCAN_BODY: readonly string[] = [
  ': > normal.txt',
  'for folder in normal-*; do',
  '  if ! grep -q \'General timing and accounting\' "$folder/OUTCAR" 2>/dev/null; then',
  '    (cd "$folder" && ln -sf ../INCAR ../KPOINTS ../POTCAR . && run_code > vasp.out)',
  '  fi',
  '  awk -v name="$folder" \'/energy\\(sigma->0\\)/ { e = $NF } END { print name, e }\' "$folder/OUTCAR" >> normal.txt',
  'done',
];

export const spacingFolder = ({ factor }: Spacing): string => `normal-${factor.toFixed(4)}`;

/** What the README says of it. */
export const SCAN_TEXT: readonly string[] = [
  'POSCAR of a strained bulk has the plane distances of the recipe: those of the unstrained crystal unless a strain along the normal was given. The slabs relax along the normal, this cell does not, for ISIF cannot free one direction alone. Its energy is then an upper bound of the elastic energy: with the normal free it is lower.',
  'So job.sh in the folder of a strained bulk also runs the same cell at five plane distances, normal-F with F over the unstrained distance, from that to the one of unchanged volume, and writes their energies to normal.txt. Put the minimum of a parabola through them into energies.json in place of the first energy; if the lowest is at an end, add a point beyond it. The plain report of the recipe names the strain along the normal that elastic constants give, where the library has them.',
  'Shears of the normal, which planes of low symmetry may take, are left out of the scan.',
];
