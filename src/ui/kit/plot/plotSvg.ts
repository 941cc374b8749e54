import { ticksOf } from '#core/math/ticks.ts';
import { markerPath, POINT_ROOM } from './plotMarkers.ts';
import { axisText, PLOT_INKS, type PlotLine, type PlotSpec, tickText } from './plotSpec.ts';

const SIZE = { width: 720, height: 420 };
const PAD = { left: 72, right: 24, top: 56, bottom: 52 };
/** Room for marks' words, or for a second axis. */
const SIDE = 150;
/** Half the width of a measured point. */
const MARKER_PX = 4;
const FONT = 'Inter, Helvetica, Arial, sans-serif';

/** A plot as a figure for print: light, self-contained, all text as text. */
export function plotSvg(spec: PlotSpec, notes: readonly string[] = []): string {
  const inks = PLOT_INKS.light;
  const { x, y, right, lines, marks = [] } = spec;
  const plot = {
    left: PAD.left,
    top: PAD.top,
    right: SIZE.width - (marks.length > 0 ? SIDE : right ? PAD.left : PAD.right),
    foot: SIZE.height - PAD.bottom,
  };
  const room = lines.some((l) => l.marker) ? POINT_ROOM : 0;
  const xs = scaleOf([x.values], plot.left, plot.right, room);
  const of = (isRight: boolean) =>
    lines.filter((l) => (l.right ?? false) === isRight).map((l) => l.values);
  const ys = scaleOf([...of(false), marks.map((m) => m.value)], plot.foot, plot.top, 0.06);
  const rs = scaleOf(of(true), plot.foot, plot.top, 0.06);
  const grid = ys.ticks.map((v) => {
    const at = px(ys.at(v));
    return `<path d="M${plot.left} ${at}H${plot.right}" stroke="#e2dfd7"/>${words(plot.left - 8, ys.at(v) + 4, tickText(v), 'end')}`;
  });
  const below = xs.ticks.map(
    (v) =>
      `<path d="M${px(xs.at(v))} ${plot.foot}v5" stroke="${inks.muted}"/>${words(xs.at(v), plot.foot + 20, tickText(v), 'middle')}`,
  );
  const beside = right
    ? rs.ticks.map((v) => words(plot.right + 8, rs.at(v) + 4, tickText(v), 'start'))
    : [];
  const curves = lines.map((l) => {
    const side = l.right ? rs : ys;
    return l.marker
      ? `<path d="${points(x.values, l, xs, side)}" fill="${inks[l.ink]}"/>`
      : `<path d="${l.law ? curve(...sampled(x.values, l.law), xs, side, false) : curve(x.values, l.values, xs, side, spec.steps === true)}" fill="none" stroke="${inks[l.ink]}" stroke-width="1.4" stroke-linejoin="round"${dashed(l.dash)}/>`;
  });
  const across = marks.map((m) => {
    const at = px(ys.at(m.value));
    return `<path d="M${plot.left} ${at}H${plot.right}" stroke="${inks[m.ink]}" stroke-dasharray="2 3"/>${words(plot.right + 6, ys.at(m.value) + 4, m.text, 'start', inks[m.ink])}`;
  });
  let keyX = plot.left;
  const key = lines.map((l) => {
    const at = keyX;
    keyX += 44 + 7.2 * l.label.length;
    const sign = l.marker
      ? `<path d="${markerPath(l.marker, at + 12, 42, MARKER_PX)}" fill="${inks[l.ink]}"/>`
      : `<path d="M${px(at)} 42h24" stroke="${inks[l.ink]}" stroke-width="2"${dashed(l.dash)}/>`;
    return `${sign}${words(at + 30, 46, l.label, 'start')}`;
  });
  const title = (axis: string, at: number, middle: number): string =>
    `<text transform="translate(${at} ${middle}) rotate(-90)" text-anchor="middle">${escaped(axis)}</text>`;
  const middle = (plot.top + plot.foot) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="${FONT}" font-size="12" fill="${inks.ink}">
<title>${escaped(spec.name)}</title>
<desc>${escaped([spec.about, ...notes].join(' — '))}</desc>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${plot.left}" y="22" font-size="14" font-weight="600">${escaped(spec.name)}</text>
${[...key, ...grid, ...below, ...beside, ...across, ...curves].join('\n')}
<path d="M${plot.left} ${plot.top}V${plot.foot}H${plot.right}" fill="none" stroke="${inks.muted}"/>
<text x="${(plot.left + plot.right) / 2}" y="${SIZE.height - 12}" text-anchor="middle">${escaped(axisText(x))}</text>
${title(axisText(y), 18, middle)}
${right ? title(axisText(right), SIZE.width - 14, middle) : ''}
</svg>
`;
}

interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** @param room beyond the ends, as a part of the span */
function scaleOf(
  values: readonly ArrayLike<number>[],
  from: number,
  to: number,
  room: number,
): Scale {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of values)
    for (let k = 0; k < list.length; k++) {
      const v = list[k]!;
      if (v < low) low = v;
      if (v > high) high = v;
    }
  if (!(high >= low)) [low, high] = [0, 1];
  if (high === low) [low, high] = [low - 0.5, high + 0.5];
  const extra = room * (high - low);
  [low, high] = [low < 0 || low > extra ? low - extra : 0, high + extra];
  return { at: (v) => from + ((v - low) / (high - low)) * (to - from), ticks: ticksOf(low, high) };
}

/** Points a pixel column beyond which only the first, the lowest, the highest and the last are drawn. */
const DENSE = 4;

function curve(
  xs: ArrayLike<number>,
  values: ArrayLike<number>,
  sx: Scale,
  sy: Scale,
  steps: boolean,
): string {
  const parts: string[] = [];
  let isDown = false;
  const every = kept(values, DENSE * SIZE.width);
  for (const k of every) {
    const v = values[k]!;
    if (!Number.isFinite(v)) {
      isDown = false;
      continue;
    }
    const [x, y] = [px(sx.at(xs[k]!)), px(sy.at(v))];
    parts.push(!isDown ? `M${x} ${y}` : steps ? `H${x}V${y}` : `L${x} ${y}`);
    isDown = true;
  }
  return parts.join('');
}

function points(xs: ArrayLike<number>, { values, marker }: PlotLine, sx: Scale, sy: Scale): string {
  return Array.from(values, (v, k) =>
    Number.isFinite(v) ? markerPath(marker!, sx.at(xs[k]!), sy.at(v), MARKER_PX) : '',
  ).join('');
}

/** A law at enough places from the first x to the last. */
function sampled(
  xs: ArrayLike<number>,
  law: (x: number) => number,
): readonly [readonly number[], readonly number[]] {
  const all = Array.from(xs);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const places = Array.from({ length: 201 }, (_, k) => low + (k / 200) * (high - low));
  return [places, places.map(law)];
}

/** All indices, or of very many the lowest and highest of each stretch. */
function kept(values: ArrayLike<number>, most: number): number[] {
  const n = values.length;
  if (n <= most) return Array.from({ length: n }, (_, k) => k);
  const out: number[] = [];
  const stretch = Math.ceil((2 * n) / most);
  for (let start = 0; start < n; start += stretch) {
    let [low, high] = [start, start];
    for (let k = start; k < Math.min(n, start + stretch); k++) {
      if (values[k]! < values[low]!) low = k;
      if (values[k]! > values[high]!) high = k;
    }
    out.push(Math.min(low, high));
    if (low !== high) out.push(Math.max(low, high));
  }
  return out;
}

const px = (v: number): string => v.toFixed(1);
const dashed = (dash: readonly number[]): string =>
  dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
const words = (x: number, y: number, text: string, anchor: string, ink?: string): string =>
  `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}"${ink ? ` fill="${ink}"` : ''}>${escaped(text)}</text>`;

/** Labels may come from a file. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** The figure as pixels, two for each of its own. */
export async function plotPng(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('no picture'))),
        'image/png',
      ),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
