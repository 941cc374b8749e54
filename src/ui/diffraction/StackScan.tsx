import { useMemo } from 'react';
import { useStore } from 'zustand';
import { diffractionStore } from '#app/diffraction/diffractionStore.ts';
import { scanOptions, scanQuestion } from '#app/diffraction/scanQuestion.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { scanLabel } from '#core/diffraction/figure/comparedScan.ts';
import type { EpitaxyScan, ScanGeometry } from '#core/epitaxyScan/epitaxyScan.ts';
import { readingText, scanCsv, scanSvg } from '#core/epitaxyScan/scanFiles.ts';
import { aboutScan } from '#core/epitaxyScan/stackScan.ts';
import { fixed } from '#core/math/decimals.ts';
import { useRecipe } from '#ui/state/hooks.ts';
import { DiffractionChart } from './DiffractionChart.tsx';
import { DiffractionState } from './DiffractionState.tsx';
import { bandInk, ScanPlot } from './ScanPlot.tsx';
import { useDiffraction } from './useDiffraction.ts';

const TITLES: Readonly<Record<ScanGeometry, string>> = {
  'out-of-plane': 'Scan out of plane, 2θ–ω',
  'in-plane': 'Scan in plane, 2θχ–φ',
};

/** A scan of the stack of the document along its normal or in its plane, with what is read off it. */
export function StackScan({ geometry }: { readonly geometry: ScanGeometry }) {
  const recipe = useRecipe();
  const asked = useStore(diffractionStore, (s) => s.asked);
  const laidOver = useStore(diffractionStore, (s) => s.measured);
  // A Debye sum is of a powder.
  const measured = laidOver?.kind === 'measured' ? laidOver : null;
  const question = useMemo(() => scanQuestion(recipe, geometry, asked), [recipe, geometry, asked]);
  const { answer, ...state } = useDiffraction('scan', question);
  return (
    <>
      <DiffractionState what="scan" {...state} />
      {laidOver?.kind === 'Debye sum' && (
        <p className="under">The Debye sum is drawn over powder patterns alone.</p>
      )}
      {answer && <Scanned scan={answer.found} question={answer.question} measured={measured} />}
    </>
  );
}

function Scanned(props: {
  readonly scan: EpitaxyScan;
  readonly question: ReturnType<typeof scanQuestion>;
  readonly measured: Parameters<typeof ScanPlot>[0]['measured'];
}) {
  const { scan, question, measured } = props;
  const { choices, settings, recipe } = question;
  const decades = useStore(diffractionStore, (s) => s.asked.scan.decades);
  const { radiation } = settings;
  const options = scanOptions(choices, settings, { decades });
  const about = `${aboutScan(choices, settings)} In the terminal, with a link to the document: xrd LINK ${options}.`;
  const title = `${recipe.title}: ${TITLES[scan.geometry]}, ${radiation.label}`;
  const isEmpty = scan.bands.every(({ lines }) => lines.length === 0);
  return (
    <>
      <DiffractionChart
        heading={TITLES[scan.geometry]}
        label={title}
        about={about}
        what="scan"
        fileName={`scan-${scan.geometry}`}
        csv={() => scanCsv(scan, measured, radiation.lines[0].wavelengthAng, about)}
        svg={() => scanSvg(scan, measured, { title, about, decades })}
        legend={[
          ...scan.bands.map(({ name, slab }) => ({ ink: bandInk(slab), text: subscripts(name) })),
          ...(measured ? [{ ink: 'muted', text: scanLabel(measured) }] : []),
        ]}
      >
        <ScanPlot scan={scan} measured={measured} decades={decades} />
      </DiffractionChart>
      {isEmpty && <p className="warn">No reflection of the stack lies in this range.</p>}
      {scan.readings.length > 0 && (
        <section aria-label="Read off the scan">
          <h4>Lengths along the normal, L = 2π/Δq</h4>
          <ul className="scan-readings">
            {scan.readings.map((reading) => (
              <li key={reading.what}>{subscripts(readingText(reading))}</li>
            ))}
          </ul>
        </section>
      )}
      {scan.strong.length > 0 && (
        <p className="under">
          Grey: more than a tenth of the beam would be reflected, kinematic theory fails (2θ{' '}
          {scan.strong.map(([from, to]) => `${fixed(from, 3)}–${fixed(to, 3)}°`).join(', ')}).
        </p>
      )}
      {scan.notes.map((note) => (
        <p key={note} className="under">
          {note}
        </p>
      ))}
    </>
  );
}
