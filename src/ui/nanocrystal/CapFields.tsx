import { useState } from 'react';
import { library } from '#app/document/library.ts';
import { editNanocrystal } from '#app/nanocrystal/nanocrystalStore.ts';
import { problemText } from '#app/nanocrystal/problemText.ts';
import type { CapShape, CapSpec, NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { orientationOf } from '#core/nanocrystal/orientation.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { readThreeIndices, spacedIndices } from '#core/surface/miller.ts';
import { Choice, ParsedField } from '#ui/kit/fields.tsx';
import { CommittedNumber } from './CommittedNumber.tsx';
import { CrystalFields } from './CrystalFields.tsx';
import { StrainFields } from './StrainFields.tsx';

const SHAPES = [
  ['none', 'none'],
  ['hemisphere', 'a hemisphere on a face'],
  ['cap', 'a cap on a face'],
  ['plate', 'a plate on a face'],
  ['shell', 'a shell all around'],
  ['rod', 'a rod around the core'],
] as const;

/** Each length of a shape, with its name in the recipe. */
const LENGTHS = {
  radiusNm: 'radius',
  heightNm: 'height',
  lengthNm: 'length',
  widthNm: 'width',
  thicknessNm: 'thickness',
} as const;

const FIRST_SHAPES: Readonly<Record<CapShape['kind'], CapShape>> = {
  hemisphere: { kind: 'hemisphere', radiusNm: 2 },
  cap: { kind: 'cap', radiusNm: 2, heightNm: 1 },
  plate: { kind: 'plate', lengthNm: 3, widthNm: 3, heightNm: 1 },
  shell: { kind: 'shell', thicknessNm: 1 },
  rod: { kind: 'rod', radiusNm: 4, lengthNm: 12 },
};

interface CapFieldsProps {
  readonly recipe: NanocrystalRecipe;
  /** The interface on the page, whose orientation can be taken over. */
  readonly document: Recipe;
}

/** The second crystal: its shape, which planes and directions are parallel, and where it stands. */
export function CapFields({ recipe, document }: CapFieldsProps) {
  const { cap } = recipe;
  const [refusal, setRefusal] = useState<string | null>(null);
  const setCap = (change: Partial<CapSpec>) =>
    editNanocrystal((r) => (r.cap === null ? r : { ...r, cap: { ...r.cap, ...change } }));
  const choose = (kind: (typeof SHAPES)[number][0]) =>
    editNanocrystal((r) =>
      kind === 'none'
        ? { ...r, cap: null }
        : { ...r, cap: { ...(r.cap ?? firstCap(r)), shape: FIRST_SHAPES[kind] } },
    );
  const follow = () => {
    try {
      setCap(orientationOf(document, library));
      setRefusal(null);
    } catch (error) {
      setRefusal(problemText(error as Error));
    }
  };
  return (
    <section aria-label="Second crystal">
      <h3>Second crystal</h3>
      <Choice label="shape" value={cap?.shape.kind ?? 'none'} options={SHAPES} onChange={choose} />
      {cap && (
        <>
          <CrystalFields spec={cap} recipe={recipe} onChange={setCap} />
          {Object.entries(LENGTHS).map(([key, label]) => {
            // A shape is its kind and some of these lengths: what is read and set here by name keeps its kind.
            const value = (cap.shape as unknown as Record<string, number>)[key];
            return value === undefined ? null : (
              <CommittedNumber
                key={key}
                label={label}
                value={value}
                unit="nm"
                min={0.05}
                max={100}
                onCommit={(x) => setCap({ shape: { ...cap.shape, [key]: x } as CapShape })}
              />
            );
          })}
          <PlaneField
            label="face of the core"
            value={cap.facet}
            onCommit={(facet) => setCap({ facet })}
          />
          <PlaneField label="its plane" value={cap.plane} onCommit={(plane) => setCap({ plane })} />
          <PlaneField
            label="direction, core"
            value={cap.directions.core}
            onCommit={(uvw) => setCap({ directions: { ...cap.directions, core: uvw } })}
          />
          <PlaneField
            label="direction, its own"
            value={cap.directions.cap}
            onCommit={(uvw) => setCap({ directions: { ...cap.directions, cap: uvw } })}
          />
          <button
            type="button"
            className="button small"
            title="Planes, directions and gap of the lowest interface of the document on the page"
            onClick={follow}
          >
            As in the document’s interface
          </button>
          {refusal !== null && (
            <p className="hint" role="alert">
              {refusal}
            </p>
          )}
          <StrainFields cap={cap} onRefused={setRefusal} />
          <CommittedNumber
            label="gap"
            title="From the outermost plane of the core to the innermost of this crystal"
            value={cap.gapAng}
            unit="Å"
            min={0}
            max={20}
            onCommit={(gapAng) => setCap({ gapAng })}
          />
          {([0, 1] as const).map((k) => (
            <CommittedNumber
              key={k}
              label={k === 0 ? 'shift along' : 'shift across'}
              value={cap.shiftAng[k]}
              unit="Å"
              min={-100}
              max={100}
              onCommit={(x) =>
                setCap({ shiftAng: k === 0 ? [x, cap.shiftAng[1]] : [cap.shiftAng[0], x] })
              }
            />
          ))}
        </>
      )}
    </section>
  );
}

function PlaneField(props: {
  readonly label: string;
  readonly value: readonly [number, number, number];
  readonly onCommit: (value: readonly [number, number, number]) => void;
}) {
  return (
    <ParsedField
      label={props.label}
      text={spacedIndices(props.value)}
      parse={readThreeIndices}
      expected="three whole numbers, such as 1 1 0"
      onCommit={props.onCommit}
    />
  );
}

/** On the first face of the core, cube on cube. */
const firstCap = ({ core }: NanocrystalRecipe): CapSpec => ({
  material: 'CdS',
  cell: library.get('CdS')!.constants[0]!.cell,
  shape: FIRST_SHAPES.hemisphere,
  facet: core.facets[0]?.hkl ?? [1, 0, 0],
  plane: core.facets[0]?.hkl ?? [1, 0, 0],
  directions: { core: alongOf(core.facets[0]?.hkl), cap: alongOf(core.facets[0]?.hkl) },
  gapAng: 2.8,
  shiftAng: [0, 0],
});

/** A direction in a plane. */
function alongOf(
  hkl: readonly [number, number, number] = [1, 0, 0],
): readonly [number, number, number] {
  const [h, k, l] = hkl;
  return h === 0 && k === 0 ? [1, 0, 0] : l === 0 ? [0, 0, 1] : [-k + 0, h, 0];
}
