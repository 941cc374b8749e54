import { SYMBOLS } from '#core/crystal/elements.ts';
import { row } from '#core/math/mat3.ts';
import { add, dot, type Vec3 } from '#core/math/vec3.ts';
import { hexOf, mixed, type Rgb, type Rod, type Solids } from '#engines/solids/solids.ts';
import { anglesOf } from '#render/camera/pose.ts';
import { project, type ScreenPoint, type View, viewFrom } from '#render/camera/view.ts';
import type { FigureMarks } from '#render/figureRequest.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { WIRE_DOT, wireWidthPx } from '#render/gpu/wire.ts';
import { LEGEND } from '#render/overlay/figureMarks.ts';
import { paint, projectDiscs } from '#render/overlay/paint.ts';
import { drawnOf, rgbOf, solidsOf } from '#render/solid/solidsOf.ts';
import { arrowLines, paleOf } from '#render/stage/arrows.ts';
import { fittedPose } from '#render/stage/fittedPose.ts';
import {
  ARROW_WIDTH,
  CELL_WIDTH,
  CONTACT_DASH,
  CONTACT_WIDTH,
  FACE_OPACITY,
  INK_PX,
  INK_SHARE,
  NO_NUMBER,
  OUTLINE_DASH,
  OUTLINE_WIDTH,
  PALE,
  TRAIL_WIDTH,
} from '#render/style.ts';
import type { SceneFrame, SceneProps } from '#render/types.ts';
import {
  WIRE_CIRCLE,
  WIRE_OUTLINES,
  WIRE_RIM,
  type WireShape,
  wireShapes,
} from '#render/wireShapes.ts';
import { escaped, SvgPen } from './svgPen.ts';
import { wireColor } from './wireColor.ts';

const FONT = 'Inter, Helvetica, Arial, sans-serif';
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [1, 1, 1];

export interface SvgSize {
  /** Whose px are the unit of letters and lines. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** In print, with its unit: "170mm". */
  readonly width: string;
  readonly height: string;
  readonly transparent: boolean;
}

/** The picture as an SVG: discs, lines and letters that stay sharp and can be edited, the far ones first. */
export function svgPicture(
  scene: SceneProps,
  title: string,
  marks: FigureMarks,
  size: SvgSize,
): string {
  const { drawn, xyz, frame } = drawnOf(scene);
  const { structure } = scene;
  const stand =
    scene.view.stand ?? anglesOf(scene.view.direction, structure.lattice, structure.xyz);
  const pose = 'pose' in stand ? stand.pose : fittedPose(stand, scene, drawn, size);
  const perspective = scene.look.projection === 'perspective';
  const view = viewFrom(pose, [0, 0, 0], { ...size, perspective });
  const shades = new Map<string, string>();
  const bodies = bodiesOf(solidsOf(scene, title), view, { ...scene, moving: frame }, drawn, shades);
  const pen = new SvgPen();
  const shown = { props: scene, drawn, xyz, moving: frame };
  const overlayView = viewFrom(pose, drawn.origin, { ...size, perspective });
  const discs = projectDiscs({ discs: new Float32Array(0) }, shown, overlayView);
  paint({ ctx: pen, view: overlayView, shown, discs, fontFamily: FONT, marks, taken: [] }, LEGEND);
  const [w, h] = [number(size.widthPx), number(size.heightPx)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${w} ${h}" font-family="${FONT}" role="img">
<title>${escaped(title)}</title>
<defs>
${[...shades.values()].join('\n')}
</defs>
${size.transparent ? '' : `<rect width="${w}" height="${h}" fill="${scene.theme.background}"/>\n`}<g id="atoms">
${bodies.join('\n')}
</g>
<g id="marks">
${pen.elements.join('\n')}
</g>
</svg>
`;
}

const number = (x: number): string => String(Number(x.toFixed(2)) + 0);

interface Placed {
  /** Towards the eye, Å. */
  readonly near: number;
  readonly element: string;
}

function bodiesOf(
  solids: Solids,
  view: View,
  scene: SceneProps & { readonly moving: SceneFrame | null },
  drawn: DrawnAtoms,
  shades: Map<string, string>,
): readonly string[] {
  const placed: Placed[] = [];
  const at = (p: Vec3): ScreenPoint => project(view, p[0], p[1], p[2], [0, 0, 0, 0]);
  const { wirePx } = scene.look;
  const ink = scene.look.outlines ? INK_PX : 0;
  const shapes = wireShapes(scene.structure.numbers);
  const shapeOf = (name: string) => shapes.get(SYMBOLS.indexOf(name.split(' ')[0]!)) ?? 'disc';
  for (const { name, at: centre, radiusAng, rgb, isStriped } of solids.balls) {
    const [x, y, pxPerAng] = at(centre);
    const r = Math.max(radiusAng * pxPerAng, (WIRE_DOT * wireWidthPx(wirePx, pxPerAng)) / 2);
    const plain = () =>
      wirePx > 0 ? hexOf(wireColor(rgb, scene.theme.dark)) : `url(#${shadeOf(rgb, shades)})`;
    const fill = isStriped ? `url(#${stripes(shades)})` : plain();
    if (wirePx > 0) {
      const element = markElement(shapeOf(name), [x, y], r, fill, scene.theme.background);
      placed.push({ near: dot(centre, view.back), element });
      continue;
    }
    // The line lies within the silhouette, as on the page, and a stroke on both sides of its own.
    const line = inkOf(ink, r);
    placed.push({
      near: dot(centre, view.back),
      element: `<circle cx="${number(x)}" cy="${number(y)}" r="${number(r - line / 2)}" fill="${fill}"${ink > 0 ? ` stroke="${hexOf(mixed(rgb, BLACK, 0.85))}" stroke-width="${number(line)}"` : ''}/>`,
    });
  }
  for (const rod of solids.rods) placed.push(...rodElements(rod, view, ink, scene));
  for (const { corners, rgb } of solids.bodies)
    for (let k = 0; k + 2 < corners.length; k += 3) {
      const three = corners.slice(k, k + 3);
      const points = three.map((p) => at(p).slice(0, 2).map(number).join(','));
      const middle = three.reduce((sum, p) => sum + dot(p, view.back) / 3, 0);
      placed.push({
        near: middle,
        element: `<polygon points="${points.join(' ')}" fill="${hexOf(rgb)}" fill-opacity="${number(Math.min(0.6, solids.bodyOpacity))}" stroke="${hexOf(mixed(rgb, BLACK, 0.6))}" stroke-width="0.4" stroke-linejoin="round"/>`,
      });
    }
  for (const { corners, color } of scene.faces ?? []) {
    const points = corners.map((p) => at(p).slice(0, 2).map(number).join(','));
    placed.push({
      near: corners.reduce((sum, p) => sum + dot(p, view.back) / corners.length, 0),
      element: `<polygon points="${points.join(' ')}" fill="${color}" fill-opacity="${FACE_OPACITY}"/>`,
    });
  }
  for (const line of frameLines(scene.moving?.trails, scene.theme.muted, TRAIL_WIDTH, view))
    placed.push(line);
  for (const arrow of arrowElements(drawn, scene, view)) placed.push(arrow);
  return placed.sort((p, q) => p.near - q.near).map(({ element }) => element);
}

/** Width of the ink line of a body of this radius on the screen, as the shaders find it. */
const inkOf = (ink: number, radiusPx: number): number => Math.min(ink, INK_SHARE * radiusPx);

/** Arrows at the balls, paler at images. */
function arrowElements(
  drawn: DrawnAtoms,
  { theme, look, moving }: SceneProps & { readonly moving: SceneFrame | null },
  view: View,
): readonly Placed[] {
  if (!moving?.arrows) return [];
  const pale = PALE[theme.dark ? 'dark' : 'light'];
  return arrowLines(drawn, moving.arrows, look.atomScale).map((line) => {
    const [from, to] = [add(line.from, drawn.origin), add(line.to, drawn.origin)];
    const color = hexOf(mixed(rgbOf(theme.ink), rgbOf(theme.background), paleOf(line, pale)));
    return lineElement(from, to, color, ARROW_WIDTH, view);
  });
}

/** Lines that come with a frame: 6 coordinates each, Å. */
function frameLines(
  lines: Float32Array | null | undefined,
  color: string,
  width: number,
  view: View,
): readonly Placed[] {
  return Array.from({ length: (lines?.length ?? 0) / 6 }, (_, k) => {
    return lineElement(row(lines!, 2 * k), row(lines!, 2 * k + 1), color, width, view);
  });
}

function lineElement(from: Vec3, to: Vec3, color: string, width: number, view: View): Placed {
  const a = project(view, ...from, [0, 0, 0, 0]);
  const b = project(view, ...to, [0, 0, 0, 0]);
  return {
    near: (dot(from, view.back) + dot(to, view.back)) / 2,
    element: `<line x1="${number(a[0])}" y1="${number(a[1])}" x2="${number(b[0])}" y2="${number(b[1])}" stroke="${color}" stroke-width="${width}" stroke-linecap="round"/>`,
  };
}

/** Two halves of a bond in their colours, or a line of the width that it has on the page. */
function rodElements(
  rod: Rod,
  view: View,
  ink: number,
  { look: { wirePx }, theme }: SceneProps,
): readonly Placed[] {
  const { from, to, kind, radiusAng, rgb, isDashed } = rod;
  const point = (p: Vec3) => project(view, p[0], p[1], p[2], [0, 0, 0, 0]);
  const half: Vec3 = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2];
  const pieces =
    kind === 'bond'
      ? ([
          [from, half, rgb[0]],
          [half, to, rgb[1]],
        ] as const)
      : ([[from, to, rgb[0]]] as const);
  return pieces.map(([start, end, color]) => {
    const [a, b] = [point(start), point(end)];
    const way = `x1="${number(a[0])}" y1="${number(a[1])}" x2="${number(b[0])}" y2="${number(b[1])}"`;
    const near = (dot(start, view.back) + dot(end, view.back)) / 2;
    if (kind === 'contact')
      return {
        near,
        element: `<line ${way} stroke="${hexOf(color)}" stroke-width="${CONTACT_WIDTH}" stroke-dasharray="${CONTACT_DASH.join(' ')}"/>`,
      };
    if (kind === 'line')
      return {
        // Over the full line that it nearly lies on.
        near: isDashed ? near + 1 : near,
        element: `<line ${way} stroke="${hexOf(color)}" stroke-width="${radiusAng > 0.04 ? OUTLINE_WIDTH : CELL_WIDTH}" ${isDashed ? `stroke-dasharray="${OUTLINE_DASH.join(' ')}"` : 'stroke-linecap="round"'}/>`,
      };
    const width = wirePx > 0 ? wireWidthPx(wirePx, a[2]) : 2 * radiusAng * a[2];
    const paint = hexOf(wirePx > 0 ? wireColor(color, theme.dark) : color);
    // Wires have none on the page either.
    const line = wirePx > 0 ? 0 : inkOf(ink, width / 2);
    const casing =
      line > 0
        ? `<line ${way} stroke="${hexOf(mixed(color, BLACK, 0.85))}" stroke-width="${number(width)}"/>`
        : '';
    return {
      near,
      element: `${casing}<line ${way} stroke="${paint}" stroke-width="${number(width - 2 * line)}"/>`,
    };
  });
}

/** The mark of an element among wires; a hollow one hides what is behind it. */
function markElement(
  shape: WireShape,
  [x, y]: readonly [number, number],
  r: number,
  fill: string,
  page: string,
): string {
  const { corners, isHollow } = WIRE_OUTLINES[shape];
  const rim = WIRE_RIM * r;
  const paint = isHollow
    ? `fill="${page}" stroke="${fill}" stroke-width="${number(rim)}"`
    : `fill="${fill}"`;
  // A rim lies on both sides of its line.
  const inner = isHollow ? rim / 2 : 0;
  if (corners === null)
    return `<circle cx="${number(x)}" cy="${number(y)}" r="${number(WIRE_CIRCLE * r - inner)}" ${paint}/>`;
  const points = corners.map(([u, v]) => {
    const at = [x + u * r - Math.sign(u) * inner, y - v * r + Math.sign(v) * inner];
    return at.map(number).join(',');
  });
  return `<polygon points="${points.join(' ')}" ${paint}/>`;
}

/** The id of the pattern of atoms whose number is not known. */
function stripes(shades: Map<string, string>): string {
  const id = 'no-number';
  shades.set(
    id,
    `<pattern id="${id}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="${NO_NUMBER.light}"/><rect width="2" height="4" fill="${NO_NUMBER.dark}"/></pattern>`,
  );
  return id;
}

/** The id of a shade that makes a disc of this colour a ball. */
function shadeOf(rgb: Rgb, shades: Map<string, string>): string {
  const id = `c${hexOf(rgb).slice(1)}`;
  if (!shades.has(id))
    shades.set(
      id,
      `<radialGradient id="${id}" cx="0.36" cy="0.32" r="0.75"><stop offset="0" stop-color="${hexOf(mixed(rgb, WHITE, 0.35))}"/><stop offset="0.45" stop-color="${hexOf(rgb)}"/><stop offset="1" stop-color="${hexOf(mixed(rgb, BLACK, 0.5))}"/></radialGradient>`,
    );
  return id;
}
