import { type Arguments, numberOption, optional, single } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { observationOptions, readObservation } from '#cli/microscope/observationOptions.ts';
import { readSpecimen } from '#cli/microscope/specimenInput.ts';
import { endingOf, writePng } from '#cli/microscope/writePicture.ts';
import { writeText } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { fixed } from '#core/math/decimals.ts';
import { electronDiffraction } from '#core/microscope/diffractionPattern.ts';
import { figureS2Checks } from '#core/microscope/figureS2.ts';
import { INSTRUMENTS, type Observation, observe } from '#core/microscope/observation.ts';
import { floatTiff } from '#core/microscope/picture/floatTiff.ts';
import { greyOf, withScaleBar } from '#core/microscope/picture/greyPicture.ts';
import { spectrumPicture } from '#core/microscope/picture/spectrumPicture.ts';
import type { Specimen } from '#core/microscope/specimen.ts';
import { isUpper } from '#core/microscope/spectrum/fringes.ts';
import { type IndexedSpot, imageSpots } from '#core/microscope/spectrum/indexing.ts';
import { spectrumOf } from '#core/microscope/spectrum/spectrum.ts';
import { diffractionCsv, spotsCsv } from '#core/microscope/spectrum/spotsCsv.ts';
import { hklText, spacedIndices } from '#core/surface/miller.ts';

const options = {
  ...observationOptions,
  out: 'string',
  fft: 'string',
  saed: 'string',
  reach: 'string',
  frame: 'string',
  types: 'string',
  json: 'boolean',
} as const;
const help = `microscope FILE|RECIPE|LINK [--zone 0,0,1] [--of film|substrate] [--mode haadf|tem|potential]
    [--instrument ${INSTRUMENTS.map(({ id }) => id).join('|')}] [--rotate °] [--tilt α,β] [--field nm] [--thickness nm] [--pixel Å]
    [--kv kV] [--defocus nm|scherzer] [--cs mm] [--focal-spread nm] [--convergence mrad] [--probe Å]
    [--debye-waller B] [--dose e/Å²] [--seed N] [--out FILE.png|.tif|.csv] [--fft FILE.png|.csv] [--saed FILE.csv]
    [--reach 1/Å] [--frame N] [--types Cs,Pb,Br] [--json]
  What an electron microscope shows: an image along a zone axis, the spots of its Fourier transform, indexed for every
  crystal, and the diffraction pattern. Looked at is a crystal (a structure file, preset:CdS), an interface or a
  nanocrystal (a recipe, a link, preset:ID).
  --zone: [uvw] of the crystal that --of names (substrate or core, film or cap, a number from 1, a name), towards the
    viewer; the normal of the interface points up. --rotate turns the picture counter-clockwise; --tilt is that of the
    goniometer, α about the x axis of the picture and β about its y axis.
  --mode: haadf is Z^1.7 at each atom under a Gaussian probe of this width (--probe, at half maximum); tem a weak-phase
    object through the lens (--defocus, negative below; --cs; envelopes of --focal-spread and --convergence, both
    standard deviations); potential the projected potential. No multislice: contrast of thick columns does not hold.
  --instrument: a microscope of the paper; voltages are printed there, the rest is chosen. The first for its mode if not given.
  --field: edge of a square, 8 nm if not given; a nanocrystal is shown whole. --thickness: along the zone axis, in whole
    periods, 5 nm if not given; a particle, or a slab from above, is taken whole. --pixel: 0.2 Å if not given.
  --debye-waller: B = 8π²⟨u²⟩ of all elements in Å². --dose: electrons per Å², with Poisson noise of --seed.
  --out: the image with a scale bar, as 32-bit floats (TIFF), or the spots of the transform as a table. --fft: the
    transform, or its spots. --saed: the spots of selected-area diffraction. --reach: of transform and diffraction, 1/Å,
    1.2 if not given.
  Diffraction is kinematic: structure factors for electrons, sinc² of thickness times excitation error.`;

/** `epistack microscope`: images, transforms and diffraction of an electron microscope. */
export const command = {
  name: 'microscope',
  summary: 'electron microscope images, indexed transforms, diffraction patterns',
  options,
  help,
  run,
} satisfies Command;

const REACH_PER_ANG = 1.2;
/** Spots in the text of the answer. */
const LISTED = 24;

async function run(args: Arguments): Promise<CommandAnswer> {
  const [out, fft, saed] = ['out', 'fft', 'saed'].map((name) => optional(args, name));
  const outEnding = out == null ? null : endingOf('out', out, ['png', 'tif', 'tiff', 'csv']);
  const fftEnding = fft == null ? null : endingOf('fft', fft, ['png', 'csv']);
  if (saed != null) endingOf('saed', saed, ['csv']);
  const reach = numberOption(args, 'reach', false) ?? REACH_PER_ANG;
  const { specimen, warnings } = readSpecimen(single(args, 'FILE, RECIPE or LINK'), args);
  const observation = readObservation(args, specimen);
  const { view, image } = observe(specimen, observation);
  const spectrum = spectrumOf(image);
  const spots = imageSpots(spectrum, specimen.crystals, view, image.thicknessAng);
  const pattern = electronDiffraction(specimen, view, {
    kv: observation.kv,
    thicknessAng: image.thicknessAng,
    reachPerAng: reach,
    displacementAng2: observation.displacementAng2,
  });
  const names = specimen.crystals.map(({ name }) => name);
  if (out != null) {
    if (outEnding === 'png') await writePng(out, withScaleBar(greyOf(image), image.pixelAng));
    else if (outEnding === 'csv') writeText(out, spotsCsv(spots, names));
    else writeText(out, floatTiff(image, image.unit));
  }
  if (fft != null) {
    if (fftEnding === 'png') await writePng(fft, spectrumPicture(spectrum, reach));
    else writeText(fft, spotsCsv(spots, names));
  }
  if (saed != null) writeText(saed, diffractionCsv(pattern, names));
  const notes = [
    ...warnings,
    ...image.notes,
    ...(image.isWhole && optional(args, 'thickness') !== null
      ? [
          `--thickness cuts nothing here: the beam crosses all ${fixed(image.thicknessAng / 10, 2)} nm of it`,
        ]
      : []),
  ];
  const checks = figureS2Checks(specimen);
  const { values: _, notes: __, ...about } = image;
  const value = {
    title: specimen.title,
    kind: specimen.kind,
    crystals: specimen.crystals.map(({ name, share }) => ({ name, share })),
    view: {
      of: names[observation.of],
      zone: observation.zone,
      tiltDeg: view.tiltDeg,
      rotation: Array.from(view.rotation),
    },
    observation,
    image: about,
    spots: spots.map(({ indices, ...spot }) => ({
      ...spot,
      indices: indices.map((index, k) => (index === null ? null : { crystal: names[k], ...index })),
    })),
    diffraction: pattern.map(({ crystal, ...spot }) => ({ crystal: names[crystal], ...spot })),
    ...(checks.length === 0 ? {} : { figureS2: checks }),
    ...(notes.length === 0 ? {} : { notes }),
  };
  const written = [out, fft, saed].flatMap((path) => (path == null ? [] : [`written: ${path}`]));
  const text = [
    ...aboutLines(specimen, observation, view.tiltDeg, image),
    ...spotLines(spots, names),
    ...(checks.length === 0
      ? []
      : [
          'Figure S2 of the paper:',
          ...checks.map(
            (c) =>
              `  ${c.what}: ${c.printed === null ? '' : `printed ${c.printed}; `}${c.computed}`,
          ),
        ]),
    ...notes.map((note) => `note: ${note}`),
    ...written,
  ];
  return { value, text: `${text.join('\n')}\n` };
}

function aboutLines(
  { title, crystals }: Specimen,
  { of, zone, mode, kv }: Observation,
  tiltDeg: number,
  image: { width: number; height: number; pixelAng: number; atoms: number; thicknessAng: number },
): readonly string[] {
  const { width, height, pixelAng, atoms, thicknessAng } = image;
  const nm = (px: number) => fixed((px * pixelAng) / 10, 2);
  return [
    title,
    `${mode}, ${kv} kV, along [${spacedIndices(zone)}] of ${crystals[of]!.name}, tilted by ${fixed(tiltDeg, 2)}°`,
    `${width} × ${height} pixels of ${pixelAng} Å, ${nm(width)} × ${nm(height)} nm, ${fixed(thicknessAng / 10, 2)} nm thick, ${atoms} atoms`,
  ];
}

function spotLines(spots: readonly IndexedSpot[], names: readonly string[]): readonly string[] {
  const upper = spots.filter(isUpper);
  return [
    `spots of the transform: ${upper.length} pairs`,
    `       d/Å    angle/°  strength   ${names.join('   ')}`,
    ...upper
      .slice(0, LISTED)
      .map((s) =>
        [
          s.dAng.toFixed(4).padStart(10),
          fixed(s.angleDeg, 2).padStart(10),
          s.strength.toFixed(4).padStart(9),
          `  ${s.indices.map((index) => (index === null ? '–' : `${hklText(index.hkl)} ${fixed(100 * index.error, 2)} %`)).join('   ')}`,
        ].join(' '),
      ),
    ...(upper.length > LISTED ? [`  and ${upper.length - LISTED} weaker`] : []),
  ];
}
