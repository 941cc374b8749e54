/** A typed array that doubles when it is full. */
export interface GrowingArray<A extends Float32Array | Float64Array> {
  readonly data: A;
  readonly length: number;
}

/** Appends values. The given array may be written to beyond its length, never within it. */
export function appended<A extends Float32Array | Float64Array>(
  { data, length }: GrowingArray<A>,
  values: ArrayLike<number>,
): GrowingArray<A> {
  const need = length + values.length;
  let into = data;
  if (need > data.length) {
    const size = Math.max(need, 2 * data.length, 1024);
    into = new (data.constructor as new (n: number) => A)(size);
    into.set(data.subarray(0, length));
  }
  into.set(values, length);
  return { data: into, length: need };
}

/** What has been appended so far, without a copy. */
export const filledPart = <A extends Float32Array | Float64Array>({
  data,
  length,
}: GrowingArray<A>): A => data.subarray(0, length) as A;
