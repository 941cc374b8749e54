import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { commit, documentStore, shown } from '#app/document/document.ts';
import { stemOf } from '#app/document/fileNames.ts';
import type { Model } from '#app/document/model.ts';
import { printDataSheet } from '#app/export/dataSheet.ts';
import { exportStore } from '#app/export/exportSettings.ts';
import { isFrameAwaited, shownName, shownPositions } from '#app/player/player.ts';
import { fetched } from '#app/shell/fetched.ts';
import { closePlace, openPlace } from '#app/shell/places.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { countFrozen } from '#core/recipe/freeze.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { freezeOf } from '#core/recipe/recipe.ts';
import type { SceneHandle } from '#render/types.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { saveBlob, saveText } from '#ui/kit/saveFile.ts';
import { FreezeDistanceField } from '#ui/stack/FreezeDistanceField.tsx';
import { usePlayer } from '#ui/state/hooks.ts';
import { frameStem } from './exportRequest.ts';

export interface ExportMenuFieldsProps {
  readonly model: Model;
  readonly scene: SceneHandle | null;
}

/** POSCAR of the built structure or of the shown MD frame, the recipe itself, and the way to all the rest. */
export function ExportMenuFields({ model, scene }: ExportMenuFieldsProps) {
  const { coordinates, fromFrame } = useStore(exportStore);
  const player = usePlayer((p) => p);
  const [offered, setOffered] = useState('');
  useEffect(() => {
    // The tables of formats and sets come with the dialog.
    void import('./exportTargets.ts').then(
      (m) => setOffered(m.offeredText()),
      // Only the hint of a button; the dialog itself says that it could not be loaded.
      () => undefined,
    );
  }, []);
  const frame = shownPositions(player);
  const name = shownName(player);
  const useFrame = frame !== null && fromFrame;
  const slabs = model.built.slabs.length;
  const freeze = freezeOf(model.built.recipe);
  const frozen = `${countFrozen(model.built)} of ${model.report.atoms} frozen`;
  const save = async () => {
    const writer = await fetched('The POSCAR', () => import('#app/export/poscarText.ts'));
    if (writer === null) return;
    saveText(
      `${frameStem(model.built.recipe, useFrame ? name : null)}.vasp`,
      writer.poscarText(model, {
        coordinates,
        positions: useFrame ? frame : null,
        frameNote: useFrame ? ` | ${name?.note}` : '',
      }),
    );
  };
  const savePicture = async () => {
    const { widthCssPx, heightCssPx } = scene!.size();
    const blob = await fetched('The picture', () =>
      scene!.capture(2 * widthCssPx, 2 * heightCssPx, true),
    );
    if (blob !== null) saveBlob(`${stemOf(model.built.recipe)}.png`, blob);
  };
  return (
    <>
      <h2 className="caps">POSCAR (VASP 5)</h2>
      <div className="row">
        <span className="label">coordinates</span>
        <SegmentedControl
          label="Coordinates"
          value={coordinates}
          options={[
            ['direct', 'Direct'],
            ['cartesian', 'Cartesian'],
          ]}
          onChange={(picked) => exportStore.setState({ coordinates: picked })}
        />
      </div>
      {frame !== null && (
        <div className="row">
          <span className="label">atoms from</span>
          <SegmentedControl
            label="Atoms from"
            value={fromFrame ? 'frame' : 'built'}
            options={[
              ['frame', name?.label ?? ''],
              ['built', 'built'],
            ]}
            onChange={(v) => exportStore.setState({ fromFrame: v === 'frame' })}
          />
        </div>
      )}
      {slabs > 1 && (
        <>
          <label>
            <input
              type="checkbox"
              checked={freeze.kind === 'beyond'}
              onChange={(e) =>
                commit(
                  setFreeze(
                    e.target.checked ? { kind: 'beyond', distanceAng: 8 } : { kind: 'none' },
                  ),
                )
              }
            />{' '}
            Selective dynamics: freeze atoms far from the interface
          </label>
          {freeze.kind === 'beyond' && (
            <FreezeDistanceField label={`beyond (${frozen})`} distanceAng={freeze.distanceAng} />
          )}
        </>
      )}
      {freeze.kind === 'planes' && (
        <p className="about">Outer planes, as chosen under More formats: {frozen}.</p>
      )}
      {model.report.warnings.length > 0 && (
        <p className="about warn">
          {model.report.warnings.length === 1
            ? 'One check'
            : `${model.report.warnings.length} checks`}{' '}
          to read before a long calculation: see Checks.
        </p>
      )}
      <button
        type="button"
        className="button primary"
        disabled={isFrameAwaited(player)}
        title={isFrameAwaited(player) ? 'The chosen frame is still being fetched' : undefined}
        onClick={() => void save()}
      >
        Download POSCAR
      </button>
      <button
        type="button"
        className="button"
        disabled={scene === null || !scene.webgl2}
        title="The present view, twice as fine as on screen, transparent background"
        onClick={() => void savePicture()}
      >
        Download picture (PNG)
      </button>
      <button
        type="button"
        className="button"
        title="One page: picture, numbers with their definitions, link"
        onClick={() => {
          closePlace('export-menu');
          printDataSheet();
        }}
      >
        Print data sheet
      </button>
      <button
        type="button"
        className="button"
        title="The document itself: `epistack build FILE` rebuilds the same structure"
        onClick={() => {
          const recipe = shown(documentStore.getState());
          saveText(`${stemOf(recipe)}.json`, `${canonicalJson(recipe)}\n`);
        }}
      >
        Download recipe (JSON)
      </button>
      <button
        type="button"
        className="button"
        title={offered}
        onClick={() => {
          closePlace('export-menu');
          openPlace('export');
        }}
      >
        More formats and input sets…
      </button>
    </>
  );
}
