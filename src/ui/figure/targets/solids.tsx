import { useStore } from 'zustand';
import { FIGURE_LIMITS, figureStore } from '#app/export/figureSettings.ts';
import type { DrawnTarget } from '#ui/figure/drawnTarget.ts';
import { FigureMarkFields, FigureSizeFields } from '#ui/figure/FigureFields.tsx';
import { SOLID_FORMATS, solidProblem } from '#ui/figure/solids/solidFormats.ts';
import { NumberField } from '#ui/kit/fields.tsx';

const SETTINGS = { picture: PictureFields, print: PrintFields, none: ModelFields } as const;

/** The picture in lines, and as bodies in space. */
export const solidTargets: readonly DrawnTarget[] = SOLID_FORMATS.map((format) => ({
  id: format.id,
  label: format.label,
  hint: format.hint,
  endings: [format.ending],
  Settings: SETTINGS[format.settings],
  problem: (plan) => solidProblem(format, plan),
  write: async (plan) => {
    const { content, type, remarks } = format.write(plan);
    return { blob: new Blob([content], { type }), ending: format.ending, remarks };
  },
}));

function ModelFields() {
  return (
    <p className="about">What the picture shows: its style, colours, repeated cells and frame.</p>
  );
}

function PrintFields() {
  const { printMmPerAng } = useStore(figureStore);
  return (
    <>
      <NumberField
        label="1 Å is printed as"
        value={printMmPerAng}
        digits={2}
        step={0.1}
        min={FIGURE_LIMITS.printMmPerAng[0]}
        max={FIGURE_LIMITS.printMmPerAng[1]}
        unit="mm"
        trim
        onPreview={(mm) => figureStore.setState({ printMmPerAng: mm })}
      />
      <ModelFields />
    </>
  );
}

function PictureFields() {
  return (
    <>
      <FigureSizeFields />
      <FigureMarkFields />
    </>
  );
}
