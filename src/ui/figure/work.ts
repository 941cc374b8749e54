/** A job that says how far it is, and can be stopped. */
export interface Work {
  readonly signal: AbortSignal;
  /**
   * @param share of the whole, 0..1
   * @param said the same in words, where the whole has parts that can be counted: "frame 3 of 48"
   */
  readonly onProgress: (share: number, said?: string) => void;
}
