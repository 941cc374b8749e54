import { linearOf, type Point, type Rgb, type Solids } from './solids.ts';

/** From where a scene is seen: unit vectors to the right, upwards and towards the eye. */
export interface PovView {
  readonly right: Point;
  readonly up: Point;
  readonly back: Point;
  readonly perspective: boolean;
  /** Tangent of half the opening angle. */
  readonly tanHalf: number;
  readonly background: Rgb;
  /** Width over height. */
  readonly aspect: number;
}

/** Room around the bodies. */
const ROOM = 1.06;

const number = (x: number): string => String(Number(x.toFixed(5)) + 0);
const vector = (p: readonly number[]): string => `<${p.map(number).join(', ')}>`;
/** With all digits: POV-Ray warns of cameras that are not quite square. */
const exact = (p: Point): string => `<${p.map((x) => x + 0).join(', ')}>`;
const colour = (rgb: Rgb): string => `rgb ${vector(linearOf(rgb))}`;
const along = (p: Point, axis: Point): number => p[0] * axis[0] + p[1] * axis[1] + p[2] * axis[2];
const times = (p: Point, s: number): Point => [s * p[0], s * p[1], s * p[2]];
const plus = (p: Point, q: Point): Point => [p[0] + q[0], p[1] + q[1], p[2] + q[2]];

/** A scene for POV-Ray 3.7, in Å. The camera is written as vectors, so that nothing is mirrored. */
export function povOf(solids: Solids, view: PovView): string {
  const textures = new Map<string, string>();
  const texture = (rgb: Rgb): string => {
    const key = colour(rgb);
    const known = textures.get(key) ?? `Colour${textures.size + 1}`;
    textures.set(key, known);
    return known;
  };
  const body = [
    ...solids.balls.map(
      ({ at, radiusAng, rgb, name }) =>
        `sphere { ${vector(at)}, ${number(radiusAng)} texture { ${texture(rgb)} } } // ${name}`,
    ),
    ...solids.rods.flatMap(({ from, to, radiusAng, rgb }) => {
      const half: Point = times(plus(from, to), 0.5);
      return [
        rodText(from, half, radiusAng, texture(rgb[0])),
        rodText(half, to, radiusAng, texture(rgb[1])),
      ];
    }),
    ...solids.bodies.map(({ corners, rgb }) => {
      const faces: string[] = [];
      for (let k = 0; k + 2 < corners.length; k += 3)
        faces.push(
          `  triangle { ${corners
            .slice(k, k + 3)
            .map(vector)
            .join(', ')} }`,
        );
      return `mesh {\n${faces.join('\n')}\n  texture { pigment { ${colour(rgb)} transmit ${number(1 - solids.bodyOpacity)} } finish { Matte } }\n}`;
    }),
  ];
  return `// ${solids.title.replace(/[\r\n]+/g, ' ')}
// Written by Epistack, lengths in Angstrom. povray +I<this file> +W1600 +H${Math.round(1600 / view.aspect)} +A0.1
#version 3.7;
global_settings { assumed_gamma 1.0 }
background { ${colour(view.background)} }
${cameraText(solids, view)}
#declare Matte = finish { ambient 0.28 diffuse 0.72 specular 0.18 roughness 0.03 };
${[...textures].map(([rgb, name]) => `#declare ${name} = texture { pigment { ${rgb} } finish { Matte } };`).join('\n')}
${body.join('\n')}
`;
}

const rodText = (from: Point, to: Point, radius: number, texture: string): string =>
  `cylinder { ${vector(from)}, ${vector(to)}, ${number(radius)} texture { ${texture} } }`;

function cameraText(solids: Solids, view: PovView): string {
  const { right, up, back, perspective, tanHalf, aspect } = view;
  // Of the bodies themselves: a box about them is larger as soon as it is seen askew.
  const span = (axis: Point) => {
    let [low, high] = [Infinity, -Infinity];
    const grow = (p: Point, r: number) => {
      const at = along(p, axis);
      low = Math.min(low, at - r);
      high = Math.max(high, at + r);
    };
    for (const { at, radiusAng } of solids.balls) grow(at, radiusAng);
    for (const { from, to, radiusAng } of solids.rods) {
      grow(from, radiusAng);
      grow(to, radiusAng);
    }
    for (const { corners } of solids.bodies) for (const p of corners) grow(p, 0);
    return [low, high] as const;
  };
  const [x, y, z] = [span(right), span(up), span(back)];
  const middle = plus(
    plus(times(right, (x[0] + x[1]) / 2), times(up, (y[0] + y[1]) / 2)),
    times(back, (z[0] + z[1]) / 2),
  );
  const half = (ROOM * Math.max(y[1] - y[0], (x[1] - x[0]) / aspect)) / 2;
  const depth = z[1] - z[0];
  const far = half / tanHalf + depth;
  const eye = plus(middle, times(back, far));
  const light = plus(eye, plus(times(right, -0.8 * far), times(up, 1.1 * far)));
  // Half the height of the picture in the plane of the nearest atoms, as seen through a lens.
  const reach = perspective ? 2 * (half + (depth / 2) * tanHalf) : 2 * half;
  return `camera {
  ${perspective ? 'perspective' : 'orthographic'}
  location ${vector(eye)}
  direction ${exact(times(back, -far))}
  right ${exact(times(right, reach * aspect))}
  up ${exact(times(up, reach))}
}
light_source { ${vector(light)} rgb 1 parallel point_at ${vector(middle)} }
light_source { ${vector(eye)} rgb 0.35 parallel point_at ${vector(middle)} shadowless }`;
}
