import { type Arguments, numberOption, optional } from '#cli/args.ts';
import { svgPng } from '#cli/drawing/svgPng.ts';
import { checkOut, writeText } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import type { ComparedScan } from '#core/diffraction/figure/comparedScan.ts';
import type { ScanGeometry, ScanLine } from '#core/epitaxyScan/epitaxyScan.ts';
import { DECADES } from '#core/epitaxyScan/scanDefaults.ts';
import { readingText, scanCsv, scanSvg } from '#core/epitaxyScan/scanFiles.ts';
import { aboutScan } from '#core/epitaxyScan/stackScan.ts';
import { readScan } from './scanOptions.ts';
import { patternWriter } from './writePattern.ts';

/** The answer of `xrd --geometry out-of-plane|in-plane`, and its files. */
export function scanAnswer(
  args: Arguments,
  geometry: ScanGeometry,
  measured: ComparedScan | null,
): CommandAnswer | Promise<CommandAnswer> {
  const write = patternWriter(optional(args, 'out'));
  checkOut(write === null || write.path !== '-' ? null : '-', args);
  const { name, scan, settings, choices, warnings } = readScan(args, geometry);
  const { radiation, range } = settings;
  const wavelength = radiation.lines[0].wavelengthAng;
  const about = aboutScan(choices, settings);
  const notes = [...scan.notes, ...warnings];
  const value = {
    geometry,
    wavelength,
    range,
    bands: scan.bands,
    readings: scan.readings,
    kinematicFails: scan.strong,
    ...(args.values['instrument'] === undefined
      ? {}
      : {
          profile: {
            twoTheta: Array.from(scan.twoTheta, (x) => Number(x.toFixed(6))),
            intensity: Array.from(scan.intensity, (y) => Number(y.toPrecision(7))),
          },
        }),
    about,
    ...(notes.length > 0 ? { warnings: notes } : {}),
    ...(write === null ? {} : { out: write.path }),
  };
  const text = [
    `${name}: ${geometry === 'in-plane' ? 'in-plane 2θχ–φ scan' : 'symmetric 2θ–ω scan along the surface normal'}, wavelength ${wavelength} Å, 2θ from ${range[0]} to ${range[1]}°`,
    ...scan.readings.map(readingText),
    geometry === 'in-plane'
      ? '   2θχ/°      φ/°    q·Å       d/Å   unstrained d/Å   relative   line'
      : '    2θ/°      ω/°    q·Å       d/Å   unstrained d/Å   relative   line',
    ...scan.bands.flatMap(({ lines }) => lines.map(row)),
    ...scan.strong.map(
      ([from, to]) =>
        `kinematic theory fails from 2θ ${from.toFixed(3)} to ${to.toFixed(3)}°: more than a tenth of the beam`,
    ),
    ...notes.map((note) => `note: ${note}`),
    about,
  ].join('\n');
  if (write === null) return { value, text: `${text}\n` };
  const said = {
    value,
    text: write.path === '-' ? '' : `${text}\nwritten: ${write.path}\n`,
  };
  if (write.kind === 'csv') {
    writeText(write.path, scanCsv(scan, measured, wavelength, about));
    return said;
  }
  const title = `${name}: ${geometry} scan, ${radiation.label}`;
  const svg = scanSvg(scan, measured, {
    title,
    about,
    decades: numberOption(args, 'decades', false) ?? DECADES,
  });
  if (write.kind === 'svg') {
    writeText(write.path, svg);
    return said;
  }
  return svgPng(svg).then((png) => {
    writeText(write.path, png);
    return said;
  });
}

const row = ({ label, twoTheta, q, dAng, ownDAng, strength }: ScanLine): string =>
  [
    twoTheta.toFixed(4).padStart(9),
    (twoTheta / 2).toFixed(4).padStart(8),
    q.toFixed(5).padStart(8),
    dAng.toFixed(5).padStart(9),
    (ownDAng === null ? '–' : ownDAng.toFixed(5)).padStart(14),
    strength.toPrecision(3).padStart(10),
    `  ${label}`,
  ].join(' ');
