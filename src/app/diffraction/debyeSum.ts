import type { Structure } from '#core/crystal/structure.ts';
import { startDiffraction } from './diffractionJob.ts';
import { diffractionStore, openDiffraction } from './diffractionStore.ts';
import { patternSettings } from './patternSettings.ts';

/** Angles of a Debye sum. */
const STEPS = 600;

/** Sums over all distances of a particle in the worker, and lays what comes out over the pattern of the document's crystals. */
export function openDebyeSum(name: string, { numbers, xyz }: Structure): void {
  openDiffraction();
  const settings = patternSettings(diffractionStore.getState().asked, STEPS);
  const job = startDiffraction('debye', { numbers, xyz, settings }, (done) => {
    if (isWanted()) diffractionStore.setState({ done });
  });
  diffractionStore.getState().cancel();
  const cancel = () => {
    job.cancel();
    if (isWanted())
      diffractionStore.setState({ reading: null, done: null, cancel: () => undefined });
  };
  const isWanted = () => diffractionStore.getState().cancel === cancel;
  diffractionStore.setState({ reading: name, done: 0, refusal: null, cancel });
  job.answer.then(
    (sum) => {
      if (!isWanted()) return;
      cancel();
      diffractionStore.setState({ measured: { ...sum, name, kind: 'Debye sum' } });
    },
    (error: Error) => {
      if (!isWanted()) return;
      cancel();
      diffractionStore.setState({ refusal: `${name}: ${error.message}` });
    },
  );
}
