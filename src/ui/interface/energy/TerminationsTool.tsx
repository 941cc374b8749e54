import { Fragment } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import { stemOf } from '#app/document/fileNames.ts';
import { inJm2, labelOf } from '#app/universal/aboutModel.ts';
import { modelStore } from '#app/universal/modelStore.ts';
import {
  cancelTerminations,
  computePairs,
  computeSurfaces,
  type PairEnergy,
  pairsKey,
  type RankedPlane,
  surfaceKey,
  terminationsStore,
} from '#app/universal/terminationsStore.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { fixed, signed } from '#core/math/decimals.ts';
import { notesByName } from '#core/recipe/report/notesByName.ts';
import { FileStemContext } from '#ui/kit/plot/fileStem.ts';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import type { PlotSpec } from '#ui/kit/plot/plotSpec.ts';
import { EngineLimits } from './EngineLimits.tsx';
import type { EnergyToolProps } from './energyTool.ts';
import { ModelJob } from './ModelJob.tsx';

const SURFACES =
  'Surface energy of each termination: a slab of the crystal over 12 Å thick at the lattice constants of the potential that ends so on both sides, atoms relaxed to 0.01 eV/Å, less whole formulas of the crystal, by the area of both faces. What is not stoichiometric has a line over a chemical potential.';
const PAIRS =
  'Work of adhesion of every pair of complete terminations of substrate and first film, in the cell and shift of this stack, each at its best d₀, relaxed to 0.003 eV/Å, and the interface energy where both slabs are of whole formulas. Takes minutes.';

/** Terminations of both slabs of an interface by surface energy, and their pairs by work of adhesion. */
export function TerminationsTool({ step, built }: EnergyToolProps) {
  const { recipe } = built;
  const model = useStore(modelStore, (s) => s.model);
  const { job, surfaces, pairs, problem } = useStore(terminationsStore);
  const both = [step - 1, step];
  const ranked = both.map((k) =>
    model === null ? undefined : surfaces.get(surfaceKey(recipe, k, model)),
  );
  const found = model !== null && pairs?.key === pairsKey(recipe, model) ? pairs.found : null;
  const by = found === null ? ranked.find((r) => r !== undefined)?.computedBy : pairs?.computedBy;
  return (
    <div className="tool">
      <ModelJob
        progress={job === null ? null : { label: 'Energies of terminations', text: job }}
        problem={problem}
        onCancel={cancelTerminations}
      >
        <button
          type="button"
          className="button small"
          title={SURFACES}
          disabled={job !== null || ranked.every((r) => r !== undefined)}
          onClick={() => void computeSurfaces(recipe, both)}
        >
          Rank the terminations
        </button>
        {step === 1 && (
          <button
            type="button"
            className="button small"
            title={PAIRS}
            disabled={job !== null || found !== null}
            onClick={() => void computePairs(recipe)}
          >
            Compare the pairs
          </button>
        )}
      </ModelJob>
      {ranked.map(
        (r, k) =>
          r !== undefined && (
            <Ranking
              key={both[k]}
              name={built.slabs[both[k]!]!.name}
              ranked={r}
              stem={stemOf(recipe)}
              by={`${labelOf(model!)}; computed by ${r.computedBy}`}
            />
          ),
      )}
      {found !== null && <Pairs found={found} />}
      {model !== null && by !== undefined && (
        <p className="about">
          {labelOf(model)}; computed by {by}.
        </p>
      )}
      <EngineLimits
        notes={notesByName([
          ...ranked.flatMap((r, k) =>
            r === undefined ? [] : { name: built.slabs[both[k]!]!.name, notes: r.notes },
          ),
          ...(found ?? []).map(({ film, substrate, notes }) => ({
            name: `${film} on ${substrate}`,
            notes,
          })),
        ])}
      />
    </div>
  );
}

/** How far a line is drawn where nothing bounds it, eV to both sides of zero. */
const WIDTH_EV = 1;

function Ranking({
  name,
  ranked,
  stem,
  by,
}: {
  readonly name: string;
  readonly ranked: RankedPlane;
  readonly stem: string;
  /** Potential and what computed it. */
  readonly by: string;
}) {
  const { unit, lines, low, high } = ranked;
  const [from, to] = [
    low?.energyEv ?? (high?.energyEv ?? 0) - WIDTH_EV,
    high?.energyEv ?? (low?.energyEv ?? 0) + WIDTH_EV,
  ];
  const spec: PlotSpec = {
    name: `Surface energies of ${subscripts(name)}`,
    file: 'terminations',
    about: SURFACES,
    x: { title: `μ(${subscripts(unit ?? '')})`, unit: 'eV', values: [from, (from + to) / 2, to] },
    y: { title: 'surface energy', unit: 'J/m²' },
    lines: lines.flatMap(({ label, energyEvAng2, slopePerAng2 }, k) =>
      energyEvAng2 === null
        ? []
        : [
            {
              label: subscripts(label),
              values: [from, (from + to) / 2, to].map((x) =>
                inJm2(energyEvAng2 + slopePerAng2 * x),
              ),
              ink: 'ink' as const,
              dash: k === 0 ? [] : [2 + 2 * k, 3],
            },
          ],
    ),
  };
  return (
    <section aria-label={`Terminations of ${name}`} data-testid="terminations">
      <h4>{subscripts(name)}</h4>
      <dl className="adhesion">
        {lines.map(({ index, label, energyEvAng2, slopePerAng2, faces, converged }) => (
          <Fragment key={index}>
            <dt>
              {subscripts(label)}
              {faces === 'mean' && ' (mean of two faces)'}
              {!converged && ' (not converged)'}
            </dt>
            <dd>
              {energyEvAng2 === null ? (
                'more than one chemical potential decides'
              ) : (
                <>
                  <span>{fixed(inJm2(energyEvAng2), 3)} J/m²</span>,{' '}
                  <span>{fixed(energyEvAng2, 4)} eV/Å²</span>
                </>
              )}
              {slopePerAng2 !== 0 && (
                <>
                  , <span>{signed(inJm2(slopePerAng2), 2)} J/m² each eV</span>
                </>
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
      {unit !== null && (
        <>
          <p className="about">
            Over the chemical potential of {subscripts(unit)}, {ZERO[ranked.zero]}.{' '}
            {low === null || high === null
              ? 'A crystal of this document that is of its elements alone would bound it; import one.'
              : `It lies between ${fixed(low.energyEv, 2)} and ${fixed(high.energyEv, 2)} eV (${subscripts(`${low.by.join(', ')}; ${high.by.join(', ')}`)}).`}
          </p>
          <FileStemContext value={stem}>
            <Plot spec={spec} notes={[by, ...ranked.notes]} low />
          </FileStemContext>
        </>
      )}
    </section>
  );
}

const ZERO: Readonly<Record<RankedPlane['zero'], string>> = {
  high: 'zero at its upper bound',
  low: 'zero at its lower bound',
  crossing: 'zero where the lowest lines cross',
  none: '',
};

function Pairs({ found }: { readonly found: readonly PairEnergy[] }) {
  return (
    <section aria-label="Pairs of terminations" data-testid="termination-pairs">
      <h4 className="caps">Pairs, work of adhesion</h4>
      <dl className="adhesion">
        {found.map(({ substrate, film, isComplete, recipe, adhesion }) => (
          <Fragment key={`${substrate} ${film}`}>
            <dt>
              {subscripts(film)} on {subscripts(substrate)}
            </dt>
            <dd>
              {fixed(inJm2(adhesion.relaxedEvAng2!), 3)} J/m² relaxed
              {adhesion.converged ? '' : ' (not converged)'},{' '}
              {fixed(inJm2(adhesion.rigidEvAng2), 3)} rigid at{' '}
              {fixed(adhesion.best.separationAng, 2)} Å
              {adhesion.best.isInside ? '' : ' (the end of the distances that were tried)'}
              {adhesion.interface !== null &&
                `, interface energy ${fixed(inJm2(adhesion.interface.evAng2), 3)} J/m²${adhesion.interface.converged ? '' : ' (not converged)'}`}
              {isComplete && (
                <>
                  {' '}
                  <button
                    type="button"
                    className="linkish"
                    aria-label={`Use ${film} on ${substrate}`}
                    onClick={() => commit(() => recipe)}
                  >
                    use
                  </button>
                </>
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
