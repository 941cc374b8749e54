import { Fragment } from 'react';
import { useStore } from 'zustand';
import { marksStore } from '#app/document/marks/marks.ts';
import type { ContactSeries } from '#app/player/player.ts';
import { recordedRun } from '#app/player/recorded.ts';
import { histogram } from '#core/analysis/contacts.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { fixed } from '#core/math/decimals.ts';
import { leadingPairs } from '#core/recipe/interfaceContacts.ts';
import { isPaperReading, PAPER_CONTACTS_ANG } from '#core/recipe/presets/paperReading.ts';
import { pairText } from '#ui/kit/format.ts';
import { elementColor } from '#ui/kit/palette.ts';
import { usePlayer } from '#ui/state/hooks.ts';
import { type CardProps, reasonOf } from './reportCard.ts';

/** Distances across each interface, with the paper's beside them where they are comparable. */
export function ContactsCard({
  model,
  thermal,
  open,
}: CardProps & { readonly thermal: readonly ContactSeries[] }) {
  const { report, contacts } = model;
  const isPaper = isPaperReading(model.built.recipe);
  const hasHot = isPaper && thermal.length > 0;
  const run = recordedRun(usePlayer((p) => p.source));
  const moving = usePlayer((p) => p.frame !== null);
  return (
    <section data-open={open} aria-label="Contacts">
      <div className="caps">
        <h2 className="caps">Contacts</h2>
        <span
          className="note"
          title="Each atom X of the lower slab's outermost plane to its nearest Y of the upper slab's, periodic images included; the mean over X."
        >
          nearest, mean · Å
        </span>
      </div>
      {hasHot && run !== null && (
        <p className="under">300 K: the recorded {run.name} run, not DFT.</p>
      )}
      {moving && (
        <p className="under">
          Of the built stack; the picture shows a frame, whose means stand in the player.
        </p>
      )}
      {contacts.map((pairs, k) => {
        const leading = leadingPairs(pairs);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: interfaces are counted from below, never reordered
          <div key={`interface ${k + 1}`}>
            {contacts.length > 1 && <p className="under">interface {k + 1}</p>}
            <table className="contacts">
              <thead>
                <tr>
                  <th scope="col">
                    <span className="sr">pair</span>
                  </th>
                  <th scope="col">here</th>
                  {isPaper && (
                    <th scope="col" title="The paper’s mean in its optimised geometry">
                      paper
                    </th>
                  )}
                  {hasHot && (
                    <th scope="col" title="Mean of the last 2 ps of the recorded trajectory">
                      300 K
                    </th>
                  )}
                  {isPaper && (
                    <th scope="col" title="The paper’s mean in its dynamics at 300 K">
                      {hasHot ? 'paper' : 'at 300 K'}
                    </th>
                  )}
                  <th scope="col">min</th>
                  <th
                    scope="col"
                    title="Atoms X in the mean"
                    style={{
                      width: `${1 + Math.max(2, ...pairs.map((p) => String(p.nearest.length).length))}ch`,
                    }}
                  >
                    n
                  </th>
                </tr>
              </thead>
              <tbody>
                {pairs.map((p) => {
                  const paper = PAPER_CONTACTS_ANG[p.pair];
                  const isFirstLike =
                    p.relation === 'like' && pairs.find((q) => q.relation === 'like') === p;
                  const hot = thermal.find((s) => s.pair === p.pair);
                  return (
                    <Fragment key={p.pair}>
                      {isFirstLike && (
                        <tr className="quiet">
                          <th
                            scope="rowgroup"
                            colSpan={4 + (isPaper ? 2 : 0) + (hasHot ? 1 : 0)}
                            title="Both species carry formal charges of the same sign"
                          >
                            between like charges
                          </th>
                        </tr>
                      )}
                      <tr className={p.relation === 'like' ? 'quiet' : undefined}>
                        <td
                          style={
                            p.relation === 'like'
                              ? undefined
                              : { color: pairInk(p.lowerSymbol, p.upperSymbol) }
                          }
                        >
                          {pairText(p.pair)}
                        </td>
                        <td data-testid={`contact-${p.pair}`}>{fixed(p.nearestMeanAng, 3)}</td>
                        {isPaper && (
                          <td className="muted">{paper ? fixed(paper.optimised, 3) : ''}</td>
                        )}
                        {hasHot && <td>{hot ? fixed(hot.lateMeanAng, 3) : ''}</td>}
                        {isPaper && (
                          <td className="muted">{paper ? fixed(paper.at300K, 3) : ''}</td>
                        )}
                        <td>{fixed(p.minAng, 3)}</td>
                        <td>{p.nearest.length}</td>
                      </tr>
                    </Fragment>
                  );
                })}
              </tbody>
            </table>
            <div className="bars">
              {leading.slice(0, 2).map((p) => (
                <Histogram
                  key={p.pair}
                  pair={p.pair}
                  symbol={p.lowerSymbol}
                  distances={p.within.map((c) => c.distanceAng)}
                  cutoffAng={p.cutoffAng}
                />
              ))}
            </div>
          </div>
        );
      })}
      {contacts.length === 0 && <p className="about">No interface yet.</p>}
      {report.notes
        .filter((note) => note !== reasonOf(model))
        .map((note) => (
          <p key={note} className="about">
            {note}
          </p>
        ))}
    </section>
  );
}

/** A pair takes the colour of its cation in text that must stay legible; the common two have tokens. */
const pairInk = (lower: string, upper: string): string | undefined =>
  lower === 'Cs' ? 'var(--cs)' : lower === 'Br' && upper === 'Cd' ? 'var(--br)' : undefined;

const BINS = 15;
const LOW_ANG = 2;

function Histogram(props: {
  readonly pair: string;
  readonly symbol: string;
  readonly distances: readonly number[];
  readonly cutoffAng: number;
}) {
  const colours = useStore(marksStore, (s) => s.now.marks.elements.colours);
  const counts = histogram(props.distances, LOW_ANG, props.cutoffAng, BINS);
  const most = Math.max(1, ...counts);
  return (
    <figure title={`All ${pairText(props.pair)} distances up to ${props.cutoffAng} Å`}>
      <svg
        viewBox={`0 0 ${BINS * 10} 34`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Histogram of ${props.distances.length} ${props.pair} distances: ${[...counts].join(', ')}`}
      >
        {[...counts].map((n, i) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bins are fixed in order and number
            key={`bin ${i + 1}`}
            x={10 * i + 1}
            width={8}
            y={33 - (31 * n) / most}
            height={(31 * n) / most + 1}
            fill={n === 0 ? 'var(--line)' : elementColor(SYMBOLS.indexOf(props.symbol), colours)}
          />
        ))}
      </svg>
      <figcaption>
        {pairText(props.pair)}, 2–{props.cutoffAng} Å · {props.distances.length}
      </figcaption>
    </figure>
  );
}
