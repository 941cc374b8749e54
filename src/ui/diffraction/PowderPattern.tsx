import { useMemo } from 'react';
import { useStore } from 'zustand';
import { FIRST_WIDTHS } from '#app/diffraction/choices.ts';
import { diffractionStore } from '#app/diffraction/diffractionStore.ts';
import type { DocumentCrystal } from '#app/diffraction/documentCrystals.ts';
import { patternSettings } from '#app/diffraction/patternSettings.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { scanLabel } from '#core/diffraction/figure/comparedScan.ts';
import { patternCsv } from '#core/diffraction/figure/patternCsv.ts';
import { patternSvg, phaseLabel } from '#core/diffraction/figure/patternSvg.ts';
import { aboutPattern } from '#core/diffraction/pattern.ts';
import { slabInk } from '#ui/kit/plot/plotSpec.ts';
import { DiffractionChart } from './DiffractionChart.tsx';
import { DiffractionState } from './DiffractionState.tsx';
import { PatternPlot } from './PatternPlot.tsx';
import { useDiffraction } from './useDiffraction.ts';

/** Points of a profile on the page. */
const POINTS = 3000;

/** The powder pattern of the crystals of the document, with a measured one laid over. */
export function PowderPattern({ crystals }: { readonly crystals: readonly DocumentCrystal[] }) {
  const asked = useStore(diffractionStore, (s) => s.asked);
  const measured = useStore(diffractionStore, (s) => s.measured);
  const question = useMemo(
    () => ({
      phases: crystals.map(({ name, structure }, n) => {
        const { weight, sizeNm, strainPercent } = asked.crystals[n] ?? FIRST_WIDTHS;
        return { name, structure, weight, sizeNm, strain: strainPercent / 100 };
      }),
      settings: patternSettings(asked, POINTS),
    }),
    [crystals, asked],
  );
  const slabs = useMemo(() => crystals.map((c) => c.slab), [crystals]);
  const { answer, ...state } = useDiffraction('pattern', question);
  const pattern = answer?.found ?? null;
  const { radiation } = question.settings;
  const about = `${aboutPattern(question.phases, question.settings)} In the terminal: xrd --wavelength ${radiation.id}.`;
  const title = `X-ray powder pattern, ${radiation.label}`;
  return (
    <>
      <DiffractionState what="pattern" {...state} />
      {pattern && (
        <DiffractionChart
          heading="Powder pattern"
          label={title}
          about={about}
          what="pattern"
          fileName="diffraction"
          csv={() => patternCsv(pattern, measured, about)}
          svg={() => patternSvg(pattern, measured, { title, about })}
          legend={[
            ...pattern.phases.map((phase, n) => ({
              ink: slabInk(slabs[n] ?? n),
              text: phaseLabel({ ...phase, name: subscripts(phase.name) }),
            })),
            ...(pattern.phases.length === 1 ? [] : [{ ink: 'ink', text: 'together' }]),
            ...(measured ? [{ ink: 'muted', text: scanLabel(measured) }] : []),
          ]}
        >
          <PatternPlot pattern={pattern} measured={measured} slabs={slabs} />
        </DiffractionChart>
      )}
    </>
  );
}
