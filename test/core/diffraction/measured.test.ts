import { expect, test } from 'vitest';
import { measuredText } from '#core/diffraction/measured/brml.ts';
import { looksMeasured, readMeasured } from '#core/diffraction/measured/measured.ts';
import { scaledTo100 } from '#core/diffraction/measured/scan.ts';
import { unzipped, zipFiles } from '#engines/zip/zip.ts';

const ANGLES = [10, 10.5, 11, 11.5];
const COUNTS = [3, 7.5, 103, 4];

const xrdml = (positions: string, counts: string, more = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>
<xrdMeasurements xmlns="http://www.xrdml.com/XRDMeasurement/1.3" status="Completed">
 <xrdMeasurement measurementType="Scan">
  <usedWavelength intended="K-Alpha 1"><kAlpha1 unit="Angstrom">1.5405980</kAlpha1></usedWavelength>
  <scan appendNumber="0"><dataPoints>
   <positions axis="2Theta" unit="deg">${positions}</positions>
   <positions axis="Omega" unit="deg"><startPosition>5</startPosition></positions>
   ${more}<commonCountingTime unit="seconds">1.0</commonCountingTime>
   <intensities unit="counts">${counts}</intensities>
  </dataPoints></scan>
 </xrdMeasurement>
</xrdMeasurements>`;

const RAS = `*RAS_DATA_START
*RAS_HEADER_START
*HW_XG_WAVE_LENGTH_ALPHA1 "1.540593"
*RAS_HEADER_END
*RAS_INT_START
10.0000 3.0000 1.0000
10.5000 0.7500 10.0000
11.0000 103.0000 1.0000
11.5000 4.0000 1.0000
*RAS_INT_END
*RAS_DATA_END`;

const rows = (separator: string, head = '') =>
  head + ANGLES.map((a, k) => [a, COUNTS[k]].join(separator)).join('\n');

test.each([
  ['blanks', rows('  ')],
  ['tabs', rows('\t')],
  ['commas under a head', rows(',', '2theta,intensity\n')],
  ['semicolons under remarks', rows(';', "# sample 3\n'another\n")],
  ['a third column', rows(' ').replaceAll('\n', ' 0.1\r\n')],
  [
    'a text before the numbers, and a byte order mark',
    rows(' ', '\ufeffSample: A 3\n\nAngle  Counts\n'),
  ],
  ['RAS with an attenuator', RAS],
  [
    'XRDML of even steps',
    xrdml('<startPosition>10</startPosition><endPosition>11.5</endPosition>', COUNTS.join(' ')),
  ],
  [
    'XRDML of listed angles',
    xrdml(`<listPositions>${ANGLES.join(' ')}</listPositions>`, COUNTS.join(' ')),
  ],
  [
    'XRDML with attenuation factors',
    xrdml(
      '<startPosition>10</startPosition><endPosition>11.5</endPosition>',
      '3 0.75 103 4',
      '<beamAttenuationFactors>1 10 1 1</beamAttenuationFactors>',
    ),
  ],
])('a measured pattern with %s', (_, text) => {
  const { twoTheta, intensity } = readMeasured(text);
  expect([...twoTheta]).toEqual(ANGLES);
  expect([...intensity]).toEqual(COUNTS);
});

test('the wavelength of Kα₁ and further scans are told', () => {
  expect(readMeasured(RAS).wavelengthAng).toBe(1.540593);
  expect(readMeasured(rows(' ')).wavelengthAng).toBeNull();
  const twice = readMeasured(`${RAS}\n${RAS}`);
  expect(twice.twoTheta).toHaveLength(4);
  expect(twice.notes).toEqual(['the first of 2 scans']);
  const one = xrdml('<startPosition>1</startPosition><endPosition>2</endPosition>', '1 2 3');
  expect(readMeasured(one).wavelengthAng).toBe(1.540598);
  expect(readMeasured(one + one).notes).toEqual(['the first of 2 scans']);
});

test.each([
  ['angles that fall', '10 1\n9 2\n8 3', /line 2.*grow/],
  ['text among the numbers', '10 1\n11 x\n12 3', /line 2.*two numbers/],
  ['no numbers', 'hello\nworld', /points or more/],
  ['angles beyond half a turn', '10 1\n90 2\n190 3', /line 3.*180/],
  ['decimal commas', '10,0;1,5\n10,5;2,5\n11,0;3,5', /point before the decimals/],
  ['an XRDML without 2θ', xrdml('', '1 2 3').replace('axis="2Theta"', 'axis="Phi"'), /2Theta/],
  ['an XRDML that ends early', '<xrdMeasurements><dataPoints>', /end of the scan/],
  [
    'an XRDML with too few angles',
    xrdml('<listPositions>1 2</listPositions>', '1 2 3'),
    /3 positions/,
  ],
  ['a RAS with a broken row', RAS.replace('0.7500', '***'), /line 7/],
])('%s is refused with the line', (_, text, message) => {
  expect(() => readMeasured(text)).toThrow(message);
});

test('for comparison the lowest point in the range is 0 and the highest 100', () => {
  const { twoTheta, intensity } = scaledTo100(readMeasured(rows(' ')), [10.2, 11.6]);
  expect([...twoTheta]).toEqual([10.5, 11, 11.5]);
  expect(intensity[1]).toBe(100);
  expect(intensity[2]).toBe(0);
});

test('BRML: the first raw data of the zip, 2θ and counts of a coupled scan', () => {
  const rows = [
    [1, 10, 5, 120],
    [1, 10.02, 5.01, 125],
    [1, 10.04, 5.02, 119],
  ].map(
    ([time, twoTheta, theta, counts]) => `<Datum>${time},1,${twoTheta},${theta},${counts}</Datum>`,
  );
  const xml = (data: string) =>
    `<?xml version="1.0"?>\n<RawData>\n<DataRoutes>\n<DataRoute>\n${data}\n</DataRoute></DataRoutes></RawData>`;
  const zip = (data: string, name = 'RawData0.xml') =>
    zipFiles([{ path: `Experiment0/${name}`, text: xml(data) }]);
  const read = (bytes: Uint8Array) => readMeasured(measuredText(bytes, unzipped));
  const { twoTheta, intensity, notes } = read(zip(rows.join('\n')));
  expect([...twoTheta]).toEqual([10, 10.02, 10.04]);
  expect([...intensity]).toEqual([120, 125, 119]);
  expect(notes).toEqual(['the wavelength of a BRML file is not read']);
  expect(looksMeasured(new TextDecoder().decode(zip(rows.join('\n'))))).toBe(true);
  // A rocking curve has no column of 2θ.
  expect(() => read(zip(`${rows[0]}\n<Datum>1,1,5.1,80</Datum>`))).toThrow(/line 6.*coupled scan/s);
  expect(() => read(zip(rows.join('\n'), 'Other.xml'))).toThrow(/RawData0\.xml/);
  expect(() => read(zip(rows.join('\n')).slice(0, 60))).toThrow(/whole zip/);
});
