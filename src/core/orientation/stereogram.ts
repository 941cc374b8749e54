import { type Mat3, mulCol } from '#core/math/mat3.ts';
import { cross, dot, mapTuple, norm, unit, type Vec3 } from '#core/math/vec3.ts';
import { indexText } from '#core/surface/miller.ts';
import type { InterfaceOrientation, OrientedSide } from './interfaceOrientation.ts';
import {
  complexity,
  fourIndices,
  hasFourIndices,
  type Pole,
  type PoleKind,
  polesOf,
} from './poles.ts';

/** Which of the two crystals: the substrate is drawn as discs, the film as squares. */
export type Side = 'substrate' | 'film';

/** A line without a sense whose great circle is asked for: the pole of a plane, or a zone axis. */
export interface ChosenPole {
  readonly side: Side;
  readonly kind: PoleKind;
  readonly indices: Pole['indices'];
}

export interface StereogramChoices {
  readonly kind: PoleKind;
  readonly maxIndex: number;
  /** Great circles of the planes of the simplest family of each crystal. */
  readonly hasCircles: boolean;
  /** The Wulff net, meridians and parallels every 10°. */
  readonly hasNet: boolean;
  readonly chosen: ChosenPole | null;
  /** Takes the common frame to that of the picture, whose z points at the viewer: v′ = V v. */
  readonly view: Mat3;
}

/** A mark of the figure, px. */
export interface PoleMark {
  readonly side: Side;
  readonly pole: Pole;
  /** Indices of the end that is drawn, with its signs. */
  readonly indices: Pole['indices'];
  readonly x: number;
  readonly y: number;
  readonly isChosen: boolean;
  /** null where there is no room for it. */
  readonly label: { readonly x: number; readonly y: number; readonly text: string } | null;
}

/** Where everything of a stereographic projection stands, px. */
export interface Stereogram {
  readonly size: number;
  readonly centre: number;
  readonly radius: number;
  /** Paths of the Wulff net. */
  readonly net: readonly string[];
  /** Paths of great circles. */
  readonly circles: readonly { readonly side: Side; readonly path: string }[];
  /** The trace of the interface; null where it is the rim. */
  readonly trace: string | null;
  /** Great circle of the chosen pole: the trace of its plane, or the zone of its direction. */
  readonly chosen: { readonly side: Side; readonly path: string } | null;
  /** Substrate and film, discs over squares. */
  readonly marks: readonly PoleMark[];
  /** Where the normal of the interface stands. */
  readonly normal: { readonly x: number; readonly y: number };
}

/** Room for labels around the rim, px. */
const ROOM = 30;
/** Width of a letter of a label and height of its line, px. */
const LETTER = 6.2;
const LINE = 11;
/** From the middle of a mark to its label, px. */
const OFF = 9;

export const sidesOf = ({
  substrate,
  film,
}: InterfaceOrientation): readonly (readonly [Side, OrientedSide])[] => [
  ...(film === null ? [] : [['film', film] as const]),
  ['substrate', substrate],
];

/**
 * Stereographic projection, equal in angle, of the upper hemisphere: a line stands where the ray from the south pole to
 * the point at which it leaves the upper half of the sphere passes the equator. A line in the plane of the picture has
 * both of its ends on the rim.
 */
export function stereogram(
  of: InterfaceOrientation,
  choices: StereogramChoices,
  size: number,
): Stereogram {
  const centre = size / 2;
  const radius = centre - ROOM;
  const { view, chosen } = choices;
  const at = (v: Vec3) => {
    const [x, y] = projected(v);
    return { x: centre + radius * x, y: centre - radius * y };
  };
  const path = (normal: Vec3) =>
    greatCircle(mulCol(view, normal))
      .map(at)
      .map(({ x, y }, k) => `${k === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
      .join('');
  const sides = sidesOf(of);
  const marks: PoleMark[] = [];
  const circles: { side: Side; path: string }[] = [];
  let chosenPath: Stereogram['chosen'] = null;
  for (const [side, { crystal, turn }] of sides) {
    const poles = polesOf(crystal, choices.kind, choices.maxIndex);
    if (choices.hasCircles) {
      const planes = polesOf(crystal, 'plane', 1);
      for (const { along, family } of planes)
        if (family === planes[0]!.family) circles.push({ side, path: path(mulCol(turn, along)) });
    }
    for (const pole of poles) {
      const line = mulCol(turn, pole.along);
      const isChosen = chosen !== null && chosen.side === side && isSame(chosen, pole);
      if (isChosen) chosenPath = { side, path: path(line) };
      const seen = mulCol(view, line);
      for (const end of upperEnds(seen)) {
        const sign = dot(end, seen) < 0 ? -1 : 1;
        const indices = mapTuple(pole.indices, (x) => sign * x + 0);
        marks.push({ side, pole, indices, ...at(end), isChosen, label: null });
      }
    }
  }
  const up = mulCol(view, [0, 0, 1]);
  const [normal] = upperEnds(up);
  return {
    size,
    centre,
    radius,
    net: choices.hasNet ? wulffNet(centre, radius) : [],
    circles,
    trace: Math.abs(up[2]) > 1 - 1e-9 ? null : path([0, 0, 1]),
    chosen: chosenPath,
    marks: labelled(marks, of, size),
    normal: at(normal!),
  };
}

const isSame = (chosen: ChosenPole, { kind, indices }: Pole): boolean =>
  chosen.kind === kind && chosen.indices.join() === indices.join();

/** Projection of a point of the upper hemisphere, in radii. */
export const projected = ([x, y, z]: Vec3): readonly [number, number] => [x / (1 + z), y / (1 + z)];

/** Whether a point lies on the rim, but for rounding. */
const RIM = 1e-6;

function upperEnds(v: Vec3): readonly Vec3[] {
  const opposite: Vec3 = [-v[0], -v[1], -v[2]];
  if (Math.abs(v[2]) < RIM) return [v, opposite];
  return [v[2] > 0 ? v : opposite];
}

const STEPS = 48;

/** Points of the upper half of the circle perpendicular to a unit vector, from rim to rim. */
export function greatCircle(normal: Vec3): readonly Vec3[] {
  const side = cross([0, 0, 1], normal);
  const isRim = norm(side) < RIM;
  const start: Vec3 = isRim ? [1, 0, 0] : unit(side);
  const other = cross(normal, start);
  const over: Vec3 = other[2] < 0 ? [-other[0], -other[1], -other[2]] : other;
  const span = isRim ? 2 * Math.PI : Math.PI;
  return Array.from({ length: STEPS + 1 }, (_, k) => {
    const [c, s] = [Math.cos((span * k) / STEPS), Math.sin((span * k) / STEPS)];
    return [
      c * start[0] + s * over[0],
      c * start[1] + s * over[1],
      c * start[2] + s * over[2],
    ] as const;
  });
}

/** Every 10°: meridians through the upper and the lower end of the picture, and parallels around them. */
function wulffNet(centre: number, radius: number): readonly string[] {
  const out: string[] = [];
  const arc = (
    r: number,
    from: readonly [number, number],
    to: readonly [number, number],
    sweep: 0 | 1,
  ) =>
    `M${(centre + radius * from[0]).toFixed(1)} ${(centre - radius * from[1]).toFixed(1)}A${(radius * r).toFixed(1)} ${(radius * r).toFixed(1)} 0 0 ${sweep} ${(centre + radius * to[0]).toFixed(1)} ${(centre - radius * to[1]).toFixed(1)}`;
  for (let deg = 10; deg < 90; deg += 10) {
    const rad = (deg * Math.PI) / 180;
    // A meridian is the circle through both ends that meets the equator deg from the rim.
    const r = 1 / Math.cos(Math.PI / 2 - rad);
    out.push(arc(r, [0, 1], [0, -1], 0), arc(r, [0, 1], [0, -1], 1));
    // A parallel of angle deg around an end has radius tan(deg) and cuts the rim at that angle.
    const [x, y] = [Math.sin(rad), Math.cos(rad)];
    out.push(arc(Math.tan(rad), [-x, y], [x, y], 0), arc(Math.tan(rad), [-x, -y], [x, -y], 1));
  }
  out.push(
    `M${centre} ${centre - radius}V${centre + radius}`,
    `M${centre - radius} ${centre}H${centre + radius}`,
  );
  return out;
}

/** Puts labels where there is room, at the simplest poles first. */
function labelled(
  marks: readonly PoleMark[],
  of: InterfaceOrientation,
  size: number,
): readonly PoleMark[] {
  const taken = marks.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, foot: y + 6 }));
  const four = {
    substrate: hasFourIndices(of.substrate.crystal),
    film: of.film !== null && hasFourIndices(of.film.crystal),
  };
  const labels = new Map<PoleMark, PoleMark['label']>();
  const order = [...marks].sort(
    (p, q) =>
      Number(q.isChosen) - Number(p.isChosen) ||
      complexity(p.pole.indices) - complexity(q.pole.indices),
  );
  for (const mark of order) {
    const {
      indices,
      pole: { kind },
    } = mark;
    const text = indexText(four[mark.side] ? fourIndices(kind, indices) : indices);
    const half = (text.length * LETTER) / 2;
    // The film's stand above or at the right, the substrate's below or at the left, as long as there is room.
    const places = [
      [0, -OFF - LINE / 2],
      [OFF + half, 0],
      [0, OFF + LINE / 2],
      [-OFF - half, 0],
    ] as const;
    for (const [dx, dy] of mark.side === 'film'
      ? places
      : [places[2], places[3], places[0], places[1]]) {
      const [x, y] = [mark.x + dx, mark.y + dy];
      const box = { left: x - half, right: x + half, top: y - LINE / 2, foot: y + LINE / 2 };
      const isOut = box.left < 0 || box.right > size || box.top < 0 || box.foot > size;
      if (
        isOut ||
        taken.some(
          (t) => t.left < box.right && t.right > box.left && t.top < box.foot && t.foot > box.top,
        )
      )
        continue;
      taken.push(box);
      labels.set(mark, { x, y: y + 4, text });
      break;
    }
  }
  return marks.map((mark) => ({ ...mark, label: labels.get(mark) ?? null }));
}
