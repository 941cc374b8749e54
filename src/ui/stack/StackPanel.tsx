import { useMemo } from 'react';
import { commit, preview } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { commitVacuum } from '#app/interface/commitVacuum.ts';
import { fixed } from '#core/math/decimals.ts';
import type { BuiltSlab } from '#core/recipe/build.ts';
import { addFilm } from '#core/recipe/edits/film.ts';
import { shareStrain, strainByElasticity, strainWho } from '#core/recipe/edits/strain.ts';
import { changeClosing, changeVacuum, setSuperlattice } from '#core/recipe/edits/vacuum.ts';
import { FIRST_FILM } from '#core/recipe/presets/presets.ts';
import { closingOf, emptyAng, filmsOf, type SlabSpec, substrateOf } from '#core/recipe/recipe.ts';
import { InterfaceCard } from '#ui/interface/InterfaceCard.tsx';
import { NumberField, SegmentedControl } from '#ui/kit/fields.tsx';
import { useDerived, useRecipe } from '#ui/state/hooks.ts';
import { usePlaceButton } from '#ui/state/places.ts';
import { SlabCard } from './SlabCard.tsx';
import './stack.css';

/** Where atoms were moved or added, the vacuum between them is not the one that the slabs were cut for. */
function VacuumLeft({ askedAng, leftAng }: { askedAng: number; leftAng: number }) {
  if (Math.abs(leftAng - askedAng) < 0.005) return null;
  return (
    <p className="about">
      {fixed(leftAng, 2)} Å between the atoms as they are: they were moved or added after the cut.
    </p>
  );
}

/** The stack as it stands: top is top. */
export function StackPanel() {
  const importButton = usePlaceButton('import');
  const recipe = useRecipe();
  const { model, pending } = useDerived();
  const films = filmsOf(recipe);
  const { strained } = recipe;
  const elasticShare = useMemo(() => model && strainByElasticity(model.built, library), [model]);
  // After a refused edit the picture still shows the last model, whose numbers are not those of the edited slab.
  const builtOf = (slab: SlabSpec, step: number): BuiltSlab | null => {
    const found = model?.built.slabs[step];
    const same = found?.spec.material === slab.material && `${found.spec.hkl}` === `${slab.hkl}`;
    return found && (same || pending) ? found : null;
  };
  const closing = closingOf(recipe).kind;
  return (
    <section className="stack columned" aria-label="Stack">
      <div className="caps">
        <h2 className="caps">Stack</h2>
        <span className="note">top → bottom</span>
      </div>
      <div className="row closing">
        <select
          className="pick"
          aria-label="Above the top slab"
          title="A free stack in vacuum, or one that repeats along c without end"
          value={closing}
          onChange={(e) => commit(setSuperlattice(e.target.value === 'superlattice'))}
        >
          <option value="vacuum">Vacuum</option>
          <option value="superlattice">Superlattice d₀</option>
        </select>
        <NumberField
          hideLabel
          label={closing === 'vacuum' ? 'Vacuum' : 'd₀ to the next period'}
          title={
            closing === 'vacuum'
              ? 'Total empty length along c; half of it lies below the stack, half above'
              : 'Height of the lowest atom of the next period’s substrate above the highest atom of the top slab'
          }
          value={emptyAng(recipe)}
          digits={2}
          step={closing === 'vacuum' ? 0.5 : 0.05}
          min={0}
          max={closing === 'vacuum' ? 1000 : 100}
          unit="Å"
          onPreview={(v) => preview(closing === 'vacuum' ? changeVacuum(v) : changeClosing(v))}
          onCommit={() => void commitVacuum()}
        />
      </div>
      {closing === 'vacuum' && model && !pending && (
        <VacuumLeft askedAng={emptyAng(recipe)} leftAng={model.report.vacuum} />
      )}
      {[...films.keys()].reverse().map((i) => (
        // The place in the stack is the identity of a slab.
        <div key={i} style={{ display: 'contents' }}>
          <SlabCard
            step={i + 1}
            slab={films[i]!.slab}
            built={builtOf(films[i]!.slab, i + 1)}
            films={films.length}
          />
          <InterfaceCard step={i + 1} film={films[i]!} />
        </div>
      ))}
      <SlabCard
        step={0}
        slab={substrateOf(recipe).slab}
        built={builtOf(substrateOf(recipe).slab, 0)}
        films={films.length}
      />
      {films.length > 0 && (
        <div
          className="row strained"
          title="Which slab gives way so that both share one in-plane cell"
        >
          <span className="label">strained</span>
          <SegmentedControl
            label="Who is strained"
            value={strained.who}
            options={[
              ['film', 'film'],
              ['shared', 'shared'],
              ['substrate', 'substrate'],
            ]}
            onChange={(who) => commit(strainWho(who))}
          />
        </div>
      )}
      {films.length > 0 && model && (
        <button
          type="button"
          className="button small share"
          disabled={elasticShare === null}
          title={
            elasticShare === null
              ? 'Needs elastic constants of the substrate and the first film: the library has none for at least one of them'
              : 'Share the strain so that the elastic energy of both slabs, at their thicknesses, is least'
          }
          onClick={() => elasticShare && commit(elasticShare)}
        >
          Share by elastic constants
        </button>
      )}
      {strained.who === 'shared' && (
        <NumberField
          label="Film's share of the strain"
          title="1: the film takes all of the stretch between the two cells; 0: the substrate does"
          value={100 * strained.filmShare}
          digits={0}
          step={5}
          min={0}
          max={100}
          unit="%"
          onPreview={(v) => preview(shareStrain(v / 100))}
          onCommit={() => commit()}
        />
      )}
      <div>
        <button
          type="button"
          className="button quiet"
          onClick={() => commit(addFilm(FIRST_FILM, library))}
        >
          + Add a slab
        </button>
        <button type="button" className="button quiet" aria-haspopup="dialog" {...importButton}>
          Import a crystal…
        </button>
      </div>
    </section>
  );
}
