import {
  type Arguments,
  hklOption,
  none,
  numberOption,
  optional,
  required,
  single,
  UsageError,
} from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { readCrystalOf } from '#cli/crystalFile.ts';
import { svgPng } from '#cli/drawing/svgPng.ts';
import { readRecipe } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import { checkOut, writeText } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import type { RelationSide } from '#core/match/relation.ts';
import { row } from '#core/math/mat3.ts';
import {
  type InterfaceOrientation,
  interfaceOrientation,
  typedOrientation,
} from '#core/orientation/interfaceOrientation.ts';
import { orientationText } from '#core/orientation/orientationText.ts';
import { MAX_POLE_INDEX, type PoleKind } from '#core/orientation/poles.ts';
import { polesCsv } from '#core/orientation/polesCsv.ts';
import { PARALLEL_SEARCH, type Parallel } from '#core/orientation/relation.ts';
import { stereogramSvg } from '#core/orientation/stereogramSvg.ts';
import { build } from '#core/recipe/build.ts';

const options = {
  interface: 'string',
  film: 'string',
  'film-hkl': 'string',
  'film-uvw': 'string',
  substrate: 'string',
  'substrate-hkl': 'string',
  'substrate-uvw': 'string',
  poles: 'string',
  'max-index': 'string',
  'angle-tol': 'string',
  net: 'boolean',
  out: 'string',
  json: 'boolean',
} as const;
/** Of the poles that are drawn, unless asked. */
const DRAWN_INDEX = 2;
const help = `orientation RECIPE [--interface N] [--json] [--out FILE.svg|.png|.csv]
    [--poles planes|directions] [--max-index ${DRAWN_INDEX}] [--angle-tol ${PARALLEL_SEARCH.toleranceDeg}] [--net]
  orientation --film FILE --film-hkl H --film-uvw U --substrate FILE --substrate-hkl H --substrate-uvw U […]
  How the two crystals of an interface are turned against each other: rotation matrix, axis and angle, the least angle
  that symmetry allows (disorientation), Euler angles after Bunge, quaternion, and which planes and directions are
  parallel, with their deviation. RECIPE as for build; --interface N counts from the bottom, 1 if not given. With two
  crystals instead, the plane of the film lies on that of the substrate, and the directions lie along each other.
  --out: the stereographic projection of the poles of both crystals along the normal of the interface (equal angle,
    upper hemisphere), film as squares, substrate as discs; or a table of the poles. The words svg and csv write to
    standard output. --poles: normals of planes (hkl) or directions [uvw]. --max-index: their largest index, up to
    ${MAX_POLE_INDEX}; the parallels are sought up to ${PARALLEL_SEARCH.maxIndex}, or this if larger. --net draws a Wulff net.
  --angle-tol: how far planes and directions may be from parallel, degrees.
  Both crystals are taken without their strain. The frame of each has x along a and z along c*; the matrix takes
  components in the film's frame to those in the substrate's. Axis, angle, Euler angles and quaternion (scalar first)
  are those of the motion that turns the substrate's axes onto the film's. Disorientation and families use the Laue
  classes of the crystals.`;

/** `epistack orientation`: the orientation relation of an interface. */
export const command = {
  name: 'orientation',
  summary: 'orientation relation of two crystals, and their stereographic projection',
  options,
  help,
  run,
} satisfies Command;

/** z up: as the common frame has it. */
const STRAIGHT = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);

async function run(args: Arguments): Promise<CommandAnswer> {
  const kind = kindOption(args);
  const maxIndex = numberOption(args, 'max-index', true) ?? DRAWN_INDEX;
  if (!(maxIndex >= 1 && maxIndex <= MAX_POLE_INDEX))
    throw new UsageError(`--max-index is 1 to ${MAX_POLE_INDEX}, not ${maxIndex}`);
  const toleranceDeg = numberOption(args, 'angle-tol', false) ?? PARALLEL_SEARCH.toleranceDeg;
  if (!(toleranceDeg >= 0 && toleranceDeg <= 15))
    throw new UsageError(`--angle-tol is 0 to 15 degrees, not ${toleranceDeg}`);
  const out = outOption(args);
  checkOut(out !== null && out.path === '-' ? '-' : null, args);
  const search = { maxIndex: Math.max(PARALLEL_SEARCH.maxIndex, maxIndex), toleranceDeg };
  const found = await orientationAsked(args, search);
  const text = `${orientationText(found).join('\n')}\n`;
  const value = orientationValue(found);
  if (out === null) return { value, text };
  const said = {
    value: { ...value, out: out.path },
    text: out.path === '-' ? '' : `${text}written: ${out.path}\n`,
  };
  if (out.kind === 'csv') {
    writeText(out.path, polesCsv(found, kind, maxIndex));
    return said;
  }
  const hasNet = args.values['net'] === true;
  const choices = { kind, maxIndex, hasCircles: true, hasNet, chosen: null, view: STRAIGHT };
  const svg = stereogramSvg(found, choices);
  writeText(out.path, out.kind === 'svg' ? svg : await svgPng(svg));
  return said;
}

async function orientationAsked(
  args: Arguments,
  search: typeof PARALLEL_SEARCH,
): Promise<InterfaceOrientation> {
  if (optional(args, 'film') === null && optional(args, 'substrate') === null) {
    const at = numberOption(args, 'interface', true) ?? 1;
    return interfaceOrientation(
      build(readRecipe(single(args, 'RECIPE')), packagedLibrary()),
      at - 1,
      search,
    );
  }
  none(args);
  const side = async (name: 'film' | 'substrate'): Promise<RelationSide> => {
    const { crystal, indices } = await readCrystalOf(required(args, name), args);
    return {
      crystal,
      hkl: indices(hklOption(args, `${name}-hkl`)),
      uvw: indices(hklOption(args, `${name}-uvw`)),
    };
  };
  return typedOrientation(await side('film'), await side('substrate'), search);
}

function kindOption(args: Arguments): PoleKind {
  const asked = optional(args, 'poles') ?? 'planes';
  if (asked !== 'planes' && asked !== 'directions')
    throw new UsageError(`--poles is planes or directions, not "${asked}"`);
  return asked === 'planes' ? 'plane' : 'direction';
}

function outOption(
  args: Arguments,
): { readonly path: string; readonly kind: 'svg' | 'png' | 'csv' } | null {
  const out = optional(args, 'out');
  if (out === null) return null;
  if (out === 'csv' || out === 'svg') return { path: '-', kind: out };
  const kind = (['csv', 'svg', 'png'] as const).find((k) => out.toLowerCase().endsWith(`.${k}`));
  if (kind === undefined)
    throw new UsageError(
      `--out takes a file name that ends in .svg, .png or .csv, or the word svg or csv, not "${out}"`,
    );
  return { path: out, kind };
}

function orientationValue(of: InterfaceOrientation) {
  const { film, substrate, relation, along, frame } = of;
  const side = ({ name, plane }: typeof substrate) => ({ name, plane });
  if (film === null || relation === null) return { substrate: side(substrate), film: null };
  const pair = ({ film: f, substrate: s, deviationDeg }: Parallel) => ({
    film: f,
    substrate: s,
    deviationDeg: Number(deviationDeg.toFixed(6)),
  });
  return {
    film: side(film),
    substrate: side(substrate),
    frame,
    along: along && pair(along),
    matrix: [0, 1, 2].map((i) => row(relation.matrix, i)),
    axisAngle: relation.axisAngle,
    disorientation: relation.disorientation,
    euler: { convention: 'Bunge ZXZ', ...relation.euler },
    quaternion: relation.quaternion,
    planes: relation.planes.map(pair),
    directions: relation.directions.map(pair),
  };
}
