import type { Handlers } from '#app/jobs/workerDoor.ts';
import { bytesOf } from '#app/trajectory/inflate.ts';
import { readMeasured } from '#core/diffraction/measured/measured.ts';
import { patternOf } from '#core/diffraction/pattern.ts';
import type { DiffractionTasks } from './diffractionTasks.ts';

export const diffractionHandlers: Handlers<DiffractionTasks> = {
  pattern: ({ phases, settings }) => patternOf(phases, settings),
  measured: async ({ file }) => readMeasured(new TextDecoder().decode(await bytesOf(file))),
};
