import { Color, SRGBColorSpace } from 'three';
import type { Vec3 } from '#core/math/vec3.ts';

/** Straight lines, as arrays an instanced buffer can take. Points relative to the origin, Å. */
export interface SegmentArrays {
  count: number;
  readonly from: Float32Array;
  readonly to: Float32Array;
  /** Linear light. */
  readonly color: Float32Array;
  /** Width, dash and gap, CSS px. */
  readonly stroke: Float32Array;
}

export const segments = (capacity: number): SegmentArrays => ({
  count: 0,
  from: new Float32Array(3 * capacity),
  to: new Float32Array(3 * capacity),
  color: new Float32Array(3 * capacity),
  stroke: new Float32Array(3 * capacity),
});

export interface Stroke {
  readonly rgb: Vec3;
  readonly width: number;
  /** On and off lengths; null for a whole line. */
  readonly dash: readonly [number, number] | null;
}

/** Appends one line. The caller has reserved room for it. */
export function draw(into: SegmentArrays, from: Vec3, to: Vec3, stroke: Stroke): void {
  const at = 3 * into.count++;
  into.from.set(from, at);
  into.to.set(to, at);
  into.color.set(stroke.rgb, at);
  into.stroke.set([stroke.width, stroke.dash?.[0] ?? 0, stroke.dash?.[1] ?? 0], at);
}

/** A colour of display values 0..1 in linear light. */
export function linearRgb(r: number, g: number, b: number): Vec3 {
  const color = new Color().setRGB(r, g, b, SRGBColorSpace);
  return [color.r, color.g, color.b];
}

/** A CSS colour in linear light, as the shaders mix it. */
export function linear(css: string): Vec3 {
  const { r, g, b } = new Color(css);
  return [r, g, b];
}
