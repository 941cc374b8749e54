type Mapped<T extends readonly unknown[], U> = { readonly [K in keyof T]: U };

/** As `map` of an array, but three numbers stay three: TypeScript forgets the length of a tuple in `map`. */
export const mapTuple = <T extends readonly unknown[], U>(
  tuple: T,
  of: (item: T[number], k: number) => U,
): Mapped<T, U> =>
  // `map` keeps the length, which its type does not say.
  tuple.map(of) as unknown as Mapped<T, U>;
