import { useState } from 'react';
import type { Model } from '#app/document/model.ts';
import type { ContactSeries } from '#app/player/player.ts';
import { recordedRun } from '#app/player/recorded.ts';
import { closePlace } from '#app/shell/places.ts';
import { formula, subscripts } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import { isOfPaperModel, isPaperReading } from '#core/recipe/presets/paperReading.ts';
import { describeWarning } from '#core/recipe/report/warnings.ts';
import { room } from '#ui/kit/boundary/part.tsx';
import { chemistry, pairText } from '#ui/kit/format.ts';
import { LicencesLink } from '#ui/kit/LicencesLink.tsx';
import { TabList } from '#ui/kit/tabs/TabList.tsx';
import { useDerived, usePlayer } from '#ui/state/hooks.ts';
import { usePlace, usePlaceButton } from '#ui/state/places.ts';
import { ContactsCard } from './ContactsCard.tsx';
import { MismatchCard } from './MismatchCard.tsx';
import { PaperCheck } from './PaperCard.tsx';
import { type CardProps, reasonOf } from './reportCard.ts';
import './report.css';
import type { WholeReportProps } from './WholeReport.tsx';

const WholeReport = room<WholeReportProps>({
  what: 'The full report',
  load: () => import('./WholeReport.tsx').then((m) => m.WholeReport),
});

const TABS = ['Mismatch', 'Contacts', 'Checks', 'Paper'] as const;
type Tab = (typeof TABS)[number];

/** Numbers first, each with its definition. On a projector the cards fold into tabs. */
export function ReportPanel({ thermal }: { readonly thermal: readonly ContactSeries[] }) {
  const { model } = useDerived();
  const [tab, setTab] = useState<Tab>('Mismatch');
  const whole = usePlace('report');
  if (model === null) return <section className="report" aria-label="Report" />;
  return (
    <section className="report" aria-label="Report">
      <TabList
        label="Parts of the report"
        className="tabs"
        asButtons
        tabs={TABS.filter((t) => t !== 'Paper' || isOfPaperModel(model.built.recipe)).map((t) => [
          t,
          t,
        ])}
        tab={tab}
        onTab={setTab}
      />
      <MismatchCard model={model} open={tab === 'Mismatch'} />
      <ContactsCard model={model} thermal={thermal} open={tab === 'Contacts'} />
      <Checks model={model} thermal={thermal} open={tab === 'Checks'} />
      {isOfPaperModel(model.built.recipe) && <PaperCheck model={model} open={tab === 'Paper'} />}
      <footer className="under">
        <LicencesLink>Licences</LicencesLink> of Epistack and of what it contains
      </footer>
      {whole && <WholeReport model={model} onClose={() => closePlace('report')} />}
    </section>
  );
}

function Checks({
  model,
  thermal,
  open,
}: CardProps & { readonly thermal: readonly ContactSeries[] }) {
  const whole = usePlaceButton('report');
  const { report } = model;
  const sums = report.layers.map((l) => subscripts(formula(l.composition))).join(' + ');
  return (
    <section data-open={open} aria-label="Checks">
      <div className="caps">
        <h2 className="caps">Checks</h2>
        <button type="button" className="linkish" aria-haspopup="dialog" {...whole}>
          full report
        </button>
      </div>
      <ul className="checks">
        {report.charge === 0 && (
          <li title="Sum of formal charges, as given with each crystal">Neutral: {sums}</li>
        )}
        {report.closest &&
          !report.warnings.some(
            (w) => w.code === 'overlap' || w.code === 'crushed' || w.code === 'short-contact',
          ) && (
            <li title="Shortest distance in the cell, periodic images included">
              Closest pair {pairText(report.closest.pair)} {fixed(report.closest.distance, 3)} Å
            </li>
          )}
        {report.warnings.map(describeWarning).map((text) => (
          <li key={text} className="warning">
            <span className="sr">Warning: </span>
            {chemistry(text)}
          </li>
        ))}
      </ul>
      <HowChosen model={model} thermal={thermal} />
    </section>
  );
}

/** The reasons behind the cell, and behind the lengths at 300 K, for who asks. */
function HowChosen({
  model,
  thermal,
}: {
  readonly model: Model;
  readonly thermal: readonly ContactSeries[];
}) {
  const about = reasonOf(model);
  const run = recordedRun(usePlayer((p) => p.source));
  const hasHot = run !== null && isPaperReading(model.built.recipe) && thermal.length > 0;
  if (about === null && !hasHot) return null;
  return (
    <details className="more">
      <summary>how was this chosen?</summary>
      {about !== null && <p className="about">{about}</p>}
      {hasHot && (
        <p className="about">
          300 K: mean of the last 2 ps of the recorded {run.name} run. {run.worth}
        </p>
      )}
    </details>
  );
}
