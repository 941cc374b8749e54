import { commit, preview } from '#app/document/document.ts';
import type { Built } from '#core/recipe/build.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { countFrozen } from '#core/recipe/freeze.ts';
import { type Freeze, freezeOf } from '#core/recipe/recipe.ts';
import { MAX_PLANES } from '#core/surface/slab.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';
import { FreezeDistanceField } from './FreezeDistanceField.tsx';

/** What a choice begins with. */
const FIRST: Readonly<Record<Freeze['kind'], Freeze>> = {
  none: { kind: 'none' },
  planes: { kind: 'planes', bottom: 2, top: 0 },
  beyond: { kind: 'beyond', distanceAng: 8 },
};

/** Which atoms of the document stay where they are, in every file and in runs of molecular dynamics. */
export function FreezeFields({ built }: { readonly built: Built }) {
  const freeze = freezeOf(built.recipe);
  const planes = (label: string, side: 'bottom' | 'top') =>
    freeze.kind === 'planes' && (
      <NumberField
        label={label}
        value={freeze[side]}
        digits={0}
        step={1}
        min={0}
        max={MAX_PLANES}
        short
        onPreview={(count) => preview(setFreeze({ ...freeze, [side]: count }))}
        onCommit={() => commit()}
      />
    );
  return (
    <>
      <Choice<Freeze['kind']>
        label="frozen atoms"
        value={freeze.kind}
        options={[
          ['none', 'none'],
          ['planes', 'outer planes'],
          ...(built.slabs.length > 1 || freeze.kind === 'beyond'
            ? ([['beyond', 'far from the interface']] as const)
            : []),
        ]}
        onChange={(kind) => commit(setFreeze(FIRST[kind]))}
      />
      {planes('planes at the bottom', 'bottom')}
      {planes('planes at the top', 'top')}
      {freeze.kind === 'beyond' && (
        <FreezeDistanceField label="farther than" distanceAng={freeze.distanceAng} />
      )}
      {freeze.kind !== 'none' && (
        <p className="about">
          {countFrozen(built)} of {built.structure.numbers.length} atoms frozen. Part of the
          document: links, files and runs keep it.
        </p>
      )}
    </>
  );
}
