import { useStore } from 'zustand';
import {
  bondsOn,
  changeBond,
  forgetBonds,
  isBondOf,
  keepBond,
} from '#app/document/marks/handBonds.ts';
import { type KeptBond, marksStore } from '#app/document/marks/marks.ts';
import { elsewhereText } from '#app/document/marks/theseAtoms.ts';
import { pickedStore, setPicked } from '#app/look/pickedAtoms.ts';
import { selectionStore } from '#app/look/selection.ts';
import { sessionStore } from '#app/look/session.ts';
import { openPlace } from '#app/shell/places.ts';
import { type HandBond, isSameBond, movedHandBonds } from '#core/crystal/coordination/handBonds.ts';
import { HOLDS_TO } from '#core/crystal/coordination/heldBonds.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { isBondByRule, pairName } from '#core/crystal/neighbors.ts';
import { fixed } from '#core/math/decimals.ts';
import { atomName } from '#ui/look/atomName.ts';
import type { AtomsNow } from '#ui/look/atoms/atomsNow.ts';
import { neighbourName } from '#ui/look/atoms/atomWords.ts';
import { bondBetween, lengthOf, nearerBond } from './pickedBond.ts';

/** Sticks between two atoms each, drawn or left out whatever the rules by pair of elements say. */
export function BondsTab({ atoms }: { readonly atoms: AtomsNow }) {
  const { structure, rest, marked } = atoms;
  const { numbers } = structure;
  const kept = useStore(marksStore, (s) => s.now.marks.bonds);
  const nameOf = ({ a, b, image }: Pick<HandBond, 'a' | 'b' | 'image'>) =>
    `${atomName(numbers, a)} – ${neighbourName(numbers, { atom: b, image })}`;
  return (
    <>
      <PickedBond atoms={atoms} nameOf={nameOf} />
      {kept.length > 0 && (
        <ul className="measured-list" aria-label="Bonds by hand">
          {kept.map((bond) => {
            const isHere = isBondOf(bond, marked);
            const [now] = isHere ? movedHandBonds([bond], rest, structure) : [];
            const nearest = isHere ? nearerBond(bond, rest) : null;
            const what = now === undefined ? elsewhere(bond) : nameOf(now);
            return (
              <li key={`${bond.of} ${bond.elements} ${bond.a} ${bond.b} ${bond.image}`}>
                <button
                  type="button"
                  className="measured-name"
                  disabled={!isHere}
                  title="Pick these atoms in the picture"
                  onClick={() => setPicked(bond.a === bond.b ? [bond.a] : [bond.a, bond.b])}
                >
                  <span className="under">{bond.isDrawn ? 'drawn' : 'hidden'}</span>
                  {what}
                  {!isHere && <span className="under">{elsewhereText(bond, marked)}</span>}
                  {nearest !== null && (
                    <span className="under warn">
                      no longer the nearest image: that is {fixed(lengthOf(nearest, rest), 3)} Å
                      away
                    </span>
                  )}
                </button>
                <strong>
                  {now === undefined ? '–' : `${fixed(lengthOf(now, structure), 3)} Å`}
                </strong>
                {nearest !== null && (
                  <button
                    type="button"
                    className="button small"
                    aria-label={`Take the nearest image: ${what}`}
                    onClick={() => changeBond(bond, { ...bond, ...nearest })}
                  >
                    Take the nearest
                  </button>
                )}
                <button
                  type="button"
                  className="button quiet"
                  aria-label={`By the rule again: ${what}`}
                  title="By the rule again"
                  onClick={() => forgetBonds((other) => other === bond)}
                >
                  ✕
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <div className="button-row">
        <button
          type="button"
          className="button small"
          disabled={kept.length === 0}
          onClick={() => forgetBonds(() => true)}
        >
          All by the rules again
        </button>
        <button type="button" className="button small" onClick={() => openPlace('look')}>
          Bonds by pair of elements…
        </button>
      </div>
      <p className="under">
        Every repeated cell follows, and each frame; polyhedra and the atoms that complete the cell
        too. Neighbours, contacts, energies and files of structures do not. Kept with the document,
        in its link, stories and figures; Undo takes a step back.
      </p>
    </>
  );
}

/** The two atoms that are picked, or selected, and what can be done with the stick between them. */
function PickedBond(props: {
  readonly atoms: AtomsNow;
  readonly nameOf: (bond: Pick<HandBond, 'a' | 'b' | 'image'>) => string;
}) {
  const { structure, rest, model, marked } = props.atoms;
  const { numbers } = structure;
  const kept = useStore(marksStore, (s) => s.now.marks.bonds);
  const picked = useStore(pickedStore);
  const selected = useStore(selectionStore, (s) => s.atoms);
  const measureBy = useStore(sessionStore, (s) => s.measureBy);
  const rules = useStore(marksStore, (s) => s.now.marks.bondRules);
  const two = picked.atoms.length === 2 ? picked.atoms : selected;
  const [a, b, ...others] = two;
  if (a === undefined || b === undefined || others.length > 0 || Math.max(a, b) >= numbers.length)
    return (
      <p className="under">
        Pick two atoms: click one, then the other, or type their numbers below the picture.
      </p>
    );
  const [p, q] = picked.cells;
  const ends = bondBetween(
    [a, b],
    two === picked.atoms && p !== undefined && q !== undefined ? [p, q] : null,
    measureBy,
    structure,
  );
  if (ends === null) return <p className="under">These are one atom twice.</p>;
  const distanceAng = lengthOf(ends, structure);
  const charges = model?.built.charges ?? [];
  // The list counts cells as the atoms lie at rest.
  const atRest = (drawn: boolean) =>
    movedHandBonds([{ ...ends, isDrawn: drawn }], structure, rest)[0]!;
  const restAng = lengthOf(atRest(true), rest);
  const isByRule =
    isBondByRule(structure, charges, rules, [a, b], distanceAng) ||
    (distanceAng <= HOLDS_TO * restAng &&
      isBondByRule(structure, charges, rules, [a, b], restAng) &&
      rules[pairName(numbers[a]!, numbers[b]!)] === undefined);
  const byHand = movedHandBonds(bondsOn(kept, marked), rest, structure).find((bond) =>
    isSameBond(bond, ends),
  );
  const isDrawn = byHand?.isDrawn ?? isByRule;
  const buttons = [
    ['Draw a bond', isDrawn, () => keepBond(atRest(true), marked)],
    ['Hide the bond', !isDrawn, () => keepBond(atRest(false), marked)],
    [
      'By the rule again',
      byHand === undefined,
      () => forgetBonds((bond) => isBondOf(bond, marked) && isSameBond(bond, atRest(bond.isDrawn))),
    ],
  ] as const;
  return (
    <>
      <h3 className="atom-title">
        {props.nameOf(ends)}
        <span className="under">{fixed(distanceAng, 3)} Å</span>
      </h3>
      <p role="status" className="under">
        {isDrawn ? 'Drawn' : 'Not drawn'}, {byHand === undefined ? 'by the rule' : 'by hand'}
      </p>
      <div className="button-row">
        {buttons.map(([text, isIdle, act]) => (
          <button key={text} type="button" className="button small" disabled={isIdle} onClick={act}>
            {text}
          </button>
        ))}
      </div>
    </>
  );
}

/** Atoms of other structures have numbers and elements only. */
const elsewhere = ({ a, b, elements: [p = 0, q = 0] = [] }: KeptBond): string =>
  `${SYMBOLS[p] ?? ''} ${a + 1} – ${SYMBOLS[q] ?? ''} ${b + 1}`;
