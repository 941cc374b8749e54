import { useMemo } from 'react';
import { changeMarks, commitMarks, type Marks, previewMarks } from '#app/document/marks/marks.ts';
import { type BondRules, MAX_RULE_ANG, pairName, usualBondAng } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import { NumberField } from '#ui/kit/fields.tsx';
import { pairText } from '#ui/kit/format.ts';

/** Where a rule begins for a pair that has no bonds by itself, Å. */
const FIRST_RULE_ANG = 3;

/** @param ang undefined: by covalent radii */
const withRule =
  (name: string, ang: number | undefined) =>
  (marks: Marks): Marks => {
    const { [name]: _, ...others } = marks.bondRules;
    return { ...marks, bondRules: ang === undefined ? others : { ...others, [name]: ang } };
  };

/**
 * The longest bond that is drawn between each pair of elements: by covalent radii, by a length, or none.
 * @param props.elements atomic numbers in the picture
 */
export function BondRuleFields(props: {
  readonly elements: readonly number[];
  /** The longest sticks that the crystals of these atoms have; absent where none is known. */
  readonly sticksAng?: Structure['sticksAng'];
  readonly rules: BondRules;
}) {
  const { elements, sticksAng, rules } = props;
  const pairs = useMemo(
    () =>
      elements.flatMap((p, i) =>
        elements
          .slice(i)
          .map((q) => ({ name: pairName(p, q), usualAng: usualBondAng(p, q, sticksAng) })),
      ),
    [elements, sticksAng],
  );
  const ruled = pairs.filter(({ name }) => rules[name] !== undefined);
  const set = (name: string, ang: number | undefined) => changeMarks(withRule(name, ang));
  return (
    <details className="bond-rules">
      <summary>Bonds by pair{ruled.length > 0 && ` · ${ruled.length} of your own`}</summary>
      <p className="under">
        By itself a bond is drawn as long as the crystals have it, across an interface too: none to
        a cation with more than eight ligands, between like charges, or of a metal to a cation. Of a
        file: up to 1.2 times the covalent radii. In a run those at rest hold to 1.25 times their
        length. A length of your own stands above that. Only the picture follows; the lengths stay
        with the document and its link.
      </p>
      <ul>
        {pairs.map(({ name, usualAng }) => {
          const ruleAng = rules[name];
          const shown = ruleAng ?? usualAng;
          const label = pairText(name);
          return (
            <li key={name}>
              <label className="pair">
                <input
                  type="checkbox"
                  checked={shown > 0}
                  onChange={(e) =>
                    set(name, !e.target.checked ? 0 : usualAng > 0 ? undefined : FIRST_RULE_ANG)
                  }
                />
                {label}
              </label>
              {shown > 0 && (
                <NumberField
                  label={`${label}, longest bond`}
                  hideLabel
                  value={Number(fixed(shown, 2))}
                  digits={2}
                  step={0.05}
                  min={0.5}
                  max={MAX_RULE_ANG}
                  unit="Å"
                  onPreview={(ang) => previewMarks(withRule(name, ang))}
                  onCommit={commitMarks}
                />
              )}
              {ruleAng !== undefined && (
                <button
                  type="button"
                  className="button small quiet"
                  aria-label={`${label} by radii again`}
                  onClick={() => set(name, undefined)}
                >
                  by radii
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {elements.length === 0 && <p className="under">There are no atoms.</p>}
    </details>
  );
}
