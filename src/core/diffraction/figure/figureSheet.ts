import type { PlotFrame, Stick } from './plotFrame.ts';

const FONT = 'Inter, Helvetica, Arial, sans-serif';
/** On white; the hues of the slabs in the picture. */
const INKS = ['#2b6785', '#8a650a', '#7a5aa8', '#35704a'];
export const INK = '#1d2023';
export const MUTED = '#5d6268';

/** The hue of a slab. */
export const slabHue = (slab: number): string => INKS[slab % INKS.length]!;

/** What of a figure is not the same in all. */
export interface Sheet {
  readonly frame: PlotFrame;
  readonly title: string;
  readonly about: string;
  /** Names with their colours. */
  readonly legend: readonly (readonly [text: string, ink: string])[];
  readonly axes: { readonly x: string; readonly y: string; readonly yAt: number };
  /** SVG below the axes, and what stands beside the upright one. */
  readonly marks: readonly string[];
  readonly curves: readonly {
    readonly d: string;
    readonly ink: string;
    readonly width: number;
  }[];
  readonly bands: readonly {
    readonly ink: string;
    readonly foot: number;
    readonly sticks: readonly Stick<unknown>[];
  }[];
}

/** Height of a row of the legend. */
const ROW = 18;
/** Of one letter, about. */
const LETTER = 6.4;

/** A figure for print: light, self-contained, all text as text. */
export function figureSheet({ frame, title, about, legend, ...drawn }: Sheet): string {
  const { width, plot } = frame;
  const { left, right, top, foot, axis } = plot;
  let [at, row] = [left, 0];
  const keys = legend.map(([text, ink]) => {
    const long = 44 + LETTER * text.length;
    if (at > left && at + long > width) [at, row] = [left, row + 1];
    const y = 44 + ROW * row;
    const key = `<path d="M${at.toFixed(1)} ${y}h18" stroke="${ink}" stroke-width="2"/>${svgText(at + 24, y + 4, text, 'start')}`;
    at += long;
    return key;
  });
  const head = 62 + ROW * row;
  const height = frame.height + head;
  const { x, y, yAt } = drawn.axes;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="12" fill="${INK}">`,
    `<title>${escaped(title)}</title><desc>${escaped(about)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${left}" y="22" font-size="14" font-weight="600">${escaped(title)}</text>`,
    ...keys,
    `<g transform="translate(0 ${head})">`,
    ...drawn.marks,
    `<path d="M${left} ${top}V${axis}H${right}M${left} ${foot}H${right}" fill="none" stroke="${MUTED}" stroke-width="0.8"/>`,
    ...frame.ticks.map(
      (tick) =>
        `<path d="M${tick.x.toFixed(1)} ${axis}v4" stroke="${MUTED}" stroke-width="0.8"/>${svgText(tick.x, axis + 17, tick.text, 'middle')}`,
    ),
    svgText((left + right) / 2, axis + 36, x, 'middle'),
    `<text transform="translate(${yAt} ${(top + foot) / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>`,
    ...drawn.curves.map(
      ({ d, ink, width: wide }) =>
        `<path d="${d}" fill="none" stroke="${ink}" stroke-width="${wide}" stroke-linejoin="round"/>`,
    ),
    ...drawn.bands.flatMap((band) =>
      band.sticks.map(
        (stick) =>
          `<path d="M${stick.x.toFixed(1)} ${band.foot.toFixed(1)}V${stick.top.toFixed(1)}" stroke="${band.ink}" stroke-width="1.5"/>`,
      ),
    ),
    '</g></svg>\n',
  ].join('\n');
}

const svgText = (x: number, y: number, text: string, anchor: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(text)}</text>`;

/** Names may come from a file. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
