import { type ReactNode, useMemo, useState } from 'react';
import { commit } from '#app/document/document.ts';
import { materialIn } from '#app/document/library.ts';
import type { MatchList } from '#app/matches/matching.ts';
import type { Match } from '#core/match/match.ts';
import type { IntMat2 } from '#core/math/plane2.ts';
import { fileStem } from '#core/recipe/documentName.ts';
import { strainWho } from '#core/recipe/edits/strain.ts';
import { slabTitle } from '#core/recipe/edits/title.ts';
import type { EnergyOf } from '#core/recipe/matchEnergy.ts';
import { filmsOf, type SlabSpec, substrateOf } from '#core/recipe/recipe.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { thousands } from '#ui/kit/format.ts';
import { saveText } from '#ui/kit/saveFile.ts';
import type { Sorting } from '#ui/kit/table/LongTable.tsx';
import { useRecipe } from '#ui/state/hooks.ts';
import { MatchesTable } from './MatchesTable.tsx';
import { csvOf, type MatchRow, type SortKey, sorted } from './matchRows.ts';
import { useEnergies } from './useEnergies.ts';

interface ListProps {
  readonly list: MatchList;
  readonly rows: readonly MatchRow[];
  readonly front: ReadonlySet<Match>;
  readonly built: Match | null;
  readonly written: readonly [film: IntMat2, substrate: IntMat2] | null;
  /** The match that is shown first. */
  readonly best: Match | null;
  /** The planes are the stack's, and its own cell is not among the rows. */
  readonly unlisted: boolean;
  readonly energy: EnergyOf | null;
  readonly repeats: boolean;
  readonly onRepeats: (shown: boolean) => void;
  readonly onChoose: (match: Match) => void;
  /** Stands in place of an empty table. */
  readonly empty: ReactNode;
}

/** The matches as a table, with what sorts, filters and saves it. */
export function MatchesList(props: ListProps) {
  const {
    list,
    rows,
    front,
    built,
    written,
    best,
    unlisted,
    energy,
    repeats,
    onRepeats,
    onChoose,
    empty,
  } = props;
  const recipe = useRecipe();
  const [sorting, setSorting] = useState<Sorting<SortKey>>({ key: 'area', down: false });
  const ready = useEnergies(rows, energy);
  const shown = useMemo(() => {
    const byEnergy = sorting.key === 'energy';
    return byEnergy && !ready ? rows : sorted(rows, sorting, energy);
  }, [rows, sorting, energy, ready]);
  const save = () => {
    const title = ({ material, hkl }: SlabSpec, planes: readonly number[] | undefined) =>
      slabTitle(materialIn(recipe, material), material, planes ?? hkl);
    const film = title(filmsOf(recipe)[0]!.slab, list.planes?.film);
    const substrate = title(substrateOf(recipe).slab, list.planes?.substrate);
    const stem = fileStem(`${film} on ${substrate}`);
    saveText(`${stem}_matches.csv`, csvOf(shown, front, ready ? energy : null));
  };
  return (
    <div className="find-list">
      <div className="line">
        <span
          className="under"
          title="Which slab gives way so that both share one in-plane cell: the strains in the table and the plot follow"
        >
          Strained
        </span>
        <SegmentedControl
          label="Who is strained in these matches"
          value={recipe.strained.who}
          options={[
            ['film', 'film'],
            ['shared', 'shared'],
            ['substrate', 'substrate'],
          ]}
          onChange={(who) => commit(strainWho(who))}
        />
        <label
          className="tick"
          title="Cells that hold a smaller cell of the very same interface a whole number of times"
        >
          <input type="checkbox" checked={repeats} onChange={(e) => onRepeats(e.target.checked)} />
          repeats of smaller cells
        </label>
        {unlisted && rows.length > 0 && (
          <span className="under" role="status">
            The cell that is built is not in this list.
          </span>
        )}
        {list.truncated && (
          <span className="warn" role="status">
            The list ends at {thousands(list.matches.length)}: larger cells are left out. Lower the
            strain or the area.
          </span>
        )}
        <span className="spacer" />
        <button
          type="button"
          className="button small"
          disabled={shown.length === 0 || (energy !== null && !ready)}
          title="The table as comma-separated values, in the order shown"
          onClick={save}
        >
          CSV
        </button>
      </div>
      {rows.length > 0 ? (
        <MatchesTable
          rows={shown}
          front={front}
          built={built}
          written={written}
          best={best}
          energy={energy}
          sorting={sorting}
          onSort={setSorting}
          onChoose={onChoose}
        />
      ) : (
        empty
      )}
    </div>
  );
}
