import { type CardReady, type StartCard, waitedCard } from '#engines/universal/gpu/card.ts';
import { findAdapter } from '#engines/universal/gpu/cardServer.ts';
import type { CardChoice } from '#engines/universal/potential.ts';
import type { Compute } from './computeStore.ts';

/** In a worker of its own, for it answers by promises, which whoever computes does not wait for. */
const startCard: StartCard = async (setup) => {
  if (!globalThis.crossOriginIsolated)
    throw new Error('this page is not isolated from other sites');
  const worker = new Worker(new URL('./card.worker.ts', import.meta.url), { type: 'module' });
  try {
    const ready = await new Promise<CardReady>((done, fail) => {
      worker.onmessage = ({ data }: MessageEvent<CardReady>) => done(data);
      worker.onerror = (event) => fail(new Error(event.message || 'its worker did not start'));
      worker.postMessage(setup, [setup.network.weights.buffer]);
    });
    if (ready !== null && 'name' in ready) return waitedCard(ready.name, worker);
    if (ready !== null) throw new Error(ready.refused);
  } catch (error) {
    worker.terminate();
    throw error;
  }
  worker.terminate();
  return null;
};

/** The card that a choice takes; null for the processor alone. */
export async function cardFor(compute: Compute): Promise<CardChoice | null> {
  if (compute === 'processor') return null;
  if (compute === 'card') return { start: startCard, compute };
  if (!globalThis.crossOriginIsolated) return null;
  // Asked for here, so that weights are not sent to a worker in vain.
  const found = await findAdapter(navigator.gpu as GPU | undefined).catch(() => null);
  return found === null || found.software ? null : { start: startCard, compute };
}
