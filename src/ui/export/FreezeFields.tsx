import type { Model } from '#app/document/model.ts';
import {
  exportStore,
  type FreezeKind,
  type ExportSettings as Settings,
} from '#app/export/exportSettings.ts';
import { countFrozen } from '#app/export/frozenCount.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';
import { freezeOf } from './exportRequest.ts';

/** Which atoms the files hold where they are. */
export function FreezeFields({
  model,
  settings: s,
}: {
  readonly model: Model;
  readonly settings: Settings;
}) {
  const held = countFrozen(model, freezeOf(s));
  const planes = (label: string, key: 'bottomPlanes' | 'topPlanes') => (
    <NumberField
      label={label}
      value={s[key]}
      digits={0}
      step={1}
      min={0}
      max={200}
      short
      onPreview={(n) => exportStore.setState({ [key]: n })}
    />
  );
  return (
    <>
      <Choice<FreezeKind>
        label="frozen atoms"
        value={s.freeze}
        options={[
          ['none', 'none'],
          ['planes', 'outer planes'],
          ...(model.built.slabs.length > 1
            ? ([['beyond', 'far from the interface']] as const)
            : []),
        ]}
        onChange={(freeze) => exportStore.setState({ freeze })}
      />
      {s.freeze === 'planes' && (
        <>
          {planes('planes at the bottom', 'bottomPlanes')}
          {planes('planes at the top', 'topPlanes')}
        </>
      )}
      {s.freeze === 'beyond' && (
        <NumberField
          label="farther than"
          title="Distance along c from the facing plane of the nearest interface"
          value={s.beyondAng}
          digits={1}
          step={0.5}
          min={0}
          max={200}
          unit="Å"
          onPreview={(beyondAng) => exportStore.setState({ beyondAng })}
        />
      )}
      {s.freeze !== 'none' && (
        <p className="about">
          {held} of {model.report.atoms} atoms frozen.
        </p>
      )}
    </>
  );
}
