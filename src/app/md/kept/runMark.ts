/** The run that this tab is making. */
export interface RunMark {
  readonly id: string;
  /** Id of the document that it is made of. */
  readonly document: string;
  readonly startedMs: number;
}

const KEY = 'epistack.run';

/** Notes in the tab that a run is being made; null when it ended. What is noted is still there after a reload. */
export function markRun(run: RunMark | null): void {
  try {
    if (run === null) sessionStorage.removeItem(KEY);
    else
      sessionStorage.setItem(
        KEY,
        JSON.stringify({ id: run.id, document: run.document, startedMs: run.startedMs }),
      );
  } catch {
    // Without storage a reload ends the run without a word.
  }
}

/** The run that a reload of this tab ended; the note of it is taken out. */
export function takeMark(): RunMark | null {
  try {
    const text = sessionStorage.getItem(KEY);
    markRun(null);
    return text === null ? null : (JSON.parse(text) as RunMark);
  } catch {
    return null;
  }
}
