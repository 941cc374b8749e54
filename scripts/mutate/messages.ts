/** Runs one test file; `text` stands in for the source, null for the source as it is. */
export interface Question {
  readonly file: string;
  readonly text: string | null;
  readonly test: string;
}

export interface Answer {
  /** The first thing that failed; null when all passed. */
  readonly failure: string | null;
  readonly ms: number;
  /** Of the processor: other work on the machine does not lengthen it. */
  readonly cpuMs: number;
}
