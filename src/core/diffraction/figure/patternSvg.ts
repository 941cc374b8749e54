import type { Pattern, PhaseLines } from '#core/diffraction/pattern.ts';
import { type ComparedScan, scanLabel } from './comparedScan.ts';
import { type PatternFigure, patternFigure } from './patternFigure.ts';

const SIZE = { width: 720, height: 460 };
/** Above the picture: title and legend. */
const HEAD = 62;
const FONT = 'Inter, Helvetica, Arial, sans-serif';
/** On white; the hues of the slabs in the picture. */
export const INKS = ['#2b6785', '#8a650a', '#7a5aa8', '#35704a'];
export const INK = '#1d2023';
export const MUTED = '#5d6268';

/** Names of the phases with their share of the mass: "CsPbBr3 (70 %)". */
export const phaseLabel = ({ name, weight }: PhaseLines): string =>
  weight === 1 ? name : `${name} (${Number((100 * weight).toPrecision(3))} % by mass)`;

/** A pattern as a figure for print: light, self-contained, all text as text. */
export function patternSvg(
  pattern: Pattern,
  measured: ComparedScan | null,
  { title, about }: { readonly title: string; readonly about: string },
): string {
  const figure = patternFigure(pattern, measured, SIZE);
  const height = SIZE.height + HEAD;
  const legend = [
    ...pattern.phases.map((phase, n) => [phaseLabel(phase), INKS[n % INKS.length]!] as const),
    ...(pattern.phases.length > 1 ? [['together', INK] as const] : []),
    ...(measured === null ? [] : [[scanLabel(measured), MUTED] as const]),
  ];
  let at = figure.plot.left;
  const keys = legend.map(([text, ink]) => {
    const key = `<path d="M${at} 44h18" stroke="${ink}" stroke-width="2"/>${svgText(at + 24, 48, text, 'start')}`;
    at += 44 + 6.4 * text.length;
    return key;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${height}" viewBox="0 0 ${SIZE.width} ${height}" font-family="${FONT}" font-size="12" fill="${INK}">`,
    `<title>${escaped(title)}</title><desc>${escaped(about)}</desc>`,
    `<rect width="${SIZE.width}" height="${height}" fill="#fff"/>`,
    `<text x="${figure.plot.left}" y="22" font-size="14" font-weight="600">${escaped(title)}</text>`,
    ...keys,
    `<g transform="translate(0 ${HEAD})">`,
    ...drawn(figure),
    '</g></svg>\n',
  ].join('\n');
}

function drawn({ plot, ticks, bands, phases, whole, measured }: PatternFigure): string[] {
  const { left, right, top, foot, axis } = plot;
  const line = (d: string, ink: string, width: number) =>
    `<path d="${d}" fill="none" stroke="${ink}" stroke-width="${width}" stroke-linejoin="round"/>`;
  const single = phases.length === 0;
  return [
    `<path d="M${left} ${top}V${axis}H${right}M${left} ${foot}H${right}" fill="none" stroke="${MUTED}" stroke-width="0.8"/>`,
    ...ticks.map(
      ({ x, text }) =>
        `<path d="M${x.toFixed(1)} ${axis}v4" stroke="${MUTED}" stroke-width="0.8"/>${svgText(x, axis + 17, text, 'middle')}`,
    ),
    svgText((left + right) / 2, axis + 36, '2θ, °', 'middle'),
    `<text transform="translate(16 ${(top + foot) / 2}) rotate(-90)" text-anchor="middle">intensity</text>`,
    ...(measured === null ? [] : [line(measured, MUTED, 0.8)]),
    ...phases.map((d, n) => line(d, INKS[n % INKS.length]!, 1)),
    line(whole, single ? INKS[0]! : INK, 1.4),
    ...bands.flatMap(({ sticks, foot: bandFoot }, n) =>
      sticks.map(
        ({ x, top: stickTop }) =>
          `<path d="M${x.toFixed(1)} ${bandFoot.toFixed(1)}V${stickTop.toFixed(1)}" stroke="${INKS[n % INKS.length]}" stroke-width="1.5"/>`,
      ),
    ),
  ];
}

export const svgText = (x: number, y: number, text: string, anchor: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(text)}</text>`;

/** Names may come from a file. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
