import { useStore } from 'zustand';
import { DISPERSION_ABOUT } from '#app/universal/aboutModel.ts';
import { chooseDispersion, modelStore, type PageModel } from '#app/universal/modelStore.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';

interface DispersionSwitchProps {
  /** What is taken while nothing has been chosen. */
  readonly preset?: PageModel['dispersion'];
}

/** Which dispersion term is added to the universal potential, for all that is computed by it on the page. */
export function DispersionSwitch({ preset = 'none' }: DispersionSwitchProps) {
  const model = useStore(modelStore, (s) => s.model);
  if (model === null) return null;
  return (
    <div className="row" title={DISPERSION_ABOUT}>
      <span className="label">dispersion</span>
      <SegmentedControl
        label="Dispersion"
        value={model.chosen ?? preset}
        options={[
          ['none', 'none'],
          ['bj', 'D3(BJ)'],
          ['zero', 'D3(0)'],
        ]}
        onChange={chooseDispersion}
      />
    </div>
  );
}
