import { SYMBOLS } from '#core/crystal/elements.ts';
import { shapeOf } from '#core/math/plane2.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { PlacedSlab } from '#core/recipe/stack.ts';
import type { AtomPlace } from './handEdit.ts';
import {
  apartAng,
  inStack,
  pointAt,
  pointOfFractions,
  type SlabFrame,
  type SlabPoint,
} from './slabFrame.ts';

/** The `site` of an atom that no atom of the crystal is repeated by. */
export const NO_SITE = 0xffff;

/** A place names the atom that is no farther from it than this, Å: far more than rounding, far less than any bond. */
const SAME_PLACE_ANG = 0.1;
/** Edge of the bins in which a place is looked up, Å. */
const BIN_ANG = 0.5;

export interface NewAtom {
  readonly number: number;
  readonly xyz: Vec3;
  readonly point: SlabPoint;
  readonly chargeE: number;
  readonly plane: number;
  /** Nuclear charge of a pseudo-hydrogen, e; NaN for any other atom. */
  readonly valenceE: number;
}

/** The atoms of a slab while they are edited: lists of one length, one entry an atom. */
export class EditableSlab {
  readonly frame: SlabFrame;
  /** 0 where the atom was deleted. */
  readonly numbers: number[];
  readonly xyz: number[];
  readonly charges: number[];
  readonly plane: number[];
  readonly site: number[];
  readonly points: SlabPoint[];
  readonly valencesE: number[];
  isTouched = false;
  private bins: Map<number, number[]> | null = null;
  /** Numbers of bins along a and b. Bins lie between parallel lines, so that none is narrower than asked for, however sheared the cell. */
  private readonly binCounts: readonly [number, number];

  constructor(placed: PlacedSlab, frame: SlabFrame) {
    this.frame = frame;
    const { aAng, bAng, gammaRad } = shapeOf(frame.cut.supercell);
    const bins = (ang: number) => Math.max(1, Math.floor((ang * Math.sin(gammaRad)) / BIN_ANG));
    this.binCounts = [bins(aAng), bins(bAng)];
    this.numbers = Array.from(placed.numbers);
    this.xyz = Array.from(placed.xyz);
    this.charges = Array.from(placed.charges ?? placed.numbers, (q) =>
      placed.charges === null ? Number.NaN : q,
    );
    this.plane = Array.from(placed.plane);
    this.site = Array.from(placed.site);
    this.points = this.numbers.map((_, i) => pointAt(frame, this.at(i)));
    this.valencesE = this.numbers.map(() => Number.NaN);
  }

  at(i: number): Vec3 {
    return [this.xyz[3 * i]!, this.xyz[3 * i + 1]!, this.xyz[3 * i + 2]!];
  }

  /** The atom at a place, whatever its element; deleted ones only where they are asked for. */
  atPoint(point: SlabPoint, deleted: 'deleted too' | 'only living' = 'only living'): number | null {
    let best: { readonly atom: number; readonly ang: number } | null = null;
    for (const key of this.binsAround(point, SAME_PLACE_ANG))
      for (const atom of this.binned().get(key) ?? []) {
        if (this.numbers[atom] === 0 && deleted === 'only living') continue;
        const ang = apartAng(this.frame, this.points[atom]!, point);
        if (ang <= SAME_PLACE_ANG && ang < (best?.ang ?? Number.POSITIVE_INFINITY))
          best = { atom, ang };
      }
    return best?.atom ?? null;
  }

  /** The atom that a place names, or why there is none. */
  named([element, ...fractions]: AtomPlace): number | 'no-atom' | 'other-element' {
    const atom = this.atPoint(pointOfFractions(this.frame, fractions));
    if (atom === null) return 'no-atom';
    return SYMBOLS[this.numbers[atom]!] === element ? atom : 'other-element';
  }

  add(atom: NewAtom): void {
    this.binned();
    const i = this.numbers.length;
    this.numbers.push(atom.number);
    this.xyz.push(...atom.xyz);
    this.charges.push(atom.chargeE);
    this.plane.push(atom.plane);
    this.site.push(NO_SITE);
    this.points.push(atom.point);
    this.valencesE.push(atom.valenceE);
    this.putInBin(i);
    this.isTouched = true;
  }

  delete(i: number): void {
    this.numbers[i] = 0;
    this.isTouched = true;
  }

  /** Moves an atom; in the plane it stays in the cell. Its place, which names it, stays where it was. */
  move(i: number, by: Vec3): void {
    const [x, y, z] = this.at(i);
    const to = inStack(this.frame, pointAt(this.frame, [x + by[0], y + by[1], z + by[2]]));
    for (const k of [0, 1, 2] as const) this.xyz[3 * i + k] = to[k];
    this.isTouched = true;
  }

  living(): number[] {
    return [...this.numbers.keys()].filter((i) => this.numbers[i] !== 0);
  }

  /** The plane whose atoms lie nearest to a height of the crystal. */
  nearestPlane(heightAng: number): number {
    const { slab } = this.frame.cut;
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let i = 0; i < slab.numbers.length; i++) {
      const off = Math.abs(slab.xyz[3 * i + 2]! - heightAng);
      if (off < least) [best, least] = [slab.plane[i]!, off];
    }
    return best;
  }

  private binned(): Map<number, number[]> {
    if (this.bins === null) {
      this.bins = new Map();
      for (const i of this.points.keys()) this.putInBin(i);
    }
    return this.bins;
  }

  private putInBin(i: number): void {
    const key = this.binsAround(this.points[i]!, 0)[0]!;
    const bin = this.bins!.get(key);
    if (bin === undefined) this.bins!.set(key, [i]);
    else bin.push(i);
  }

  /** The bins that hold what is within a distance of a point; that of the point itself where it is 0. */
  private binsAround([a, b, heightAng]: SlabPoint, withinAng: number): readonly number[] {
    const [m, n] = this.binCounts;
    // No bin is narrower than BIN_ANG.
    const around = (x: number): readonly number[] => {
      const [from, to] = [Math.floor(x - withinAng / BIN_ANG), Math.floor(x + withinAng / BIN_ANG)];
      return from === to ? [from] : [from, to];
    };
    const wrapped = (x: number, count: number) =>
      new Set(around(x).map((i) => ((i % count) + count) % count));
    const out: number[] = [];
    for (const i of wrapped(a * m, m))
      for (const j of wrapped(b * n, n))
        for (const k of around(heightAng / BIN_ANG)) out.push((k * n + j) * m + i);
    return out;
  }
}
