import { useMemo, useState } from 'react';
import type { Model } from '#app/document/model.ts';
import { isBuilt } from '#app/player/player.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { CONTACT_CUTOFF_ANG, histogram } from '#core/analysis/contacts.ts';
import type { ContactTrack } from '#core/analysis/tracks.ts';
import { fixed } from '#core/math/decimals.ts';
import { facingAtoms, interfacesOf } from '#core/recipe/build.ts';
import { interfaceContacts, leadingPairs } from '#core/recipe/interfaceContacts.ts';
import { isPaperReading, PAPER_CONTACTS_ANG } from '#core/recipe/presets/paperReading.ts';
import { Answered, Empty } from '#ui/analysis/AnalysisParts.tsx';
import { frameAxis, framesIn, notesOf } from '#ui/analysis/analysisFrames.ts';
import type { AnalysisTab, TabProps } from '#ui/analysis/analysisTab.ts';
import { type Found, idOf, type Keyed, useAnswers } from '#ui/analysis/useAnswer.ts';
import { Choice } from '#ui/kit/fields.tsx';
import { pairText } from '#ui/kit/format.ts';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import { dashOf, type PlotMark, type PlotSpec, pairInk } from '#ui/kit/plot/plotSpec.ts';
import { spreadOf, summaryOf } from '#ui/kit/plot/summary.ts';
import { usePlayer } from '#ui/state/hooks.ts';

const QUANTITIES = {
  nearestMeanAng: ['nearest, mean', 'Å'],
  minAng: ['shortest', 'Å'],
  nearestStdAng: ['nearest, spread', 'Å'],
  withinMeanAng: [`all within ${CONTACT_CUTOFF_ANG} Å, mean`, 'Å'],
  withinCount: [`number within ${CONTACT_CUTOFF_ANG} Å`, ''],
} as const;
type Quantity = keyof typeof QUANTITIES;

const DEFINITION: Readonly<Record<Quantity, string>> = {
  nearestMeanAng:
    'Each atom X of the lower slab’s outermost plane to its nearest Y of the upper slab’s, periodic images included; the mean over X. The facing atoms are those of the built stack in every frame.',
  minAng:
    'The shortest distance from an X of the lower slab’s outermost plane to a Y of the upper slab’s.',
  nearestStdAng:
    'Standard deviation (population) of the distances from each X to its nearest Y within one frame.',
  withinMeanAng: `Mean of all X–Y distances up to ${CONTACT_CUTOFF_ANG} Å across the interface.`,
  withinCount: `How many X–Y distances up to ${CONTACT_CUTOFF_ANG} Å there are across the interface.`,
};

const BINS = 100;

type ContactsQuestion = Extract<Parameters<TrajectorySource['ask']>[0], { kind: 'contacts' }>;

/** The question of one interface of the document, bottom to top. */
export function contactsQuestion(model: Model, at: number): Keyed<ContactsQuestion> {
  const { built } = model;
  const { lower, upper, cellsUp } = interfacesOf(built)[at]!;
  return {
    key: `contacts ${idOf(built.structure)} ${at}`,
    question: {
      kind: 'contacts',
      lower: facingAtoms(built, lower, 'top'),
      upper: facingAtoms(built, upper, 'bottom'),
      reference: built.structure.xyz,
      cellsUp,
      bins: BINS,
    },
  };
}

/** Pairs across an interface, those that attract first. */
export const pairsAcross = (model: Model, at: number): string[] =>
  leadingPairs(model.contacts[at] ?? []).map((p) => p.pair);

export const contactsTab: AnalysisTab = {
  id: 'contacts',
  label: 'Contacts',
  Content: AnalysisContacts,
};

/** Contacts across an interface over time, as a histogram, and beside the paper's numbers. */
function AnalysisContacts(props: TabProps) {
  return props.source.facing === undefined ? (
    <OfStack {...props} />
  ) : (
    <OfParticle {...props} facing={props.source.facing} />
  );
}

/** Contacts across the face of a particle that is played: no document has them built. */
function OfParticle({
  source,
  range,
  facing,
}: TabProps & { readonly facing: NonNullable<TrajectorySource['facing']> }) {
  const [quantity, setQuantity] = useState<Quantity>('nearestMeanAng');
  const { structure } = source;
  const questions = useMemo(
    (): readonly Keyed<ContactsQuestion>[] => [
      {
        key: `contacts of a particle ${idOf(structure)}`,
        question: {
          kind: 'contacts',
          lower: facing.lower,
          upper: facing.upper,
          reference: structure.xyz,
          bins: BINS,
        },
      },
    ],
    [structure, facing],
  );
  const answer = useAnswers(questions, range);
  return (
    <>
      <Distance value={quantity} onChange={setQuantity} />
      <Answered answer={answer}>
        {(found) => {
          const tracks = found.results[0]!.filter((t) => facing.pairs.includes(t.pair));
          return (
            <>
              <Plot
                spec={{
                  ...overTime(null, source, found, tracks, quantity),
                  about: `Across the face of the particle: lower is its core, upper the second crystal, and of each species its outermost atoms. ${DEFINITION[quantity]}`,
                }}
                notes={notesOf(source, found.range)}
              />
              <table className="analysis-table">
                <caption>Played, nearest means, Å</caption>
                <thead>
                  <tr>
                    <th scope="col">pair</th>
                    <th scope="col">played</th>
                    <th scope="col">min</th>
                  </tr>
                </thead>
                <tbody>
                  {tracks.map((t) => {
                    const { mean, std } = spreadOf(t.nearestMeanAng);
                    return (
                      <tr key={t.pair}>
                        <td className={`ink-${pairInk(t.pair)}`}>{pairText(t.pair)}</td>
                        <td data-testid={`played-${t.pair}`}>
                          {fixed(mean, 3)} ± {fixed(std, 3)}
                        </td>
                        <td>{fixed(summaryOf(t.minAng).least, 3)}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </>
          );
        }}
      </Answered>
    </>
  );
}

function Distance(props: {
  readonly value: Quantity;
  readonly onChange: (quantity: Quantity) => void;
}) {
  return (
    <div className="analysis-choices">
      <Choice
        label="distance"
        value={props.value}
        options={(Object.keys(QUANTITIES) as Quantity[]).map((q) => [q, QUANTITIES[q][0]])}
        onChange={props.onChange}
      />
    </div>
  );
}

function OfStack({ model, source, range }: TabProps) {
  const fits = usePlayer(isBuilt);
  const [chosen, setAt] = useState(0);
  const [quantity, setQuantity] = useState<Quantity>('nearestMeanAng');
  const [pair, setPair] = useState('');
  const count = model.contacts.length;
  const at = Math.min(chosen, count - 1);
  const questions = useMemo(
    () => (fits && count > 0 ? [contactsQuestion(model, at)] : []),
    [fits, model, at, count],
  );
  const answer = useAnswers(questions, range);
  if (count === 0) return <Empty>The document has one slab: there is no interface yet.</Empty>;
  if (!fits)
    return (
      <Empty>
        What is played has other atoms, or another order or cell, than the document’s stack: its
        interface is not known here. Distances of picked atoms, g(r), displacements and spectra work
        for any atoms.
      </Empty>
    );
  const leading = pairsAcross(model, at);
  return (
    <>
      <div className="analysis-choices">
        {count > 1 && (
          <Choice
            label="interface"
            value={String(at)}
            options={model.contacts.map((_, k) => [String(k), `${k + 1}`])}
            onChange={(k) => setAt(Number(k))}
          />
        )}
        <Choice
          label="distance"
          value={quantity}
          options={(Object.keys(QUANTITIES) as Quantity[]).map((q) => [q, QUANTITIES[q][0]])}
          onChange={setQuantity}
        />
      </div>
      <Answered answer={answer}>
        {(found) => {
          const tracks = found.results[0]!;
          const shown = leading.length > 0 ? leading : tracks.map((t) => t.pair).slice(0, 2);
          const mine = tracks.filter((t) => shown.includes(t.pair));
          const one = mine.find((t) => t.pair === pair) ?? mine[0];
          return (
            <>
              <Plot
                spec={overTime(model, source, found, mine, quantity)}
                notes={notesOf(source, found.range)}
              />
              <Compared model={model} at={at} tracks={mine} />
              {one && (
                <>
                  {mine.length > 1 && (
                    <div className="analysis-choices">
                      <Choice
                        label="histogram of"
                        value={one.pair}
                        options={mine.map((t) => [t.pair, pairText(t.pair)])}
                        onChange={setPair}
                      />
                    </div>
                  )}
                  <FrameHistogram
                    model={model}
                    at={at}
                    track={one}
                    notes={notesOf(source, found.range)}
                  />
                </>
              )}
            </>
          );
        }}
      </Answered>
    </>
  );
}

function overTime(
  model: Model | null,
  source: TrajectorySource,
  { range }: Found<ContactsQuestion>,
  tracks: readonly ContactTrack[],
  quantity: Quantity,
): PlotSpec {
  const frames = framesIn(range);
  const [title, unit] = QUANTITIES[quantity];
  const marks: PlotMark[] =
    model !== null && isPaperReading(model.built.recipe) && quantity === 'nearestMeanAng'
      ? tracks.flatMap(({ pair }) => {
          const paper = PAPER_CONTACTS_ANG[pair];
          if (paper === undefined) return [];
          const ink = pairInk(pair);
          return [
            { value: paper.optimised, text: `paper, opt. ${paper.optimised.toFixed(3)}`, ink },
            { value: paper.at300K, text: `paper, 300 K ${paper.at300K.toFixed(3)}`, ink },
          ];
        })
      : [];
  const inks = new Map<string, number>();
  return {
    name: 'Contacts over time',
    file: 'contacts',
    about: DEFINITION[quantity],
    x: frameAxis(source, frames),
    y: { title, unit },
    lines: tracks.map((t) => {
      const ink = pairInk(t.pair);
      const nth = inks.get(ink) ?? 0;
      inks.set(ink, nth + 1);
      return { label: pairText(t.pair), values: t[quantity], ink, dash: dashOf(nth) };
    }),
    marks,
    frames,
  };
}

/** Optimised against 300 K: the built stack and the run, beside what the paper prints of its own. */
function Compared(props: {
  readonly model: Model;
  readonly at: number;
  readonly tracks: readonly ContactTrack[];
}) {
  const { model, at, tracks } = props;
  const paper = isPaperReading(model.built.recipe) && at === 0;
  return (
    <table className="analysis-table">
      <caption>
        {paper ? 'Optimised against 300 K' : 'Built against played'}, nearest means, Å
      </caption>
      <thead>
        <tr>
          <th scope="col">pair</th>
          <th scope="col">built</th>
          {paper && <th scope="col">paper, opt.</th>}
          <th
            scope="col"
            title="Mean of the frame means over the chosen frames, and their standard deviation"
          >
            played
          </th>
          {paper && <th scope="col">paper, 300 K</th>}
          <th scope="col" title="The shortest distance in any of the chosen frames">
            min
          </th>
        </tr>
      </thead>
      <tbody>
        {tracks.map((t) => {
          const built = model.contacts[at]!.find((p) => p.pair === t.pair);
          const { mean, std } = spreadOf(t.nearestMeanAng);
          const printed = PAPER_CONTACTS_ANG[t.pair];
          return (
            <tr key={t.pair}>
              <td className={`ink-${pairInk(t.pair)}`}>{pairText(t.pair)}</td>
              <td>{built ? fixed(built.nearestMeanAng, 3) : ''}</td>
              {paper && <td className="muted">{printed ? fixed(printed.optimised, 3) : ''}</td>}
              <td data-testid={`played-${t.pair}`}>
                {fixed(mean, 3)} ± {fixed(std, 3)}
              </td>
              {paper && <td className="muted">{printed ? fixed(printed.at300K, 3) : ''}</td>}
              <td>{fixed(summaryOf(t.minAng).least, 3)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const SHOWN_FROM_ANG = 2;

/** Nearest distances of all chosen frames together, and of the one that is shown. */
function FrameHistogram(props: {
  readonly model: Model;
  readonly at: number;
  readonly track: ContactTrack;
  readonly notes: readonly string[];
}) {
  const { model, at, track, notes } = props;
  const view = usePlayer((p) => p.view);
  const spec = useMemo((): PlotSpec => {
    const { pair, cutoffAng } = track;
    const positions =
      view?.positions.length === model.built.structure.xyz.length ? view.positions : null;
    const sets = positions ? interfaceContacts(model.built, positions) : model.contacts;
    const now = sets[at]!.find((p) => p.pair === pair)?.nearest.map((c) => c.distanceAng) ?? [];
    const widthAng = cutoffAng / BINS;
    const from = Math.round(SHOWN_FROM_ANG / widthAng);
    const part = (counts: ArrayLike<number>) => {
      let sum = 0;
      for (let k = 0; k < counts.length; k++) sum += counts[k]!;
      return Float64Array.from(
        { length: BINS - from },
        (_, k) => counts[from + k]! / Math.max(1, sum),
      );
    };
    const ink = pairInk(pair);
    return {
      name: `${pairText(pair)} histogram`,
      file: `histogram-${pair}`,
      about: `Part of the nearest ${pairText(pair)} distances in bins of ${fixed(widthAng, 2)} Å, up to ${cutoffAng} Å: all chosen frames together, and ${positions ? 'the frame that is shown' : 'the built stack'}.`,
      x: {
        title: 'distance',
        unit: 'Å',
        values: Float64Array.from({ length: BINS - from }, (_, k) => (from + k) * widthAng),
      },
      y: { title: 'part', unit: '' },
      lines: [
        { label: 'all frames', values: part(track.histogram), ink, dash: [] },
        {
          label: positions ? 'this frame' : 'built',
          values: part(histogram(now, 0, cutoffAng, BINS)),
          ink: 'muted',
          dash: dashOf(2),
        },
      ],
      steps: true,
    };
  }, [model, at, track, view]);
  return <Plot spec={spec} notes={notes} low />;
}
