import { library } from '#app/library.ts';
import type { RegistryReply, RegistryRequest } from '#app/registryMessages.ts';
import { EpistackError } from '#core/errors.ts';
import { build, interfacesOf } from '#core/recipe/build.ts';
import { facingOf } from '#core/registry/facing.ts';
import { scanGeometric } from '#core/registry/landscape.ts';
import { solveContacts } from '#core/registry/solve.ts';

/** Scans and solves one interface off the page's thread; the page cancels by ending the worker. */
self.onmessage = ({ data }: MessageEvent<RegistryRequest>) => {
  try {
    const built = build(data.recipe, library);
    const facing = facingOf(built, interfacesOf(built)[data.interface]!);
    if (data.kind === 'solve') {
      reply({ kind: 'solved', solution: solveContacts(facing, data.options) });
      return;
    }
    if (data.measure === 'energy') return;
    const separationAng = built.slabs[facing.at.upper]!.separationAng!;
    const landscape = scanGeometric(facing, data.measure, separationAng, (done, of) =>
      reply({ kind: 'progress', done, of }),
    );
    reply({ kind: 'scanned', landscape });
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    reply({ kind: 'failed', reason: error.message });
  }
};

function reply(message: RegistryReply): void {
  self.postMessage(message);
}
