import { useState } from 'react';
import type { Model } from '#app/derive.ts';
import { commit } from '#app/document.ts';
import type { MeanSeries } from '#app/trajectory.ts';
import { histogram, type PairContacts } from '#core/analysis/contacts.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { formula } from '#core/crystal/structure.ts';
import { PAPER, PAPER_CONTACTS_ANG } from '#core/recipe/paper.ts';
import { presetOf } from '#core/recipe/presets.ts';
import { slabName } from '#core/recipe/report.ts';
import { reportText } from '#core/recipe/reportText.ts';
import { ElasticCard } from './ElasticCard.tsx';
import { Segments } from './fields.tsx';
import { fixed, pairText, signedPercent, subscripts } from './format.ts';
import { useDark, useDerived, usePlayer, useRecipe } from './hooks.ts';
import { elementColor, SLAB_COLORS } from './palette.ts';

const TABS = ['Mismatch', 'Contacts', 'Checks', 'Paper'] as const;
type Tab = (typeof TABS)[number];

/** Numbers first, each with its definition. On a projector the cards fold into tabs. */
export function ReportPanel({ thermal }: { readonly thermal: readonly MeanSeries[] }) {
  const { model } = useDerived();
  const [tab, setTab] = useState<Tab>('Mismatch');
  const [whole, setWhole] = useState(false);
  if (model === null) return <section className="report" aria-label="Report" />;
  return (
    <section className="report" aria-label="Report">
      <div className="tabs" role="tablist">
        {TABS.filter((t) => t !== 'Paper' || model.paper.length > 0).map((t) => (
          <button
            key={t}
            type="button"
            role="tab"
            aria-selected={t === tab}
            className={t === tab ? 'button small' : 'button small quiet'}
            onClick={() => setTab(t)}
          >
            {t}
          </button>
        ))}
      </div>
      <Mismatch model={model} open={tab === 'Mismatch'} />
      <Contacts model={model} thermal={thermal} open={tab === 'Contacts'} />
      <Checks model={model} open={tab === 'Checks'} onWhole={() => setWhole(true)} />
      {model.paper.length > 0 && <PaperCheck model={model} open={tab === 'Paper'} />}
      {whole && <WholeReport model={model} onClose={() => setWhole(false)} />}
    </section>
  );
}

interface CardProps {
  readonly model: Model;
  readonly open: boolean;
}

function Mismatch({ model, open }: CardProps) {
  const { report } = model;
  const dark = useDark();
  const colors = SLAB_COLORS[dark ? 'dark' : 'light'];
  const [substrate, film] = report.layers;
  return (
    <section data-open={open} aria-label="Mismatch">
      <div className="caps">
        <h2 className="caps">Mismatch</h2>
        <span
          className="note"
          title="l: lengths of the unstrained supercells along the shared axis. Positive: the film is longer and is compressed to fit."
        >
          (film − substrate) / substrate
        </span>
      </div>
      {report.mismatch && film && substrate ? (
        <>
          <div className="twocol">
            <div>
              {(['a', 'b'] as const).map((axis) => (
                <div key={axis} style={{ marginBottom: 8 }}>
                  <div className="big" data-testid={`mismatch-${axis}`}>
                    {signedPercent(report.mismatch![axis])} %
                  </div>
                  <div className="under">
                    along {axis} · {fixed(film.supercell[axis], 3)} on{' '}
                    {fixed(substrate.supercell[axis], 3)} Å
                  </div>
                </div>
              ))}
            </div>
            <CellDrawing model={model} colors={colors} />
          </div>
          {report.mismatches.length > 1 && (
            <p className="under">
              {slabName(report, 1)} on {slabName(report, 0)}; the films above on the substrate too:{' '}
              {report.mismatches
                .slice(1)
                .map(
                  (m, i) =>
                    `${subscripts(slabName(report, i + 2))} a ${signedPercent(m.a)} %, b ${signedPercent(m.b)} %`,
                )
                .join('; ')}
            </p>
          )}
          <p className="under">
            Δγ {fixed(report.mismatch.gammaDeg, 2)}° · area {signedPercent(report.mismatch.area)} %
            of {fixed(areaOf(substrate.supercell), 1)} Å²
          </p>
          <p className="under">
            other denominators: film {signedPercent(report.mismatch.a / (1 + report.mismatch.a))},{' '}
            {signedPercent(report.mismatch.b / (1 + report.mismatch.b))} % · symmetric{' '}
            {signedPercent(report.mismatch.a / (1 + report.mismatch.a / 2))},{' '}
            {signedPercent(report.mismatch.b / (1 + report.mismatch.b / 2))} %
          </p>
        </>
      ) : (
        <p className="about">A slab alone: add a second slab to compare cells.</p>
      )}
      <table style={{ marginTop: 8 }}>
        <thead>
          <tr>
            <th title="What each slab takes so as to fit: ε = U − 1, U the stretch of its supercell with the rotation removed, in the frame x ∥ a. Positive is tension.">
              strain taken
            </th>
            <th>
              ε<sub>xx</sub>
            </th>
            <th>
              ε<sub>yy</sub>
            </th>
            <th>
              ε<sub>xy</sub>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...report.layers.entries()].reverse().map(([i, layer]) => (
            <tr key={`${layer.label}${i}`}>
              <td
                className={i === 0 ? 'substrate-ink' : i === 1 ? 'film-ink' : undefined}
                style={i > 1 ? { color: colors[i % colors.length] } : undefined}
              >
                {subscripts(slabName(report, i))}
              </td>
              <td>{signedPercent(layer.strain.xx)}</td>
              <td>{signedPercent(layer.strain.yy)}</td>
              <td>{signedPercent(layer.strain.xy)} %</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ElasticCard model={model} />
    </section>
  );
}

/** Area of an unstrained supercell, Å². */
const areaOf = ({
  a,
  b,
  gamma,
}: {
  readonly a: number;
  readonly b: number;
  readonly gamma: number;
}): number => a * b * Math.sin((gamma * Math.PI) / 180);

/** The two unstrained supercells on each other, a to the right. */
function CellDrawing({
  model,
  colors,
}: {
  readonly model: Model;
  readonly colors: readonly string[];
}) {
  const shapes = model.report.layers.slice(0, 2).map(({ supercell: { a, b, gamma } }) => {
    const g = (gamma * Math.PI) / 180;
    return [
      [0, 0],
      [a, 0],
      [a + b * Math.cos(g), b * Math.sin(g)],
      [b * Math.cos(g), b * Math.sin(g)],
    ] as const;
  });
  const xs = shapes.flat().map((p) => p[0]);
  const ys = shapes.flat().map((p) => p[1]);
  const [x0, x1, y1] = [Math.min(...xs), Math.max(...xs), Math.max(...ys)];
  const scale = Math.min(100 / (x1 - x0), 84 / y1);
  const points = (s: (typeof shapes)[number]) =>
    s
      .map(([x, y]) => `${((x - x0) * scale + 4).toFixed(1)},${((y1 - y) * scale + 4).toFixed(1)}`)
      .join(' ');
  return (
    <svg
      width={(x1 - x0) * scale + 8}
      height={y1 * scale + 8}
      role="img"
      aria-label="The film's cell (dashed) drawn on the substrate's"
    >
      {shapes.map((s, i) => (
        <polygon
          // Substrate solid, film dashed: told apart without colour too.
          key={i === 0 ? 'substrate' : 'film'}
          points={points(s)}
          fill="none"
          stroke={colors[i]}
          strokeWidth={1.6}
          strokeDasharray={i === 0 ? undefined : '4 3'}
        />
      ))}
    </svg>
  );
}

/** Like charges that stand as near as the attractive contacts: not in the table, but not hidden either. */
function repelling(
  shown: readonly PairContacts[],
  all: readonly PairContacts[],
  leastAng: number,
): string | null {
  const near = all.filter((p) => !shown.includes(p) && p.minAng < leastAng + 0.05);
  if (near.length === 0) return null;
  const named = near.map((p) => `${pairText(p.pair)} ${fixed(p.minAng, 3)} Å`).join(', ');
  return `As near, between like charges: ${named}.`;
}

function Contacts({
  model,
  thermal,
  open,
}: CardProps & { readonly thermal: readonly MeanSeries[] }) {
  const { report, contacts } = model;
  // The paper's lengths and the recorded run belong to the unchanged stack and to no other.
  const isPaper = model.paper.length > 0 && report.notes.length > 0;
  const hasHot = isPaper && thermal.length > 0;
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
      {moving && (
        <p className="under">
          Of the built stack; the picture shows a frame, whose means stand in the player.
        </p>
      )}
      {contacts.map((pairs, k) => {
        const closest = Math.min(...pairs.map((p) => p.minAng));
        const attractive = (p: (typeof pairs)[number]) =>
          report.contacts.some((c) => c.interface === k && c.pair === p.pair && c.attractive);
        const bonding = pairs.filter(attractive);
        const least = Math.min(...bonding.map((p) => p.minAng));
        // Like charges come into the table when nothing attractive is as close.
        const shownPairs = pairs.filter(
          (p) => attractive(p) || (p.minAng === closest && closest < least - 1e-3),
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: interfaces are counted from below, never reordered
          <div key={`interface ${k + 1}`}>
            {contacts.length > 1 && <p className="under">interface {k + 1}</p>}
            <table>
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
                  <th scope="col" title="Atoms X in the mean">
                    n
                  </th>
                </tr>
              </thead>
              <tbody>
                {shownPairs.map((p) => {
                  const paper = PAPER_CONTACTS_ANG[p.pair];
                  const hot = thermal.find((s) => s.pair === p.pair);
                  return (
                    <tr key={p.pair}>
                      <td style={{ color: pairInk(p.lowerSymbol, p.upperSymbol) }}>
                        {pairText(p.pair)}
                      </td>
                      <td data-testid={`contact-${p.pair}`}>{fixed(p.nearestMeanAng, 3)}</td>
                      {isPaper && (
                        <td className="muted">{paper ? fixed(paper.optimised, 3) : ''}</td>
                      )}
                      {hasHot && <td>{hot ? fixed(hot.lateMeanAng, 3) : ''}</td>}
                      {isPaper && <td className="muted">{paper ? fixed(paper.at300K, 3) : ''}</td>}
                      <td>{fixed(p.minAng, 3)}</td>
                      <td>{p.nearest.length}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
            {repelling(shownPairs, pairs, least) && (
              <p className="under">{repelling(shownPairs, pairs, least)}</p>
            )}
            <div className="bars">
              {shownPairs.slice(0, 2).map((p) => (
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
      {isPaper && thermal.length > 0 && (
        <p className="about">
          300 K: mean of the last 2 ps of the recorded LAMMPS run. The classical potential prefers
          another registry than the built one and slides the film, so its lengths are a preview, not
          a check of the paper’s.
        </p>
      )}
      {report.notes.map((note) => (
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
            fill={n === 0 ? 'var(--line)' : elementColor(SYMBOLS.indexOf(props.symbol))}
          />
        ))}
      </svg>
      <figcaption>
        {pairText(props.pair)}, 2–{props.cutoffAng} Å · {props.distances.length}
      </figcaption>
    </figure>
  );
}

function Checks({ model, open, onWhole }: CardProps & { readonly onWhole: () => void }) {
  const { report } = model;
  const sums = report.layers.map((l) => subscripts(formula(l.composition))).join(' + ');
  return (
    <section data-open={open} aria-label="Checks">
      <div className="caps">
        <h2 className="caps">Checks</h2>
        <button type="button" className="linkish" onClick={onWhole}>
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
        {report.warnings.map((w) => (
          <li key={w.message} className="warning">
            <span className="sr">Warning: </span>
            {w.message}
          </li>
        ))}
      </ul>
    </section>
  );
}

const READINGS: readonly (readonly [string, string])[] = [
  ['cspbbr3-cds', 'A counts'],
  ['cspbbr3-cds-b', 'B labels'],
  ['cspbbr3-cds-c', 'C microscope'],
];

function PaperCheck({ model, open }: CardProps) {
  const recipe = useRecipe();
  const [why, setWhy] = useState(false);
  const chosen = model.paper.filter((r) => r.chosen).length;
  const compared = model.paper.filter((r) => r.agrees !== null && !r.chosen);
  const agree = compared.filter((r) => r.agrees).length;
  return (
    <section data-open={open} aria-label="Paper check">
      <div className="caps">
        <h2 className="caps">Paper check</h2>
        <span
          className="note"
          title="Put in: constants typed from the paper, and lengths that the preset was solved for"
        >
          {agree} of {compared.length} agree · {chosen} put in
        </span>
      </div>
      <div
        className="row"
        title="Three readings of the model that the paper prints; each opens as one undoable step"
      >
        <span className="label">reading</span>
        <Segments
          label="Reading of the paper’s model"
          value={recipe.preset}
          options={READINGS}
          onChange={(id) => commit(() => presetOf(id).recipe)}
        />
      </div>
      <table className="paper">
        <thead>
          <tr>
            <th>
              <span className="sr">quantity</span>
            </th>
            <th>printed</th>
            <th>computed</th>
          </tr>
        </thead>
        <tbody>
          {model.paper.flatMap((r) => [
            <tr key={r.quantity}>
              <td>{r.quantity}</td>
              <td className="muted">{r.printed}</td>
              <td className={r.agrees === false ? 'warn' : undefined} title={r.why}>
                {r.agrees === false ? '≠ ' : ''}
                {r.computed}
              </td>
            </tr>,
            ...(why && r.why !== ''
              ? [
                  <tr key={`${r.quantity} why`} className="why">
                    <td colSpan={3}>{r.why}</td>
                  </tr>,
                ]
              : []),
          ])}
        </tbody>
      </table>
      <p className="about">
        {PAPER}, Supporting Information. No supercell of the printed constants gives 1.80 and 4.16
        %.{' '}
        <button type="button" className="linkish" aria-expanded={why} onClick={() => setWhy(!why)}>
          {why ? 'Hide the reasons' : 'Why?'}
        </button>
      </p>
    </section>
  );
}

function WholeReport({ model, onClose }: { readonly model: Model; readonly onClose: () => void }) {
  const text = reportText(model.report);
  return (
    <dialog
      ref={(d) => void (d && !d.open && d.showModal())}
      onClose={onClose}
      aria-label="Full report"
    >
      <header className="titlebar">
        <strong>Report</strong>
        <span>
          <button
            type="button"
            className="button small"
            onClick={() => void navigator.clipboard.writeText(text)}
          >
            Copy
          </button>{' '}
          <button type="button" className="button small" onClick={onClose}>
            Close
          </button>
        </span>
      </header>
      <pre>{text}</pre>
    </dialog>
  );
}
