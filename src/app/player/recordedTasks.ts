interface RecordedRequest {
  readonly url: string;
  /** Atoms that the run shall have. */
  readonly numbers: Uint8Array;
}

export interface RecordedTasks {
  readonly read: {
    readonly request: RecordedRequest;
    readonly part: never;
    readonly result: {
      /** F × 3N, Å. */
      readonly frames: Float32Array;
    };
  };
}
