/** The run that this tab is making. */
export interface RunMark {
  readonly id: string;
  /** Id of the document that it is made of. */
  readonly document: string;
  readonly startedMs: number;
}

const KEY = 'epistack.run';
/** When this page was loaded: a run of its own was ended by no reload. */
const loadedMs = (): number => performance.timeOrigin;

/** Notes in the tab that a run is being made; null when it ended. What is noted is still there after a reload. */
export function markRun(run: RunMark | null): void {
  try {
    if (run === null) sessionStorage.removeItem(KEY);
    else
      sessionStorage.setItem(
        KEY,
        JSON.stringify({
          id: run.id,
          document: run.document,
          startedMs: run.startedMs,
          loadedMs: loadedMs(),
        }),
      );
  } catch {
    // Without storage a reload ends the run without a word.
  }
}

/** The run that a reload of this tab ended; the note of it is taken out. */
export function takeMark(): RunMark | null {
  try {
    const mark = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as
      | (RunMark & { readonly loadedMs: number })
      | null;
    if (mark === null || mark.loadedMs === loadedMs()) return null;
    markRun(null);
    return mark;
  } catch {
    return null;
  }
}
