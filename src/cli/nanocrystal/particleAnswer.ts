import { type Arguments, optional } from '#cli/args.ts';
import { packagedLibrary } from '#cli/library.ts';
import { anyOutput, writeText } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import type { PairContacts } from '#core/analysis/contacts.ts';
import { composition, formula, type Structure } from '#core/crystal/structure.ts';
import { writePlain } from '#core/export/writeStructure.ts';
import { fixed, signedInFull } from '#core/math/decimals.ts';
import { buildNanocrystal, type Nanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { type FaceMisfit, faceMisfit, misfitTexts } from '#core/nanocrystal/cap/faceMisfit.ts';
import { nanocrystalLink } from '#core/nanocrystal/nanocrystalLink.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import type { FacetReport } from '#core/nanocrystal/particleReport.ts';
import { faceContacts, leadingContacts } from '#core/nanocrystal/positions/faceContacts.ts';
import { hklText } from '#core/surface/miller.ts';

/**
 * The report of a nanocrystal as JSON and as text, and the files that were asked for.
 * @param exactAng 3N, the displacements of a relaxed one before the recipe rounds them: for the file of its atoms
 */
export function particleAnswer(
  recipe: NanocrystalRecipe,
  args: Arguments,
  notes: readonly string[],
  exactAng: Float64Array | null = null,
): CommandAnswer & { readonly value: object } {
  const [out, recipePath] = [optional(args, 'out'), optional(args, 'recipe')];
  const built = buildNanocrystal(recipe, packagedLibrary());
  const { structure } = built;
  if (out !== null)
    writeText(
      out,
      writePlain(unrounded(structure, recipe, exactAng), anyOutput(out, optional(args, 'format')), {
        title: recipe.title || 'nanocrystal',
        frozen: null,
        periodic: [false, false, false],
        charges: built.charges,
      }),
    );
  if (recipePath !== null) writeText(recipePath, `${JSON.stringify(recipe, null, 2)}\n`);
  const misfit = faceMisfit(recipe, packagedLibrary());
  const contacts = leadingContacts(
    faceContacts(structure, built.facing, structure.xyz),
    built.charges,
  );
  const value = {
    atoms: structure.numbers.length,
    composition: composition(structure.numbers),
    parts: built.parts.map(({ chargeE, ...part }) => ({ ...part, charge: chargeE })),
    facets: built.facets.map((facet) => ({
      hkl: facet.hkl,
      area: nm2(facet),
      atoms: facet.atoms,
      composition: facet.composition,
      charge: facet.chargeE,
      covered: facet.isCovered,
      edgeAtoms: facet.edgeAtoms,
    })),
    charge: built.chargeE,
    sizeNm: built.sizeNm,
    extentsNm: built.extentsNm,
    coreVolumeNm3: built.coreVolumeNm3,
    strain: built.capStrain,
    ...(contacts.length === 0 ? {} : { contacts: contacts.map(contactValue) }),
    ...(misfit === null ? {} : { misfit: misfitValue(misfit) }),
    link: nanocrystalLink(recipe),
    warnings: built.warnings,
    ...(notes.length === 0 ? {} : { notes }),
    ...(out === null ? {} : { out }),
  };
  return {
    value,
    text:
      out === '-' || recipePath === '-'
        ? ''
        : reportText(
            recipe,
            { ...built, warnings: [...built.warnings, ...notes] },
            [...contacts.map(contactText), ...(misfit === null ? [] : misfitTexts(misfit))],
            out,
          ),
  };
}

function unrounded(
  structure: Structure,
  { relaxed }: NanocrystalRecipe,
  exactAng: Float64Array | null,
): Structure {
  if (exactAng === null || relaxed === undefined) return structure;
  const { milliAng } = relaxed;
  return {
    ...structure,
    xyz: structure.xyz.map((x, k) => x + exactAng[k]! - milliAng[k]! / 1000),
  };
}

const contactValue = ({ pair, nearestMeanAng, minAng, nearest }: PairContacts) => ({
  pair,
  nearestMean: nearestMeanAng,
  min: minAng,
  count: nearest.length,
});

const contactText = ({ pair, nearestMeanAng, minAng, nearest }: PairContacts): string =>
  `contacts at the face ${pair.padEnd(6)} mean ${fixed(nearestMeanAng, 3)} Å   shortest ${fixed(minAng, 3)} Å   n ${nearest.length}`;

function misfitValue({ areaAng2, strain, turnRad, dislocations, cells }: FaceMisfit) {
  return {
    area: areaAng2 / 100,
    strain,
    turnDeg: (turnRad * 180) / Math.PI,
    cells,
    dislocations: dislocations.map((d) => ({
      spacingNm: Number.isFinite(d.spacingAng) ? d.spacingAng / 10 : null,
      burgersAng: d.burgersAng,
      stands: d.stands,
    })),
  };
}

const nm2 = ({ areaAng2 }: FacetReport): number | null =>
  areaAng2 === null ? null : areaAng2 / 100;

function reportText(
  recipe: NanocrystalRecipe,
  built: Nanocrystal,
  misfit: readonly string[],
  out: string | null,
): string {
  const { structure, parts, facets, chargeE, sizeNm, extentsNm, coreVolumeNm3 } = built;
  const charge = (q: number | null) => (q === null ? 'charge unknown' : `${signedInFull(q)} e`);
  const lines = [
    recipe.title,
    `${structure.numbers.length} atoms   ${charge(chargeE)}   size ${sizeNm.toFixed(3)} nm   extents ${extentsNm.map((x) => x.toFixed(2)).join(' × ')} nm`,
    ...parts.map(
      (part) =>
        `  ${part.name.padEnd(12)} ${String(part.atoms).padStart(7)} atoms   ${formula(part.composition)}   ${charge(part.chargeE)}`,
    ),
    ...(coreVolumeNm3 === null ? [] : [`body of the core ${coreVolumeNm3.toFixed(2)} nm³`]),
    ...(facets.length === 0
      ? []
      : [
          'faces of the core: area, atoms with fewer neighbours than in bulk, on an edge at the first of its faces (how many), formal charge, composition',
        ]),
    ...facets.map(
      (f) =>
        `  ${hklText(f.hkl).padEnd(12)} ${f.areaAng2 === null ? '' : `${nm2(f)!.toFixed(2)} nm²`.padStart(11)} ${String(f.atoms).padStart(6)} (${f.edgeAtoms})   ${charge(f.chargeE).padEnd(7)} ${formula(f.composition)}${f.isCovered ? '   under the second crystal' : ''}`,
    ),
    ...misfit,
    ...built.warnings.map((w) => `note: ${w}`),
    ...(out === null ? [] : [`written: ${out}`]),
  ];
  return `${lines.join('\n')}\n`;
}
