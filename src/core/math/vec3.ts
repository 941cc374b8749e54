import { hypot } from './hypot.ts';

declare const frame: unique symbol;
export type Vec3 = readonly [x: number, y: number, z: number];
/** Cartesian, Å. */
export type Cart = Vec3 & { readonly [frame]?: 'cart' };

export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const sub = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, s: number): Vec3 => [a[0] * s, a[1] * s, a[2] * s];
export const norm = (a: Vec3): number => hypot(a[0], a[1], a[2]);
export const unit = (a: Vec3): Vec3 => scale(a, 1 / norm(a));

/** Three of something, by axis. */
export const threeOf = <T>(of: (k: 0 | 1 | 2) => T): readonly [T, T, T] => [of(0), of(1), of(2)];

type Mapped<T extends readonly unknown[], U> = { readonly [K in keyof T]: U };

/** As `map` of an array, but three numbers stay three: TypeScript forgets the length of a tuple in `map`. */
export const mapTuple = <T extends readonly unknown[], U>(
  tuple: T,
  of: (item: T[number], k: number) => U,
): Mapped<T, U> =>
  // `map` keeps the length, which its type does not say.
  tuple.map(of) as unknown as Mapped<T, U>;
