import { useStore } from 'zustand';
import {
  FIGURE_LIMITS,
  FIGURE_SIZES,
  type FigureSettings,
  figureStore,
  inUnit,
  pixelsOf,
} from '#app/export/figureSettings.ts';
import { Choice, NumberField, SegmentedControl } from '#ui/kit/fields.tsx';

const change = (part: Partial<FigureSettings>): void => figureStore.setState(part);

/** Size of a figure, in print and in pixels. */
export function FigureSizeFields() {
  const s = useStore(figureStore);
  const { widthPx, heightPx } = pixelsOf(s);
  const known = FIGURE_SIZES.find(({ size }) =>
    Object.entries(size).every(([key, value]) => s[key as keyof typeof size] === value),
  );
  const mm = s.unit === 'mm';
  const side = {
    digits: mm ? 1 : 0,
    step: mm ? 5 : 10,
    min: mm ? 1 : FIGURE_LIMITS.sidePx[0],
    max: FIGURE_LIMITS.sidePx[1],
    unit: s.unit,
    trim: true,
  };
  return (
    <>
      <Choice
        label="size"
        value={known?.id ?? 'own'}
        options={[
          ...FIGURE_SIZES.map(({ id, label }) => [id, label] as const),
          ['own', 'as below'] as const,
        ]}
        onChange={(id) => change(FIGURE_SIZES.find((f) => f.id === id)?.size ?? {})}
      />
      <div className="row">
        <span className="label">counted in</span>
        <SegmentedControl
          label="Size counted in"
          value={s.unit}
          options={[
            ['mm', 'mm'],
            ['px', 'px'],
          ]}
          onChange={(unit) => change(inUnit(s, unit))}
        />
      </div>
      <NumberField
        label="width"
        value={s.width}
        {...side}
        onPreview={(width) => change({ width })}
      />
      <NumberField
        label="height"
        value={s.height}
        {...side}
        onPreview={(height) => change({ height })}
      />
      <NumberField
        label="resolution"
        value={s.dpi}
        digits={0}
        step={50}
        min={FIGURE_LIMITS.dpi[0]}
        max={FIGURE_LIMITS.dpi[1]}
        unit="dpi"
        onPreview={(dpi) => change({ dpi })}
      />
      <NumberField
        label="letters"
        title="Height of letters in print; lines keep their proportion to it"
        value={s.textPt}
        digits={1}
        step={0.5}
        min={FIGURE_LIMITS.textPt[0]}
        max={FIGURE_LIMITS.textPt[1]}
        unit="pt"
        trim
        onPreview={(textPt) => change({ textPt })}
      />
      <p className="about">
        {widthPx.toLocaleString('en')} × {heightPx.toLocaleString('en')} px, in print{' '}
        {inMm(s, 'width')} × {inMm(s, 'height')} mm.
      </p>
    </>
  );
}

const inMm = (s: FigureSettings, side: 'width' | 'height'): string =>
  inUnit(s, 'mm')[side].toFixed(1).replace(/\.0$/, '');

const SWITCHES = [
  ['legend', 'Legend'],
  ['scaleBar', 'Scale bar (without perspective)'],
  ['axes', 'Axes'],
  ['labels', 'Dimensions and lengths'],
  ['onPaper', 'Ink on white, whatever the colours of the page'],
  ['transparent', 'Transparent background'],
] as const satisfies readonly (readonly [keyof FigureSettings, string])[];

/** What stands in a figure besides the atoms. */
export function FigureMarkFields({ without }: { readonly without?: keyof FigureSettings }) {
  const s = useStore(figureStore);
  return (
    <>
      {SWITCHES.filter(([key]) => key !== without).map(([key, label]) => (
        <label key={key}>
          <input
            type="checkbox"
            checked={s[key]}
            onChange={(e) => change({ [key]: e.target.checked })}
          />{' '}
          {label}
        </label>
      ))}
    </>
  );
}
