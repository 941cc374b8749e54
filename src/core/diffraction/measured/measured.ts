import { EpistackError } from '#core/errors.ts';
import { isBrml, isZip, readBrml } from './brml.ts';
import { readColumns } from './columns.ts';
import { isRas, readRas } from './ras.ts';
import type { Measured } from './scan.ts';
import { isXrdml, readXrdml } from './xrdml.ts';

const MOST_POINTS = 1_000_000;

/** Names of the files that are read, for dialogs and help. */
export const MEASURED_NAMES = [
  '.xy',
  '.xye',
  '.csv',
  '.dat',
  '.txt',
  '.xrdml',
  '.brml',
  '.ras',
] as const;

/**
 * Reads a measured pattern: columns of 2θ and intensity, PANalytical XRDML, the raw data of Bruker BRML, or Rigaku RAS, told apart by content.
 * @throws `parse` with the line; `too-large`
 */
export function readMeasured(text: string): Measured {
  const content = text.replace(/^\ufeff/, '');
  const measured = isXrdml(content)
    ? readXrdml(content)
    : isBrml(content)
      ? readBrml(content)
      : isRas(content)
        ? readRas(content)
        : readColumns(content);
  const { twoTheta } = measured;
  if (twoTheta.length > MOST_POINTS)
    throw new EpistackError({
      code: 'too-large',
      what: 'measured points',
      count: twoTheta.length,
      limit: MOST_POINTS,
    });
  return measured;
}

/** Whether a file that begins so is a measured pattern. */
export function looksMeasured(head: string): boolean {
  if (isXrdml(head) || isBrml(head) || isZip(head) || isRas(head)) return true;
  try {
    // The last line may be cut.
    return readColumns(head.slice(0, head.lastIndexOf('\n') + 1)).twoTheta.length > 0;
  } catch {
    return false;
  }
}
