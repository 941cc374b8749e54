import { library } from '#app/document/library.ts';
import type { Handlers } from '#app/jobs/workerDoor.ts';
import { bytesOf } from '#app/trajectory/inflate.ts';
import { debyePattern, distancesOf } from '#core/diffraction/debye.ts';
import { measuredText } from '#core/diffraction/measured/brml.ts';
import { readMeasured } from '#core/diffraction/measured/measured.ts';
import { patternOf, profileAngles } from '#core/diffraction/pattern.ts';
import { stackScan } from '#core/epitaxyScan/stackScan.ts';
import { unzipped } from '#engines/zip/zip.ts';
import type { DiffractionTasks } from './diffractionTasks.ts';

export const diffractionHandlers: Handlers<DiffractionTasks> = {
  pattern: ({ phases, settings }) => patternOf(phases, settings),
  scan: ({ recipe, choices, settings }, { tell }) =>
    stackScan(recipe, library, choices, settings, tell),
  debye: ({ numbers, xyz, settings }, { tell }) => {
    const { radiation, displacements } = settings;
    const twoTheta = profileAngles(settings);
    const distances = distancesOf(numbers, xyz, tell);
    return {
      twoTheta,
      intensity: debyePattern(distances, radiation, twoTheta, displacements),
      wavelengthAng: radiation.lines[0].wavelengthAng,
      notes: [],
    };
  },
  measured: async ({ file }) =>
    readMeasured(measuredText(new Uint8Array(await bytesOf(file)), unzipped)),
};
