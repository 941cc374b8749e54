import { type Arguments, numberOption, optional, RequestError, UsageError } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { readCrystalOf } from '#cli/crystalFile.ts';
import { nameOf, ofFile, readBytes } from '#cli/input.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { row } from '#core/math/mat3.ts';
import { orientMicrograph } from '#core/micrograph/orientMicrograph.ts';
import { ORIENT_SETTINGS } from '#core/micrograph/orientSettings.ts';
import { MICROGRAPH_FILES, readMicrograph } from '#core/micrograph/readMicrograph.ts';
import type { ZoneFit } from '#core/micrograph/zoneSearch.ts';
import { foundText, micrographRelationText } from '#core/micrograph/zoneText.ts';
import type { Region } from '#core/microscope/spectrum/spectrum.ts';
import { inflateZlib } from '#engines/zip/inflate.ts';

const options = {
  pixel: 'string',
  region: 'string',
  'max-index': 'string',
  'scale-tol': 'string',
  json: 'boolean',
} as const;
/** The largest index of zone axes that may be asked for. */
const MOST_INDEX = 4;
const help = `index IMAGE CRYSTAL [CRYSTAL] [--pixel Å] [--region X,Y,W,H[/X,Y,W,H]] [--max-index ${ORIENT_SETTINGS.maxIndex}]
    [--scale-tol ${ORIENT_SETTINGS.scalePart}] [--json]
  How crystals are turned in a lattice image of your own: the image is Fourier transformed, its spots are found, and every
  zone axis of each crystal is tried on them. Told are the best zone axis, how well it fits, the runner-up, and what
  the spots cannot tell. With two crystals, the substrate first, also how they lie on each other.
  IMAGE: ${MICROGRAPH_FILES}.
  CRYSTAL: any structure file, or preset:ID.
  --pixel: edge of a pixel in Å. Read from the file where ImageJ, or a PNG with its resolution, tells it.
  --region: a rectangle in pixels from the upper left corner, one for both crystals or one for each; the whole image
    otherwise. Crystals side by side are told apart best by a region for each.
  --max-index: of the zone axes, up to ${MOST_INDEX}. --scale-tol: how wrong the scale of the image may be, a fraction.`;

/** `epistack index`: orientations from a micrograph. */
export const command = {
  name: 'index',
  summary: 'zone axes and orientation relation from a lattice image of your own',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  const [path, ...files] = args.positionals;
  if (path === undefined || files.length < 1 || files.length > 2)
    throw new UsageError('give one IMAGE and one CRYSTAL, or two');
  const maxIndex = numberOption(args, 'max-index', true) ?? ORIENT_SETTINGS.maxIndex;
  if (!(maxIndex >= 1 && maxIndex <= MOST_INDEX))
    throw new UsageError(`--max-index is 1 to ${MOST_INDEX}, not ${maxIndex}`);
  const scalePart = numberOption(args, 'scale-tol', false) ?? ORIENT_SETTINGS.scalePart;
  if (!(scalePart > 0 && scalePart <= 0.2))
    throw new UsageError(`--scale-tol is a fraction up to 0.2, not ${scalePart}`);
  const regions = regionsOption(args, files.length);
  const pixels = ofFile(path, () => readMicrograph(readBytes(path), nameOf(path), inflateZlib));
  const pixelAng = numberOption(args, 'pixel', false) ?? pixels.pixelAng;
  if (pixelAng === null)
    throw new UsageError(`${path} does not tell the size of a pixel: give --pixel, in Å`);
  if (!(pixelAng > 0 && pixelAng < 100))
    throw new UsageError(`--pixel is in Å, up to 100, not ${pixelAng}`);
  const read = await Promise.all(files.map((file) => readCrystalOf(file, args)));
  const crystals = read.map(({ crystal }) => crystal);
  const sought = crystals.map((crystal, k) => {
    const region = regions[k] ?? regions[0];
    return region === undefined ? { crystal } : { crystal, region };
  });
  const found = orientMicrograph({ ...pixels, pixelAng }, sought, { maxIndex, scalePart });
  if (found.found.every(({ best }) => best === null))
    throw new RequestError(
      `${path}: ${found.found
        .map((f, k) => `${crystals[k]!.name}: ${foundText(crystals[k]!, f).join(' ')}`)
        .join(' ')}`,
    );
  const notes = [
    ...pixels.notes,
    ...read.flatMap((r, k) => r.notes.map((note) => `${files[k]}: ${note}`)),
  ];
  const relation = micrographRelationText(crystals, found);
  const text = [
    `${pixels.width} × ${pixels.height} pixels of ${Number(pixelAng.toPrecision(6))} Å`,
    ...notes.map((note) => `note: ${note}`),
    ...found.found.flatMap((f, k) => [
      `${crystals[k]!.name}:`,
      ...foundText(crystals[k]!, f).map((line) => `  ${line}`),
    ]),
    ...(relation.length === 0
      ? []
      : [`${crystals[1]!.name} on ${crystals[0]!.name}:`, ...relation.map((line) => `  ${line}`)]),
  ];
  const value = {
    width: pixels.width,
    height: pixels.height,
    pixel: pixelAng,
    crystals: found.found.map((f, k) => ({
      name: crystals[k]!.name,
      spots: f.spots,
      best: f.best && fitValue(f.best),
      runnerUp: f.runnerUp && fitValue(f.runnerUp),
      ambiguous: f.isAmbiguous,
      sameTurnedBy180: f.hasTwin,
    })),
    relation: found.relation && {
      matrix: [0, 1, 2].map((i) => row(found.relation!.matrix, i)),
      disorientation: found.relation.disorientation,
      planes: found.relation.planes.map(({ film, substrate, deviationDeg }) => ({
        film,
        substrate,
        deviationDeg,
      })),
    },
    ...(notes.length > 0 ? { notes } : {}),
  };
  return { value, text: `${text.join('\n')}\n` };
}

const fitValue = (f: ZoneFit) => ({
  zone: f.uvw,
  matrix: [0, 1, 2].map((i) => row(f.rotation, i)),
  scale: f.scale,
  matched: f.matched,
  explained: f.explained,
  seen: f.seen,
  rms: f.rmsPerAng,
  score: f.score,
});

/** @throws {UsageError} */
function regionsOption(args: Arguments, count: number): readonly Region[] {
  const text = optional(args, 'region');
  if (text === null) return [];
  const regions = text.split('/').map((part) => part.split(',').map(Number));
  const isRight = regions.every(
    (r) =>
      r.length === 4 && r.every((x) => Number.isInteger(x) && x >= 0) && r[2]! > 0 && r[3]! > 0,
  );
  if (!isRight || regions.length > count)
    throw new UsageError(
      `--region takes X,Y,W,H in pixels, one for both crystals or one for each with a / between, not "${text}"`,
    );
  return regions.map(([x, y, width, height]) => ({ x: x!, y: y!, width: width!, height: height! }));
}
