/** Goes through the steps of a computation, and tells of each. */
export function toldSteps<P, T>(steps: Generator<P, T, void>, tell: (part: P) => void): T {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    tell(next.value);
  }
}
