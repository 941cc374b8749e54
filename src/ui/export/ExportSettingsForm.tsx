import { useStore } from 'zustand';
import type { Model } from '#app/document/model.ts';
import {
  exportStore,
  type ExportSettings as Settings,
  type TargetId,
} from '#app/export/exportSettings.ts';
import { shownName, shownPositions } from '#app/player/player.ts';
import type { InputSet } from '#core/export/inputSet.ts';
import { atomBudget } from '#core/export/settings/settings.ts';
import { OUTPUTS, RUN_OUTPUTS, takes } from '#core/io/formats.ts';
import type { FigurePlan } from '#ui/figure/figureScene.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { FreezeFields } from '#ui/stack/FreezeFields.tsx';
import { usePlayer } from '#ui/state/hooks.ts';
import { EmbedFields } from './EmbedFields.tsx';
import { drawnOf, setOf } from './exportTargets.ts';
import { NumberSettingField, SettingField } from './SettingField.tsx';

/** The settings that concern one target. */
export function ExportSettingsForm({
  model,
  target,
  plan,
}: {
  readonly model: Model;
  readonly target: TargetId;
  /** What would be drawn; null without a picture. */
  readonly plan: FigurePlan | null;
}) {
  const s = useStore(exportStore);
  const player = usePlayer((p) => p);
  const set = setOf(target);
  const format = OUTPUTS.find(({ id }) => target === `file:${id}`);
  const run = RUN_OUTPUTS.find(({ id }) => target === `run:${id}`);
  const drawn = drawnOf(target);
  if (drawn !== null)
    return <div className="export-settings">{plan && <drawn.Settings plan={plan} />}</div>;
  if (target === 'embed') return <EmbedFields title={model.report.title} />;
  if (target === 'recipe')
    return (
      <p className="about">
        The document itself: the terminal’s <code>build</code> makes the same files of it, byte for
        byte.
      </p>
    );
  const frame = shownPositions(player) === null ? null : shownName(player);
  return (
    <div className="export-settings">
      {frame !== null && !target.startsWith('run:') && !set?.takesFrames && (
        <div className="row">
          <span className="label">atoms from</span>
          <SegmentedControl
            label="Atoms from"
            value={s.fromFrame ? 'frame' : 'built'}
            options={[
              ['frame', frame.label],
              ['built', 'built'],
            ]}
            onChange={(v) => exportStore.setState({ fromFrame: v === 'frame' })}
          />
        </div>
      )}
      {format && takes(format.id, 'coordinates') && (
        <div className="row">
          <span className="label">coordinates</span>
          <SegmentedControl
            label="Coordinates"
            value={s.coordinates}
            options={[
              ['direct', 'Direct'],
              ['cartesian', 'Cartesian'],
            ]}
            onChange={(coordinates) => exportStore.setState({ coordinates })}
          />
        </div>
      )}
      {format && takes(format.id, 'symmetry') && (
        <label>
          <input
            type="checkbox"
            checked={s.symmetry}
            onChange={(e) => exportStore.setState({ symmetry: e.target.checked })}
          />{' '}
          List one atom of each orbit, where symmetry is found (built stack only)
        </label>
      )}
      {(format ?? run)?.write.holds.frozen.held !== 'no' && !set?.takesFrames && (
        <FreezeFields built={model.built} />
      )}
      {set !== null && <SettingFields model={model} set={set} settings={s} />}
      {set !== null && <BudgetFields settings={s} />}
    </div>
  );
}

/** The settings of a set: those in the open, then each folded section. */
function SettingFields({
  model,
  set,
  settings,
}: {
  readonly model: Model;
  readonly set: InputSet;
  readonly settings: Settings;
}) {
  const sections = new Set(set.settings.flatMap(({ section }) => section ?? []));
  const fields = (section: string | undefined) =>
    set.settings
      .filter((s) => s.section === section)
      .map((setting) => <SettingField key={setting.option} {...{ model, setting, settings }} />);
  return (
    <>
      {fields(undefined)}
      {[...sections].map((section) => (
        <details key={section} className="more">
          <summary>{section}</summary>
          {fields(section)}
        </details>
      ))}
    </>
  );
}

function BudgetFields({ settings: s }: { readonly settings: Settings }) {
  return (
    <>
      <label>
        <input
          type="checkbox"
          checked={s.hasBudget}
          onChange={(e) => exportStore.setState({ hasBudget: e.target.checked })}
        />{' '}
        Warn above a number of atoms
      </label>
      {s.hasBudget && (
        <NumberSettingField
          setting={atomBudget}
          value={s.budget}
          onChange={(budget) => exportStore.setState({ budget })}
        />
      )}
    </>
  );
}
