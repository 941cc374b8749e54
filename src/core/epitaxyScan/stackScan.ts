import { RADIANS } from '#core/diffraction/powder.ts';
import { EpistackError } from '#core/errors.ts';
import { type Built, build } from '#core/recipe/build.ts';
import { type Library, materialOf, shortName, withOwn } from '#core/recipe/crystals/library.ts';
import { applyNormalStrain, clearNormalStrain } from '#core/recipe/edits/strain.ts';
import { elasticReport } from '#core/recipe/elastic.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { EpitaxyScan, ScanGeometry, ScanSettings } from './epitaxyScan.ts';
import { inPlaneModel, inPlaneScan } from './inPlane.ts';
import { outOfPlaneScan } from './outOfPlane.ts';
import { type RodChoices, rodModel } from './rodModel.ts';
import type { Spacing } from './scanDefaults.ts';

export interface StackChoices extends RodChoices {
  readonly geometry: ScanGeometry;
  readonly spacing: Spacing;
  /** Of in-plane scans: depth in which the beam falls to 1/e, nm. */
  readonly depthNm: number;
  /** Of in-plane scans: see {@link inPlaneScan}. */
  readonly along: readonly [number, number, number] | null;
}

/**
 * A scan of the stack of a document.
 * @throws as build, {@link outOfPlaneScan} and {@link inPlaneScan}; `setting` where elastic constants are missing
 */
export function stackScan(
  recipe: Recipe,
  library: Library,
  choices: StackChoices,
  settings: ScanSettings,
  tell?: (done: number) => void,
): EpitaxyScan {
  const built = build(spaced(recipe, library, choices.spacing), library);
  const materials = withOwn(library, recipe.crystals);
  const named = {
    ...built,
    slabs: built.slabs.map((slab) => ({
      ...slab,
      name: shortName(materialOf(materials, slab.spec.material)),
    })),
  };
  const laid = rodModel(named, choices);
  const rod = { ...laid, notes: [...laid.notes, ...withoutConstants(built, library, choices)] };
  return choices.geometry === 'out-of-plane'
    ? outOfPlaneScan(rod, settings, tell)
    : inPlaneScan(inPlaneModel(named, rod, choices.depthNm), settings, choices.along);
}

/** The slabs that elasticity says nothing of. */
function withoutConstants(
  built: Built,
  library: Library,
  { spacing }: StackChoices,
): readonly string[] {
  if (spacing !== 'poisson') return [];
  return elasticReport(built, library).flatMap((report, k) =>
    report === null
      ? [
          `No elastic constants of ${built.slabs[k]!.name} are known: it keeps the spacing of the document.`,
        ]
      : [],
  );
}

function spaced(recipe: Recipe, library: Library, spacing: Spacing): Recipe {
  if (spacing === 'document') return recipe;
  // Positions of a relaxation belong to the spacing that they were found for.
  const { relaxed: _, ...rigid } = recipe;
  if (spacing === 'own') return clearNormalStrain(rigid);
  const built = build(rigid, library);
  const report = elasticReport(built, library);
  if (report.every((r) => r === null))
    throw new EpistackError({
      code: 'setting',
      field: 'spacing',
      expected: 'document or own, for no elastic constants of these crystals are known',
    });
  return applyNormalStrain(built, library)(rigid);
}

/** How a scan was computed, in words. */
export function aboutScan(
  choices: Pick<StackChoices, 'geometry' | 'depthNm'> & { readonly isEndless: boolean },
  settings: ScanSettings,
): string {
  const { radiation, instrumentDeg, attenuationUm, domainNm, displacements } = settings;
  const b = [...new Set(Object.values(displacements))];
  const shared = `neutral form factors (International Tables C, 6.1.1.4), ${b.length === 0 ? 'no thermal motion' : b.length === 1 ? `B = ${b[0]} Å²` : 'B by element'}`;
  if (choices.geometry === 'in-plane')
    return [
      `In-plane 2θχ–φ scan, ${radiation.label}; q = 4π sin θ/λ in the surface; kinematic, ${shared}.`,
      `Each crystal by |F|²/V² times its thickness as seen by a beam that falls to 1/e in ${choices.depthNm} nm, added without interference; (1 + cos² 2θ)/(2 sin 2θ).`,
      `Pseudo-Voigt lines: domains of ${domainNm} nm by Scherrer (the endless substrate perfect), instrument ${instrumentDeg}° FWHM.`,
    ].join(' ');
  return [
    `Symmetric 2θ–ω scan, ω = θ, ${radiation.label}; q = 4π sin θ/λ = 2π/d along the surface normal; ${shared}.`,
    `Kinematic reflectivity (4π rₑ|F|/q)² (1 + cos² 2θ)/2 of a flat sample, F per area, summed over the planes${choices.isEndless ? `; the substrate as a crystal truncation rod (Robinson, Phys. Rev. B 33 (1986) 3830), 1/e in ${attenuationUm} µm of path` : ''}. The film absorbs nothing; no refraction.`,
    roughnessText(settings),
    footprintText(settings),
    `Not dynamical: where more than a tenth of the beam would be reflected, near the substrate’s peaks, height and width are wrong.`,
    instrumentDeg === 0 ? 'No instrument’s width.' : `Instrument: Gauss, ${instrumentDeg}° FWHM.`,
  ].join(' ');
}

function roughnessText({ roughness: { surfaceAng, interfaceAng } }: ScanSettings): string {
  if (surfaceAng === 0 && interfaceAng === 0) return 'Surface and interfaces are flat.';
  return `Roughness (r.m.s.) ${surfaceAng} Å of the surface, ${interfaceAng} Å of the interfaces, in steps of whole periods d: what ends a crystal times exp(−(σ/d)² (1 − cos q d)), so that reflections stay and intensities between them fall by exp(−σ² (q − G)²) (Harada, Evaluation of the roughness of a crystal surface by X-ray scattering I); light scattered beside the specular direction is left out.`;
}

function footprintText({ footprint }: ScanSettings): string {
  if (footprint === null)
    return 'The sample is longer than the beam’s footprint at every angle; at low angles a real one catches less of it.';
  const { sampleMm, beamMm } = footprint;
  const sine = beamMm / sampleMm;
  const whole =
    sine < 1
      ? `below 2θ ${((2 * Math.asin(sine)) / RADIANS).toFixed(2)}° the beam reaches beyond it`
      : 'the beam reaches beyond it at every angle';
  return `Times L sin θ/${beamMm} mm, at most 1, of a sample ${sampleMm} mm long in a beam ${beamMm} mm high: ${whole}.`;
}
