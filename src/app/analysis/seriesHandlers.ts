import type { Handlers } from '#app/jobs/workerDoor.ts';
import { correlate } from '#app/trajectory/correlate.ts';
import { bytesOf } from '#app/trajectory/inflate.ts';
import { readSeriesCsv } from '#core/io/seriesCsv.ts';
import { decodeUtf8, plainText } from '#core/io/text/utf8.ts';
import type { SeriesTasks } from './seriesTasks.ts';

export const seriesHandlers: Handlers<SeriesTasks> = {
  csv: async ({ file, stepFs }) =>
    readSeriesCsv(decodeUtf8(plainText(new Uint8Array(await bytesOf(file)))), stepFs),
  correlation: correlate,
};
