import { subscripts } from '#core/crystal/structure.ts';
import type { InterfaceOrientation } from './interfaceOrientation.ts';
import { poleText } from './poles.ts';
import {
  type Side,
  type Stereogram,
  type StereogramChoices,
  sidesOf,
  stereogram,
} from './stereogram.ts';

const SIZE = 560;
/** Above the picture: title and legend. */
const HEAD = 56;
const FONT = 'Inter, Helvetica, Arial, sans-serif';
/** On white; the hues of the slabs in the picture. */
const INKS: Readonly<Record<Side, string>> = { substrate: '#2b6785', film: '#8a650a' };
const INK = '#1d2023';
const MUTED = '#5d6268';

/** "CdS (1 1 0) on CsPbBr₃ (1 1 0)". */
export const orientationTitle = (of: InterfaceOrientation): string =>
  sidesOf(of)
    .map(
      ([, { crystal, name, plane }]) => `${subscripts(name)} ${poleText(crystal, 'plane', plane)}`,
    )
    .join(' on ');

/** A stereographic projection as a figure for print: light, self-contained, all text as text. */
export function stereogramSvg(of: InterfaceOrientation, choices: StereogramChoices): string {
  const figure = stereogram(of, choices, SIZE);
  const height = SIZE + HEAD;
  const title = `Stereographic projection, ${orientationTitle(of)}`;
  let at = 24;
  const keys = sidesOf(of)
    .toReversed()
    .map(([side, { name }]) => {
      const text = `${subscripts(name)}, ${choices.kind === 'plane' ? 'plane normals' : 'directions'}`;
      const key = `${markPath(side, at, 40, INKS[side])}${words(at + 12, 44, text, 'start')}`;
      at += 40 + 6.4 * text.length;
      return key;
    });
  keys.push(`${normalPath(at, 40)}${words(at + 14, 44, 'interface normal', 'start')}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${height}" viewBox="0 0 ${SIZE} ${height}" font-family="${FONT}" font-size="11" fill="${INK}">`,
    `<title>${escaped(title)}</title><desc>${escaped(`Equal-angle projection of the upper hemisphere; ${of.frame}, before the picture was turned.`)}</desc>`,
    `<rect width="${SIZE}" height="${height}" fill="#fff"/>`,
    `<text x="16" y="22" font-size="14" font-weight="600">${escaped(title)}</text>`,
    ...keys,
    `<g transform="translate(0 ${HEAD})">`,
    ...drawn(figure),
    '</g></svg>\n',
  ].join('\n');
}

function drawn({
  centre,
  radius,
  net,
  circles,
  trace,
  chosen,
  marks,
  normal,
}: Stereogram): string[] {
  const line = (d: string, ink: string, width: number, dash = '') =>
    `<path d="${d}" fill="none" stroke="${ink}" stroke-width="${width}"${dash && ` stroke-dasharray="${dash}"`}/>`;
  return [
    ...net.map((d) => line(d, '#c9ccd1', 0.5)),
    `<circle cx="${centre}" cy="${centre}" r="${radius}" fill="none" stroke="${MUTED}"/>`,
    ...circles.map(({ side, path }) => line(path, INKS[side], 0.6)),
    ...(trace === null ? [] : [line(trace, INK, 1, '5 3')]),
    ...(chosen === null ? [] : [line(chosen.path, INKS[chosen.side], 1.6)]),
    ...marks.map(({ side, x, y }) => markPath(side, x, y, INKS[side])),
    ...marks.flatMap(({ side, label }) =>
      label === null
        ? []
        : [
            `<g fill="${INKS[side]}" stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${words(label.x, label.y, label.text, 'middle')}</g>`,
          ],
    ),
    normalPath(normal.x, normal.y),
  ];
}

/** The path of a mark of one of the two crystals: an open square, or a disc that fits into it. */
export const markShape = (side: Side, x: number, y: number): string =>
  side === 'film'
    ? `M${(x - 5).toFixed(1)} ${(y - 5).toFixed(1)}h10v10h-10z`
    : `M${(x - 3).toFixed(1)} ${y.toFixed(1)}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z`;

/** The path of the mark of the interface's normal: a ring with four strokes. */
export const normalShape = (x: number, y: number): string =>
  `M${(x - 9).toFixed(1)} ${y.toFixed(1)}a9 9 0 1 0 18 0a9 9 0 1 0 -18 0M${(x - 13).toFixed(1)} ${y.toFixed(1)}h4m18 0h4M${x.toFixed(1)} ${(y - 13).toFixed(1)}v4m0 18v4`;

const markPath = (side: Side, x: number, y: number, ink: string): string =>
  side === 'film'
    ? `<path d="${markShape(side, x, y)}" fill="none" stroke="${ink}" stroke-width="1.6"/>`
    : `<path d="${markShape(side, x, y)}" fill="${ink}"/>`;

const normalPath = (x: number, y: number): string =>
  `<path d="${normalShape(x, y)}" fill="none" stroke="${INK}" stroke-width="1"/>`;

const words = (x: number, y: number, text: string, anchor: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(text)}</text>`;

/** Names may come from a file. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
