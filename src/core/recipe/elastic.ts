import {
  energyDensity,
  J_PER_M2_PER_EV_PER_ANG2,
  type NormalResponse,
  normalResponse,
  optimalFilmShare,
  surfaceStiffness,
  turnOf,
} from '#core/match/elastic.ts';
import { type Elastic, type Stiffness, turnStiffness } from '#core/match/stiffness.ts';
import { deformation, strainOf } from '#core/match/strain.ts';
import { signedPercent } from '#core/math/decimals.ts';
import { det } from '#core/math/mat3.ts';
import { det2, shapeOf } from '#core/math/plane2.ts';
import { type Library, materialOf, withElastic } from '#core/recipe/crystals/library.ts';
import type { Built, BuiltSlab } from './build.ts';

/** Elastic energy of one slab, linear elasticity of the bulk crystal. */
export interface ElasticEnergy {
  /** For the interface cell. */
  readonly cellEv: number;
  /** Per area of the interface cell. */
  readonly jPerM2: number;
  readonly mevPerAtom: number;
}

export interface SlabElasticity {
  /** With the strain along the normal that leaves the faces free of stress. */
  readonly relaxed: ElasticEnergy;
  /** With the strain along the normal that the recipe gives the slab, no shear of the normal. */
  readonly asBuilt: ElasticEnergy;
  /** The relaxed strains along the normal. The builder applies zz; it never shears a slab. */
  readonly response: NormalResponse;
  /** What `normalStrain` of the slab should be: the relaxed zz. */
  readonly suggestedNormalStrain: number;
  /** Whether the elastic constants were measured, computed or typed, and where they come from. */
  readonly kind: Elastic['kind'];
  readonly source: string;
}

/** What the elastic energy is read off: slabs and cell of a stack, placed or not. */
type Strained = Pick<Built, 'recipe' | 'slabs' | 'cell'>;

/**
 * Elastic energy and out-of-plane response of each slab, bottom to top; null for a crystal without
 * elastic constants in the library. Bulk elasticity: surfaces and the interface itself add nothing.
 * @throws `unknown-material`
 */
export function elasticReport(
  { recipe, slabs, cell }: Strained,
  library: Library,
): readonly (SlabElasticity | null)[] {
  const materials = withElastic(library, recipe);
  return slabs.map((slab) => {
    const { elastic } = materialOf(materials, slab.spec.material);
    const inFrame = slabStiffness(slab, materials);
    if (elastic === undefined || inFrame === null) return null;
    const c = turnStiffness(inFrame, turnOf(slab.supercell, cell));
    const strain = strainOf(slab.supercell, cell);
    const response = normalResponse(c, strain);
    const given: NormalResponse = { zz: slab.spec.normalStrain ?? 0, xz: 0, yz: 0 };
    const energy = (normal: NormalResponse): ElasticEnergy => {
      const cellEv = (energyDensity(c, strain, normal) * volumeAng3(slab)) / 1000;
      return {
        cellEv,
        jPerM2: (cellEv / shapeOf(cell).areaAng2) * J_PER_M2_PER_EV_PER_ANG2,
        mevPerAtom: (1000 * cellEv) / atomsOf(slab),
      };
    };
    return {
      relaxed: energy(response),
      asBuilt: energy(given),
      response,
      suggestedNormalStrain: response.zz,
      kind: elastic.kind,
      source: elastic.source,
    };
  });
}

/**
 * The share of the strain between the substrate and the first film at which the two together hold the
 * least elastic energy, both relaxed along the normal: as free-standing slabs of these thicknesses.
 * @returns `filmShare`, or null without a film or without elastic constants of both crystals
 */
export function elasticFilmShare({ recipe, slabs }: Strained, library: Library): number | null {
  const [substrate, film] = slabs;
  if (substrate === undefined || film === undefined) return null;
  const materials = withElastic(library, recipe);
  const [lower, upper] = [slabStiffness(substrate, materials), slabStiffness(film, materials)];
  if (lower === null || upper === null) return null;
  return optimalFilmShare(
    { stiffness: upper, thicknessAng: thicknessAng(film) },
    { stiffness: lower, thicknessAng: thicknessAng(substrate) },
    deformation(film.supercell, substrate.supercell),
  );
}

const percent = (x: number): string => `${signedPercent(x)} %`;

/** The energies as lines of the plain report; empty where no crystal has elastic constants. */
export function elasticLines(
  elastic: readonly (SlabElasticity | null)[],
  names: readonly string[],
): readonly string[] {
  if (elastic.every((e) => e === null)) return [];
  return [
    '',
    'Elastic energy of the strain: bulk elasticity, the normal free of stress; εzz is the strain that makes it so',
    ...elastic.map((e, i) =>
      e === null
        ? `  ${names[i]}   no elastic constants in the library`
        : `  ${names[i]}   ${e.relaxed.jPerM2.toFixed(4)} J/m²   ${e.relaxed.mevPerAtom.toFixed(3)} meV/atom   εzz ${percent(e.suggestedNormalStrain)}   (${e.kind}: ${e.source})`,
    ),
  ];
}

function slabStiffness({ spec, crystal, slab }: BuiltSlab, materials: Library): Stiffness | null {
  const { elastic, spaceGroup } = materialOf(materials, spec.material);
  return elastic === undefined
    ? null
    : surfaceStiffness(elastic, spaceGroup.number, crystal.lattice, slab.surface);
}

const atomsOf = ({ slab, matrix }: BuiltSlab): number => slab.numbers.length * det2(matrix);

/** What the slab's atoms fill in the unstrained bulk, Å³. */
const volumeAng3 = (slab: BuiltSlab): number =>
  (atomsOf(slab) * det(slab.crystal.lattice)) / slab.crystal.numbers.length;

/** Height of that volume on the unstrained supercell, Å: a whole period for each period of planes. */
const thicknessAng = (slab: BuiltSlab): number => volumeAng3(slab) / det2(slab.supercell);
