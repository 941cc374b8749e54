import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import { dot, norm } from '#core/math/vec3.ts';

/** A structure and how it is drawn, for VESTA. */
export interface VestaScene {
  readonly title: string;
  readonly structure: Pick<Structure, 'lattice' | 'numbers' | 'xyz'>;
  readonly bonds: {
    readonly a: Uint32Array;
    readonly b: Uint32Array;
    readonly image: Int16Array;
  };
  readonly style: 'balls' | 'filling' | 'sticks' | 'wireframe' | 'polyhedra';
  /** Per atom, as drawn. */
  readonly radiiAng: ArrayLike<number>;
  /** 3 per atom, sRGB 0..1. */
  readonly colors: ArrayLike<number>;
  readonly bondRadiusAng: number;
  /** Elements at the centres of polyhedra. */
  readonly centres: ReadonlySet<number>;
}

/** VESTA's own numbers of the styles. */
const MODELS = { balls: 0, filling: 1, polyhedra: 2, wireframe: 3, sticks: 4 } as const;

/** Bonds are searched by length: this far beyond the longest and below the shortest of a pair, Å. */
const MARGIN_ANG = 0.005;

const fixed = (x: number, digits: number): string => (x + 0).toFixed(digits).padStart(digits + 6);

/** A file for VESTA 3: cell, atoms with colours and radii, lengths of bonds by pair, and the style. */
export function vestaOf(scene: VestaScene): string {
  const { numbers, lattice, xyz } = scene.structure;
  const toFractions = inverse(lattice);
  const counts = new Map<number, number>();
  const labels = Array.from(numbers, (z) => {
    const n = (counts.get(z) ?? 0) + 1;
    counts.set(z, n);
    return `${SYMBOLS[z]}${n}`;
  });
  const rgb = (i: number): string =>
    [0, 1, 2].map((x) => String(Math.round(255 * scene.colors[3 * i + x]!)).padStart(3)).join(' ');
  const sites = labels.map((label, i) => {
    const [u, v, w] = mulRow([xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!], toFractions);
    return `${String(i + 1).padStart(4)} ${SYMBOLS[numbers[i]!]!.padEnd(2)} ${label.padStart(10)}  1.0000 ${[u, v, w].map((x) => fixed(x, 6)).join(' ')}    1a       1
                            0.000000   0.000000   0.000000  0.00`;
  });
  const first = [...counts.keys()].map((z) => numbers.indexOf(z));
  return `#VESTA_FORMAT_VERSION 3.5.4


CRYSTAL

TITLE
${scene.title.replace(/[\r\n]+/g, ' ')}

GROUP
1 1 P 1
SYMOP
 0.000000  0.000000  0.000000  1  0  0   0  1  0   0  0  1   1
 -1.0 -1.0 -1.0  0 0 0  0 0 0  0 0 0
TRANM 0
 0.000000  0.000000  0.000000  1  0  0   0  1  0   0  0  1
LTRANSL
 -1
 0.000000  0.000000  0.000000  0.000000  0.000000  0.000000
LORIENT
 -1   0   0   0   0
 1.000000  0.000000  0.000000  1.000000  0.000000  0.000000
 0.000000  0.000000  1.000000  0.000000  0.000000  1.000000
LMATRIX
 1.000000  0.000000  0.000000  0.000000
 0.000000  1.000000  0.000000  0.000000
 0.000000  0.000000  1.000000  0.000000
 0.000000  0.000000  0.000000  1.000000
 0.000000  0.000000  0.000000
CELLP
${constants(lattice)
  .map((x) => fixed(x, 6))
  .join(' ')}
   0.000000   0.000000   0.000000   0.000000   0.000000   0.000000
STRUC
${sites.join('\n')}
  0 0 0 0 0 0 0
THERI 0
${labels.map((label, i) => `${String(i + 1).padStart(4)} ${label.padStart(10)}  0.000000`).join('\n')}
  0 0 0
SHAPE
  0       0       0       0   0.000000  0   192   192   192   192
BOUND
       0        1         0        1         0        1
  0   0   0   0  0
SBOND
${bondLines(scene).join('\n')}
  0 0 0 0
SITET
${labels.map((label, i) => `${String(i + 1).padStart(4)} ${label.padStart(10)} ${fixed(scene.radiiAng[i]!, 4)} ${rgb(i)} ${rgb(i)} 204  0`).join('\n')}
  0 0 0 0 0 0
ATOMT
${first.map((i, k) => `${String(k + 1).padStart(4)} ${SYMBOLS[numbers[i]!]!.padStart(10)} ${fixed(scene.radiiAng[i]!, 4)} ${rgb(i)} ${rgb(i)} 204`).join('\n')}
  0 0 0 0 0 0
STYLE
MODEL   ${MODELS[scene.style]}  1  0
`;
}

/** a, b, c in Å and α, β, γ in degrees. */
function constants(lattice: ArrayLike<number>): readonly number[] {
  const [a, b, c] = [row(lattice, 0), row(lattice, 1), row(lattice, 2)];
  const angle = (p: typeof a, q: typeof a) =>
    (Math.acos(dot(p, q) / (norm(p) * norm(q))) * 180) / Math.PI;
  return [norm(a), norm(b), norm(c), angle(b, c), angle(a, c), angle(a, b)];
}

interface Pair {
  readonly from: number;
  readonly to: number;
  least: number;
  most: number;
}

/** A line for each pair of elements, from a centre of polyhedra to its ligands where it has some. */
function bondLines({ structure, bonds, centres, bondRadiusAng }: VestaScene): readonly string[] {
  const { numbers, lattice, xyz } = structure;
  const pairs = new Map<string, Pair>();
  for (let k = 0; k < bonds.a.length; k++) {
    const [i, j] = [bonds.a[k]!, bonds.b[k]!];
    const image = [bonds.image[3 * k]!, bonds.image[3 * k + 1]!, bonds.image[3 * k + 2]!] as const;
    const cells = mulRow(image, lattice);
    const length = Math.hypot(
      ...[0, 1, 2].map((x) => xyz[3 * j + x]! - xyz[3 * i + x]! + cells[x]!),
    );
    const [p, q] = [numbers[i]!, numbers[j]!];
    const isTurned = centres.has(q) && !centres.has(p);
    const [from, to] = isTurned || (centres.has(p) === centres.has(q) && q < p) ? [q, p] : [p, q];
    const pair = pairs.get(`${from} ${to}`) ?? { from, to, least: length, most: length };
    pair.least = Math.min(pair.least, length);
    pair.most = Math.max(pair.most, length);
    pairs.set(`${from} ${to}`, pair);
  }
  // Search mode, atoms beyond the boundary, polyhedra, search by label, two colours.
  return [...pairs.values()].map(
    ({ from, to, least, most }, k) =>
      `${String(k + 1).padStart(3)} ${SYMBOLS[from]!.padStart(5)} ${SYMBOLS[to]!.padStart(5)} ${fixed(Math.max(0, least - MARGIN_ANG), 5)} ${fixed(most + MARGIN_ANG, 5)}  0  1  ${centres.has(from) ? 1 : 0}  0  1  ${bondRadiusAng.toFixed(3)}  2.000 127 127 127`,
  );
}
