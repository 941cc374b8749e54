/** Runs one test file; `text` stands in for the source, null for the source as it is. */
export interface Question {
  readonly file: string;
  readonly text: string | null;
  readonly test: string;
}

export interface Answer {
  readonly ok: boolean;
  readonly ms: number;
}
