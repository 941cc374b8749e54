import { useId } from 'react';
import { useStore } from 'zustand';
import { choose, type RunSettings } from '#app/md/runStore.ts';
import { dispersionFor } from '#app/md/runs.ts';
import { size } from '#app/md/words.ts';
import { DISPERSION_ABOUT, labelOf, MODEL_SOURCE } from '#app/universal/aboutModel.ts';
import { modelStore, type PageModel, removeModel, takeModel } from '#app/universal/modelStore.ts';
import { ComputeSwitch } from '#ui/interface/energy/ComputeSwitch.tsx';
import { DispersionSwitch } from '#ui/interface/energy/DispersionSwitch.tsx';
import { FileButton } from '#ui/kit/drop/FileButton.tsx';

const KEPT: Readonly<Record<PageModel['from'], string>> = {
  browser: 'kept in this browser',
  visit:
    'for this visit only: this browser keeps nothing (a private window, or storage is blocked)',
  installation: 'found beside this page',
};

/** The model file of the universal potential: which one it is, or where to get it. */
export function MdModel({ settings }: { readonly settings: RunSettings }) {
  const { status, model, problem } = useStore(modelStore);
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="caps">
        Model file
      </h3>
      {model !== null && (
        <>
          <p>
            <b>{model.name}</b>, {size(model.bytes.length)}, {KEPT[model.from]}
          </p>
          <p className="about" data-testid="model-checksum">
            SHA-256{' '}
            <abbr title={model.sha256} aria-label={model.sha256}>
              {model.sha256.slice(0, 12)}…
            </abbr>
          </p>
          <DispersionSwitch preset={dispersionFor(settings, { ...model, chosen: null })} />
          <p className="about">
            {labelOf({ ...model, dispersion: dispersionFor(settings, model) })}
            {model.chosen === null && settings.kind === 'paper'
              ? ', as the protocol of the paper has D3'
              : ''}
            .
          </p>
          <p className="about">{DISPERSION_ABOUT}</p>
          <ComputeSwitch />
        </>
      )}
      {model === null && status === 'looking' && <p className="about">Looking for one…</p>}
      {model === null && status === 'settled' && (
        <p className="about">
          It is no part of this program: take nequix-oam-1-pft.nqx (2.8 MB, {MODEL_SOURCE.licence}{' '}
          licence) from{' '}
          <a href={MODEL_SOURCE.href} target="_blank" rel="noreferrer">
            its home
          </a>{' '}
          and choose it here, or drop it anywhere on the page; it stays on this computer. Other
          variants of the same network work too.
        </p>
      )}
      {problem !== null && (
        <p role="alert" className="md-refused">
          {problem}.
        </p>
      )}
      <div className="md-actions">
        <FileButton
          className={`button small filing${model === null ? ' primary' : ''}`}
          accept=".nqx"
          onFile={(file) => void takeModel(file)}
        >
          {model === null ? 'Choose the model file…' : 'Choose another…'}
        </FileButton>
        {model !== null && model.from !== 'installation' && (
          <button
            type="button"
            className="button small quiet"
            onClick={() => {
              // What is looked at stays, also where it was not chosen by hand.
              choose({ engine: 'universal' });
              void removeModel();
            }}
          >
            Remove it
          </button>
        )}
      </div>
    </section>
  );
}
