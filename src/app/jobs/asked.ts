/** A cancellable question whose answer is pending. */
export interface Asked<T> {
  /** Rejects with an Error that gives the reason; never settles once cancelled. */
  readonly answer: Promise<T>;
  readonly cancel: () => void;
}

/** @param call rejects with an `AbortError` once its signal is aborted, or when the answering side is closed */
export function ask<T>(call: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const stop = new AbortController();
  const answer = new Promise<T>((resolve, reject) => {
    call(stop.signal).then(resolve, (error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) reject(error);
    });
  });
  return { answer, cancel: () => stop.abort() };
}
