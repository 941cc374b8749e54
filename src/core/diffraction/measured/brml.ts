import { parseNumber, refuse } from '#core/io/text/text.ts';
import { decodeUtf8, plainText } from '#core/io/text/utf8.ts';
import { checkedScan, type Measured } from './scan.ts';

const FORMAT = 'BRML';
const RAW_DATA = /(?:^|\/)RawData\d+\.xml$/;
/** Of a row of a coupled scan: time, a flag, 2θ, θ, counts. */
const [COLUMNS, TWO_THETA, COUNTS] = [5, 2, 4];

/** Unpacks the files of a zip whose path is wanted; null for bytes that are no zip. */
export type Unzip = (
  bytes: Uint8Array,
  isWanted: (path: string) => boolean,
) => ReadonlyMap<string, Uint8Array> | null;

export const isZip = (text: string): boolean => text.startsWith('PK\u0003\u0004');
export const isBrml = (text: string): boolean => /<RawData[\s>]/.test(text);

/**
 * The text of a measured file: of a Bruker BRML file, which is a zip, that of its first raw data.
 * @throws `parse` for a zip without raw data
 */
export function measuredText(bytes: Uint8Array, unzip: Unzip): string {
  if (!isZip(String.fromCharCode(...bytes.subarray(0, 4)))) return decodeUtf8(plainText(bytes));
  const files = unzip(bytes, (path) => RAW_DATA.test(path));
  const [first] = [...(files ?? [])].sort(([p], [q]) => (p < q ? -1 : 1));
  if (first === undefined)
    refuse(
      FORMAT,
      1,
      'RawData0.xml in a whole zip file: of other archives, unpack the files and open them one by one',
    );
  return decodeUtf8(first[1]);
}

/**
 * The first route of raw data of a Bruker file, if it is a coupled scan of 2θ and θ.
 * @throws `parse` with the line of the raw data
 */
export function readBrml(text: string): Measured {
  const routes = text.split(/<DataRoute[\s>]/).filter((route) => route.includes('<Datum>'));
  const route = routes[0] ?? '';
  const start = text.slice(0, text.indexOf(route)).split('\n').length;
  let line = start;
  let last = 0;
  const points = [...route.matchAll(/<Datum>([^<]*)<\/Datum>/g)].map((row) => {
    line += route.slice(last, row.index).split('\n').length - 1;
    last = row.index;
    const values = row[1]!.split(',').map((value) => parseNumber(value.trim()));
    if (values.length !== COLUMNS || values.includes(undefined))
      refuse(
        FORMAT,
        line,
        'time, flag, 2θ, θ, counts of a coupled scan; export other scans as .xy',
      );
    return { line, angle: values[TWO_THETA]!, value: values[COUNTS]! };
  });
  return {
    ...checkedScan(FORMAT, points, line),
    wavelengthAng: null,
    notes: [
      'the wavelength of a BRML file is not read',
      ...(routes.length > 1 ? [`the first of ${routes.length} scans`] : []),
    ],
  };
}
