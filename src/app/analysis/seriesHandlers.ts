import type { Handlers } from '#app/jobs/workerDoor.ts';
import { correlate } from '#app/trajectory/correlate.ts';
import { bytesOf } from '#app/trajectory/inflate.ts';
import { readSeriesCsv } from '#core/io/seriesCsv.ts';
import type { SeriesTasks } from './seriesTasks.ts';

export const seriesHandlers: Handlers<SeriesTasks> = {
  csv: async ({ file, stepFs }) =>
    readSeriesCsv(new TextDecoder().decode(await bytesOf(file)), stepFs),
  correlation: correlate,
};
