import { COVERED, type Coverage, formText, hrefOf, sumsOf } from '#app/md/coverage.ts';
import { choose, type RunSettings } from '#app/md/runStore.ts';
import { signed } from '#core/math/decimals.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { chemistry } from '#ui/kit/format.ts';
import { useRecipe } from '#ui/state/hooks.ts';

interface MdPotentialProps {
  readonly coverage: Coverage;
  readonly coulomb: RunSettings['coulomb'];
  /** Whether it is of a particle, whose Coulomb sum is no choice: the whole one is for what repeats. */
  readonly isAlone: boolean;
}

/** Which published parameters the run takes, with all that is assumed; or why there is none. */
export function MdPotential({ coverage, coulomb, isAlone }: MdPotentialProps) {
  const recipe = useRecipe();
  if ('problem' in coverage)
    return (
      <section aria-label="Potential">
        <h3 className="caps">Potential</h3>
        <p role="alert" className="md-refused">
          <b>Cannot run:</b> {coverage.problem}.
        </p>
        <p className="about">{coverage.todo}</p>
        {coverage.showSets && (
          <ul className="md-list">
            {COVERED.map(({ label, species }) => (
              <li key={label}>
                {label}: {species}
              </li>
            ))}
          </ul>
        )}
      </section>
    );
  const { potential, warnings } = coverage;
  const sums = sumsOf(potential, coulomb, recipe);
  return (
    <section aria-label="Potential">
      <h3 className="caps">
        Potential <span className="note">{potential.id}</span>
      </h3>
      <p>{potential.label}</p>
      {sums !== null && (
        <>
          {!isAlone && (
            <SegmentedControl
              label="Coulomb sum"
              value={coulomb}
              options={[
                ['dsf', 'To 12 Å'],
                ['pppm', 'Whole (PPPM)'],
              ]}
              onChange={(wanted) => choose({ coulomb: wanted })}
            />
          )}
          <p className="about">{sums.about}</p>
        </>
      )}
      <ul className="md-list">
        {potential.assumptions.map((text) => (
          <li key={text}>{text}</li>
        ))}
        {warnings.map((text) => (
          <li key={text}>
            <b>Note:</b> {chemistry(text)}
          </li>
        ))}
      </ul>
      <details className="more">
        <summary>form, charges and sources</summary>
        <p className="about">{formText(potential, sums?.ewald ?? null)}.</p>
        <p className="about">
          {potential.species
            .map(({ symbol, chargeE }) => `${symbol} ${signed(chargeE, 3)}`)
            .join(', ')}{' '}
          e.
        </p>
        <ul className="md-list">
          {potential.sources.map((source) => (
            <li key={source.id}>
              {source.cite},{' '}
              <a href={hrefOf(source)} target="_blank" rel="noreferrer">
                {source.id}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
