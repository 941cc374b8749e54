/** A job that says how far it is, and can be stopped. */
export interface Work {
  readonly signal: AbortSignal;
  /** @param share of the whole, 0..1 */
  readonly onProgress: (share: number) => void;
}
