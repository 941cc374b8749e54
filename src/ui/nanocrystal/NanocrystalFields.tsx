import { useStore } from 'zustand';
import { editNanocrystal, nanocrystalStore } from '#app/nanocrystal/nanocrystalStore.ts';
import { atomicNumber } from '#core/crystal/elements.ts';
import { facesBy } from '#core/nanocrystal/facets.ts';
import type { CoreSpec, FacetSpec } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { readThreeIndices, spacedIndices } from '#core/surface/miller.ts';
import { Choice, ParsedField } from '#ui/kit/fields.tsx';
import { useRecipe } from '#ui/state/hooks.ts';
import { CapFields } from './CapFields.tsx';
import { CommittedNumber } from './CommittedNumber.tsx';
import { CrystalFields } from './CrystalFields.tsx';

type Indices = readonly [number, number, number];

const setCore = (change: Partial<CoreSpec>) =>
  editNanocrystal((r) => ({ ...r, core: { ...r.core, ...change } }));

const FACES_BY = [
  ['distance', 'distance'],
  ['energy', 'energy (Wulff)'],
] as const;

/** All that a nanocrystal is made of. Every field is one step of its history. */
export function NanocrystalFields() {
  const recipe = useStore(nanocrystalStore, (s) => s.recipe);
  const { core } = recipe;
  const setFacet = (at: number, change: (facet: FacetSpec) => FacetSpec | null) =>
    editNanocrystal(({ core: { sizeNm, ...rest }, ...r }) => {
      const facets = rest.facets.flatMap((facet, n) => (n === at ? (change(facet) ?? []) : facet));
      // The size is that of faces by energy: a sphere alone has none.
      const size = sizeNm === undefined || facets.length === 0 ? {} : { sizeNm };
      return { ...r, core: { ...rest, facets, ...size } };
    });
  const byEnergy = core.facets.some((f) => f.energy !== undefined);
  return (
    <>
      <section aria-label="Core">
        <h3>Core</h3>
        <CrystalFields spec={core} recipe={recipe} onChange={setCore} />
        <ParsedField
          label="in the middle"
          title="Fractions of the cell: the point in the middle of the particle"
          text={core.centre.join(' ')}
          parse={readFractions}
          expected="three numbers from −1 to 1"
          onCommit={(centre) => setCore({ centre })}
        />
        {core.facets.length > 0 && (
          <Choice
            label="faces by"
            value={byEnergy ? 'energy' : 'distance'}
            options={FACES_BY}
            onChange={(by) => editNanocrystal((r) => ({ ...r, core: facesBy(r.core, by) }))}
          />
        )}
        {core.facets.map((facet, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: faces are told apart by their place alone
          <fieldset key={n} className="nanocrystal-facet">
            <legend>
              face {n + 1}
              <button
                type="button"
                className="linkish"
                aria-label={`Remove face ${n + 1}`}
                disabled={core.facets.length === 1 && core.sphereNm === undefined}
                onClick={() => setFacet(n, () => null)}
              >
                remove
              </button>
            </legend>
            <ParsedField
              label="h k l"
              text={spacedIndices(facet.hkl)}
              parse={readThreeIndices}
              expected="three whole numbers, such as 1 1 0"
              onCommit={(hkl) => setFacet(n, (f) => ({ ...f, hkl }))}
            />
            <CommittedNumber
              label={byEnergy ? 'energy' : 'distance'}
              title={
                byEnergy
                  ? 'Surface energy in any unit, the same for all faces: distances are in proportion to it'
                  : 'From the middle of the particle'
              }
              value={byEnergy ? facet.energy! : facet.distanceNm!}
              unit={byEnergy ? 'J/m²' : 'nm'}
              min={byEnergy ? 1e-4 : 0.05}
              max={100}
              onCommit={(x) =>
                setFacet(n, (f) => (byEnergy ? { ...f, energy: x } : { ...f, distanceNm: x }))
              }
            />
            <ParsedField
              label="ends in"
              title="Elements of the outermost plane, such as Cs Br; nothing for whatever lies there"
              text={facet.species?.join(' ') ?? ''}
              parse={readSpecies}
              expected="symbols of elements, or nothing"
              onCommit={(species) =>
                setFacet(n, ({ species: _, ...f }) =>
                  species.length === 0 ? f : { ...f, species },
                )
              }
            />
            <label className="check">
              <input
                type="checkbox"
                checked={facet.single !== true}
                onChange={(e) =>
                  setFacet(n, ({ single: _, ...f }) =>
                    e.target.checked ? f : { ...f, single: true },
                  )
                }
              />
              its whole family
            </label>
          </fieldset>
        ))}
        <button
          type="button"
          className="button small"
          disabled={core.facets.length >= 20}
          onClick={() => setCore({ facets: [...core.facets, nextFacet(core)] })}
        >
          Add a face
        </button>
        {byEnergy && (
          <CommittedNumber
            label="size"
            title="Twice the distance of the face of least energy"
            value={core.sizeNm!}
            unit="nm"
            min={0.5}
            max={100}
            onCommit={(sizeNm) => setCore({ sizeNm })}
          />
        )}
        <label className="check">
          <input
            type="checkbox"
            checked={core.sphereNm !== undefined}
            disabled={core.sphereNm !== undefined && core.facets.length === 0}
            onChange={(e) =>
              editNanocrystal(({ core: { sphereNm: _, ...rest }, ...r }) => ({
                ...r,
                core: e.target.checked ? { ...rest, sphereNm: 5 } : rest,
              }))
            }
          />
          cut by a sphere
        </label>
        {core.sphereNm !== undefined && (
          <CommittedNumber
            label="diameter"
            value={core.sphereNm}
            unit="nm"
            min={0.5}
            max={100}
            onCommit={(sphereNm) => setCore({ sphereNm })}
          />
        )}
      </section>
      <CapFields recipe={recipe} document={useRecipe()} />
      <section aria-label="Surface">
        <h3>Surface</h3>
        <CommittedNumber
          label="neighbours, at least"
          title="Atoms with fewer bonded neighbours are left out, again and again; 0 keeps all"
          value={recipe.leastNeighbours}
          digits={0}
          unit=""
          min={0}
          max={12}
          onCommit={(leastNeighbours) => editNanocrystal((r) => ({ ...r, leastNeighbours }))}
        />
        <label
          className="check"
          title="Ions of the sign in excess are taken away, the least bonded first: corners, edges, faces"
        >
          <input
            type="checkbox"
            checked={recipe.neutral}
            onChange={(e) => editNanocrystal((r) => ({ ...r, neutral: e.target.checked }))}
          />
          made neutral, from the corners
        </label>
        <CommittedNumber
          label="margin of the box"
          value={recipe.marginNm}
          unit="nm"
          min={0.1}
          max={100}
          onCommit={(marginNm) => editNanocrystal((r) => ({ ...r, marginNm }))}
        />
      </section>
    </>
  );
}

/** A face that is new: the first of the common ones that is not there. */
function nextFacet({ facets, sphereNm }: CoreSpec): FacetSpec {
  const common: readonly Indices[] = [
    [1, 0, 0],
    [1, 1, 0],
    [1, 1, 1],
    [2, 1, 0],
    [2, 1, 1],
  ];
  const hkl =
    common.find((c) => !facets.some((f) => f.hkl.join() === c.join())) ?? ([3, 1, 0] as const);
  const last = facets.at(-1);
  if (last?.energy !== undefined) return { hkl, energy: last.energy };
  return { hkl, distanceNm: last?.distanceNm ?? (sphereNm ?? 4) / 2 };
}

function readSpecies(text: string): readonly string[] | null {
  const words = text.split(/[\s,]+/).filter(Boolean);
  return words.every((w) => atomicNumber(w) !== undefined) ? words : null;
}

function readFractions(text: string): Indices | null {
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const isRight = numbers.length === 3 && numbers.every((x) => x >= -1 && x <= 1);
  // Three, as was just counted.
  return isRight ? (numbers as unknown as Indices) : null;
}
