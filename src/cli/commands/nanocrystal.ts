import { type Arguments, none, optional, single } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { readRecipe } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import { readNanocrystal } from '#cli/nanocrystal/nanocrystalFile.ts';
import { anyOutput, checkOut, writeText } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { composition, formula } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { writePlain } from '#core/export/writeStructure.ts';
import { OUTPUT_WORDS } from '#core/io/formats.ts';
import { signedInFull } from '#core/math/decimals.ts';
import {
  buildNanocrystal,
  type FacetReport,
  type Nanocrystal,
} from '#core/nanocrystal/buildNanocrystal.ts';
import { type FaceMisfit, faceMisfit, misfitTexts } from '#core/nanocrystal/faceMisfit.ts';
import { nanocrystalLink } from '#core/nanocrystal/nanocrystalLink.ts';
import { NANOCRYSTAL_PRESETS } from '#core/nanocrystal/nanocrystalPresets.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { nanocrystalOfInterface } from '#core/nanocrystal/ofInterface.ts';
import { orientationOf } from '#core/nanocrystal/orientation.ts';
import { type Carried, periodicModel } from '#core/nanocrystal/periodicModel.ts';
import { hklText } from '#core/surface/miller.ts';

const options = {
  interface: 'string',
  'of-interface': 'string',
  periodic: 'string',
  out: 'string',
  format: 'string',
  recipe: 'string',
  json: 'boolean',
} as const;
const help = `nanocrystal RECIPE [--interface RECIPE] [--out FILE] [--format ${OUTPUT_WORDS.join('|')}]
        [--recipe FILE] [--periodic FILE] [--json]
nanocrystal --of-interface RECIPE [...]
  Builds a nanocrystal and reports it: atoms, faces with area, atoms and charge, size, what was left out or taken away.
  RECIPE: a nanocrystal as JSON (docs/nanocrystals.md says what it holds), - for standard input, a link (#n=…), or
  preset:ID, one of ${NANOCRYSTAL_PRESETS.map(({ id }) => id).join(', ')}.
  --interface: the orientation of the second crystal, and its gap, are those of the lowest interface of a document, as
  build takes one: the film's plane on the face that the substrate's plane names.
  --of-interface: in place of RECIPE, a nanocrystal with the lowest interface of a document: a core of its substrate, 6 nm
  across {100}, with the face that the interface names, and half a ball of its film on it.
  --periodic FILE writes the interface as a periodic document, which build takes: the face's plane with the second
  crystal's plane on it, in the common cell (up to 500 Å²) that comes nearest to their orientation.
  --out: the atoms in a box with a margin, periodic for the codes that need it: extended XYZ, LAMMPS data, CIF (P 1)
  and the others; --out - writes to standard output. --recipe FILE writes the recipe that was built.
  A library crystal without a "cell" takes its first lattice constants. LAMMPS data files carry formal charges (style charge)
  where all are known.
  Sizes in nm, areas in nm², formal charges in e.`;

/** `epistack nanocrystal`: builds a nanocrystal and reports on it. */
export const command = {
  name: 'nanocrystal',
  summary: 'build a nanocrystal of one or two crystals from a recipe',
  options,
  help,
  run,
} satisfies Command;

function run(args: Arguments): CommandAnswer {
  const out = optional(args, 'out');
  const format = out === null ? null : anyOutput(out, optional(args, 'format'));
  checkOut(out, args);
  const source = sourceOf(args);
  const recipe = oriented(source.recipe, optional(args, 'interface'));
  const periodicPath = optional(args, 'periodic');
  const periodic = periodicPath === null ? null : periodicModel(recipe, packagedLibrary());
  const built = buildNanocrystal(recipe, packagedLibrary());
  const { structure } = built;
  if (out !== null && format !== null)
    writeText(
      out,
      writePlain(structure, format, {
        title: recipe.title || 'nanocrystal',
        frozen: null,
        periodic: [false, false, false],
        charges: built.charges,
      }),
    );
  const recipePath = optional(args, 'recipe');
  if (recipePath !== null) writeText(recipePath, `${JSON.stringify(recipe, null, 2)}\n`);
  if (periodicPath !== null && periodic !== null)
    writeText(periodicPath, `${JSON.stringify(periodic.recipe, null, 2)}\n`);
  const notes = [...source.notes, ...(periodic?.notes.map((n) => `periodic model: ${n}`) ?? [])];
  const misfit = faceMisfit(recipe, packagedLibrary());
  const value = {
    atoms: structure.numbers.length,
    composition: composition(structure.numbers),
    parts: built.parts.map(({ chargeE, ...part }) => ({ ...part, charge: chargeE })),
    facets: built.facets.map((facet) => ({
      hkl: facet.hkl,
      area: nm2(facet),
      atoms: facet.atoms,
      charge: facet.chargeE,
      covered: facet.isCovered,
      edgeAtoms: facet.edgeAtoms,
    })),
    charge: built.chargeE,
    sizeNm: built.sizeNm,
    extentsNm: built.extentsNm,
    coreVolumeNm3: built.coreVolumeNm3,
    strain: built.capStrain,
    ...(misfit === null ? {} : { misfit: misfitValue(misfit) }),
    link: nanocrystalLink(recipe),
    warnings: built.warnings,
    ...(notes.length === 0 ? {} : { notes }),
    ...(out === null ? {} : { out }),
  };
  return {
    value,
    text:
      out === '-'
        ? ''
        : reportText(
            recipe,
            { ...built, warnings: [...built.warnings, ...notes] },
            misfit === null ? [] : misfitTexts(misfit),
            out,
          ),
  };
}

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

function sourceOf(args: Arguments): Carried<NanocrystalRecipe> {
  const of = optional(args, 'of-interface');
  if (of === null) return { recipe: readNanocrystal(single(args, 'RECIPE')), notes: [] };
  none(args);
  return nanocrystalOfInterface(readRecipe(of), packagedLibrary());
}

function oriented(recipe: NanocrystalRecipe, path: string | null): NanocrystalRecipe {
  if (path === null) return recipe;
  if (recipe.cap === null)
    throw new EpistackError({
      code: 'recipe',
      field: 'cap',
      expected: 'a second crystal, which an interface turns',
    });
  return {
    ...recipe,
    cap: { ...recipe.cap, ...orientationOf(readRecipe(path), packagedLibrary()) },
  };
}

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
          'faces of the core: area, atoms with fewer neighbours than in bulk, on an edge at the first of its faces (how many), formal charge',
        ]),
    ...facets.map(
      (f) =>
        `  ${hklText(f.hkl).padEnd(12)} ${f.areaAng2 === null ? '' : `${nm2(f)!.toFixed(2)} nm²`.padStart(11)} ${String(f.atoms).padStart(6)} (${f.edgeAtoms})   ${charge(f.chargeE)}${f.isCovered ? '   under the second crystal' : ''}`,
    ),
    ...misfit,
    ...built.warnings.map((w) => `note: ${w}`),
    ...(out === null ? [] : [`written: ${out}`]),
  ];
  return `${lines.join('\n')}\n`;
}
