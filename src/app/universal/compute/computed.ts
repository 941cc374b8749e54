/** What a worker has computed by the universal potential, and by what: threads, kernels, graphics card. */
export interface Computed<T> {
  readonly result: T;
  readonly computedBy: string;
}
