import { useId } from 'react';
import type { Model } from '#app/document/model.ts';
import {
  exportStore,
  isReadable,
  type ExportSettings as Settings,
} from '#app/export/exportSettings.ts';
import type { ExportOptions } from '#core/export/options.ts';
import type { NumberSetting, PairsSetting, Setting } from '#core/export/settings/setting.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';
import { MeshField } from './MeshField.tsx';

const change = (options: ExportOptions): void => exportStore.setState({ options });

/** The field of one setting, by its kind. */
export function SettingField({
  model,
  setting,
  settings,
}: {
  readonly model: Model;
  readonly setting: Setting;
  readonly settings: Settings;
}) {
  const { options } = settings;
  switch (setting.kind) {
    case 'number':
      return (
        <NumberSettingField
          setting={setting}
          value={setting.get(options)}
          onChange={(value) => change(setting.set(options, value))}
        />
      );
    case 'choice':
      return (
        <>
          <Choice
            label={setting.label}
            value={setting.get(options)}
            options={setting.choices}
            onChange={(word) => change(setting.set(options, word))}
          />
          {setting.about && <p className="about">{setting.about}</p>}
        </>
      );
    case 'mesh':
      return (
        <MeshField
          model={model}
          label={setting.label}
          choice={setting.get(options)}
          onChange={(choice) => change(setting.set(options, choice))}
        />
      );
    case 'pairs':
      return <PairsField setting={setting} settings={settings} />;
    default:
      return setting satisfies never;
  }
}

export function NumberSettingField({
  setting,
  value,
  onChange,
}: {
  readonly setting: NumberSetting;
  readonly value: number | null;
  readonly onChange: (value: number) => void;
}) {
  const { label, title, unit, limits, digits, step } = setting;
  return (
    <NumberField
      {...{ label, value, digits, step }}
      {...(title === undefined ? {} : { title })}
      {...(unit === undefined ? { short: true } : { unit })}
      min={limits[0]}
      max={limits[1]}
      onPreview={onChange}
    />
  );
}

/** Text that a parser must pass; empty asks for nothing. */
function PairsField({
  setting: { label, hint, option },
  settings,
}: {
  readonly setting: PairsSetting;
  readonly settings: Settings;
}) {
  const id = useId();
  const text = settings[option];
  const isGood = isReadable(option, text);
  return (
    <>
      <div className="row">
        <label htmlFor={id}>{label}</label>
        <span className={isGood ? 'field wide' : 'field wide bad'}>
          <input
            id={id}
            value={text}
            placeholder={hint}
            aria-invalid={!isGood}
            aria-describedby={isGood ? undefined : `${id}-hint`}
            onChange={(e) => exportStore.setState({ [option]: e.target.value })}
          />
        </span>
      </div>
      {!isGood && (
        <p id={`${id}-hint`} role="alert" className="hint">
          Like {hint}, with commas between
        </p>
      )}
    </>
  );
}
