import { existsSync } from 'node:fs';
import { type Arguments, numberOption, optional, UsageError } from '#cli/args.ts';
import { frameOption, hasField, nameOf, openAtoms, readRecipe } from '#cli/input.ts';
import { packagedLibrary, presetId } from '#cli/library.ts';
import { namingOptions } from '#cli/optionNames.ts';
import { readOptions } from '#cli/trajectoryFile.ts';
import type {
  EpitaxyScan,
  Footprint,
  Roughness,
  ScanGeometry,
  ScanSettings,
} from '#core/epitaxyScan/epitaxyScan.ts';
import { inPlaneOfStructure, inPlaneScan } from '#core/epitaxyScan/inPlane.ts';
import { outOfPlaneScan } from '#core/epitaxyScan/outOfPlane.ts';
import { rodOfStructure } from '#core/epitaxyScan/rodModel.ts';
import {
  ATTENUATION_UM,
  BEAM_MM,
  DEPTH_NM,
  DOMAIN_NM,
  SCAN_INSTRUMENT_DEG,
  SMOOTH,
  SPACINGS,
} from '#core/epitaxyScan/scanDefaults.ts';
import { type StackChoices, stackScan } from '#core/epitaxyScan/stackScan.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { linkIn } from '#core/recipe/share.ts';
import { readThreeIndices } from '#core/surface/miller.ts';
import { patternSettings } from './patternOptions.ts';

/** Options of the scans of a surface alone. */
export const SCAN_OPTIONS = {
  'film-periods': 'string',
  repeats: 'string',
  substrate: 'string',
  spacing: 'string',
  attenuation: 'string',
  domain: 'string',
  depth: 'string',
  along: 'string',
  decades: 'string',
  sample: 'string',
  beam: 'string',
  roughness: 'string',
} as const;
/** Options of powders alone. */
const POWDER_OPTIONS = ['size', 'strain', 'fractions', 'debye', 'step'] as const;

/** `--geometry`; null for a powder. @throws {UsageError} */
export function geometryOption(args: Arguments): ScanGeometry | null {
  const text = optional(args, 'geometry') ?? 'powder';
  if (text !== 'powder' && text !== 'out-of-plane' && text !== 'in-plane')
    throw new UsageError(`--geometry is powder, out-of-plane or in-plane, not "${text}"`);
  const geometry = text === 'powder' ? null : text;
  const strangers = geometry === null ? Object.keys(SCAN_OPTIONS) : POWDER_OPTIONS;
  for (const name of strangers)
    if (args.values[name] !== undefined)
      throw new UsageError(
        `--${name} belongs to ${geometry === null ? '--geometry out-of-plane or in-plane' : 'powders'}`,
      );
  return geometry;
}

export interface ReadScan {
  readonly name: string;
  readonly scan: EpitaxyScan;
  readonly settings: ScanSettings;
  readonly choices: StackChoices;
  readonly warnings: readonly string[];
}

/** Reads the stack and scans it. */
export function readScan(args: Arguments, geometry: ScanGeometry): ReadScan {
  const [path, ...more] = args.positionals;
  if (path === undefined || more.length > 0)
    throw new UsageError('give one FILE: a scan is of one stack');
  const { radiation, range, displacements } = patternSettings(args);
  const settings: ScanSettings = {
    radiation,
    range,
    displacements,
    instrumentDeg: numberOption(args, 'instrument', false) ?? SCAN_INSTRUMENT_DEG,
    attenuationUm: numberOption(args, 'attenuation', false) ?? ATTENUATION_UM,
    domainNm: numberOption(args, 'domain', false) ?? DOMAIN_NM,
    footprint: footprintOption(args, geometry),
    roughness: roughnessOption(args, geometry),
  };
  const choices = choicesOf(args, geometry);
  const recipe = recipeAt(path);
  return namingOptions(args, NAMES, () =>
    recipe === null
      ? ofFile(path, args, settings, choices)
      : {
          name: recipe.title,
          scan: stackScan(recipe, packagedLibrary(), choices, settings),
          settings,
          choices,
          warnings: [],
        },
  );
}

/** @throws {UsageError} */
function footprintOption(args: Arguments, geometry: ScanGeometry): Footprint | null {
  const sampleMm = numberOption(args, 'sample', false);
  const beamMm = numberOption(args, 'beam', false);
  if (geometry === 'in-plane' && (sampleMm ?? beamMm) !== null)
    throw new UsageError('--sample and --beam are of --geometry out-of-plane');
  if (sampleMm === null && beamMm !== null) throw new UsageError('--beam needs --sample');
  return sampleMm === null ? null : { sampleMm, beamMm: beamMm ?? BEAM_MM };
}

/** "3" or "3,2": of the surface, and of the interfaces. @throws {UsageError} */
function roughnessOption(args: Arguments, geometry: ScanGeometry): Roughness {
  const text = optional(args, 'roughness');
  if (text === null) return SMOOTH;
  if (geometry === 'in-plane')
    throw new UsageError(
      '--roughness is of --geometry out-of-plane: a scattering vector in the surface does not see heights',
    );
  const parts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [surfaceAng, interfaceAng = surfaceAng] = parts;
  if (
    surfaceAng === undefined ||
    interfaceAng === undefined ||
    parts.length > 2 ||
    parts.some(Number.isNaN)
  )
    throw new UsageError(`--roughness takes one number or two in Å, such as 3,2, not "${text}"`);
  return { surfaceAng, interfaceAng };
}

const NAMES = {
  'film periods': 'film-periods',
  repeats: 'repeats',
  spacing: 'spacing',
  attenuation: 'attenuation',
  domain: 'domain',
  depth: 'depth',
  along: 'along',
  range: 'range',
  instrument: 'instrument',
  sample: 'sample',
  beam: 'beam',
  roughness: 'roughness',
};

function choicesOf(args: Arguments, geometry: ScanGeometry): StackChoices {
  const substrate = optional(args, 'substrate') ?? 'endless';
  if (substrate !== 'endless' && substrate !== 'slab')
    throw new UsageError(`--substrate is endless or slab, not "${substrate}"`);
  const asked = optional(args, 'spacing') ?? 'document';
  const spacing = SPACINGS.find((s) => s === asked);
  if (spacing === undefined)
    throw new UsageError(`--spacing is ${SPACINGS.join(', ')}, not "${asked}"`);
  const alongText = optional(args, 'along');
  const along = alongText === null ? null : readThreeIndices(alongText);
  if (alongText !== null && along === null)
    throw new UsageError(`--along takes three indices such as 1,1,0, not "${alongText}"`);
  return {
    geometry,
    filmPeriods: (optional(args, 'film-periods') ?? '')
      .split(',')
      .filter((part) => part.trim() !== '')
      .map((part) => (part.trim() === '-' ? null : Number(part))),
    repeats: numberOption(args, 'repeats', false) ?? 1,
    isEndless: substrate === 'endless',
    spacing,
    depthNm: numberOption(args, 'depth', false) ?? DEPTH_NM,
    along,
  };
}

/** The recipe of an interface that a path names; null where it is a file of atoms or a crystal. */
function recipeAt(path: string): Recipe | null {
  const id = presetId(path);
  if (id !== null) return packagedLibrary().has(id) ? null : readRecipe(path);
  if (path !== '-' && !existsSync(path)) return linkIn(path) === null ? null : readRecipe(path);
  return hasField(path, 'steps') ? readRecipe(path) : null;
}

function ofFile(
  path: string,
  args: Arguments,
  settings: ScanSettings,
  choices: StackChoices,
): ReadScan {
  for (const name of ['film-periods', 'substrate', 'spacing', 'roughness'])
    if (args.values[name] !== undefined)
      throw new UsageError(`--${name} needs the recipe of an interface; ${path} is atoms alone`);
  const { frames, at } = openAtoms(path, readOptions(args));
  const { structure, warnings } = at(frameOption(args, path, frames));
  const name = presetId(path) ?? (path === '-' ? 'standard input' : nameOf(path));
  return {
    name,
    scan:
      choices.geometry === 'out-of-plane'
        ? outOfPlaneScan(rodOfStructure(name, structure, choices.repeats), settings)
        : inPlaneScan(inPlaneOfStructure(name, structure), settings, choices.along),
    settings,
    choices: { ...choices, isEndless: false },
    warnings,
  };
}
