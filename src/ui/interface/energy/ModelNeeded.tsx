import { openPlace } from '#app/shell/places.ts';
import { MODEL_SOURCE } from '#app/universal/aboutModel.ts';

/** In the place of a tool that takes the universal potential while there is no model file. */
export function ModelNeeded({ status }: { readonly status: 'looking' | 'settled' }) {
  if (status === 'looking') return <p className="about">Looking for a model file…</p>;
  return (
    <p className="about">
      This takes the model file of the universal potential, nequix-oam-1-pft.nqx from{' '}
      <a href={MODEL_SOURCE.href} target="_blank" rel="noreferrer">
        its home
      </a>
      : drop it anywhere on the page, or{' '}
      <button type="button" className="linkish" onClick={() => openPlace('md')}>
        choose it under Run MD
      </button>
      .
    </p>
  );
}
