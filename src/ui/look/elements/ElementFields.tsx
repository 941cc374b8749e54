import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import {
  isByHand,
  withElement,
  withoutElement,
  withoutElements,
} from '#app/document/marks/elementLooks.ts';
import { changeMarks, commitMarks, marksStore, previewMarks } from '#app/document/marks/marks.ts';
import { askedElementStore } from '#app/look/askedElement.ts';
import type { PictureStyle } from '#app/look/session.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { fixed } from '#core/math/decimals.ts';
import { BALL_LIMITS_ANG } from '#core/story/elementLooks.ts';
import { NumberField } from '#ui/kit/fields.tsx';
import { byElement } from '#ui/look/colourings/element.ts';
import { usualAng } from '#ui/look/scene/lookOf.ts';
import { useColouring } from '#ui/look/useColouring.ts';
import { useSession } from '#ui/state/hooks.ts';
import { nearText } from './nearColours.ts';
import './elementFields.css';

/** How a radius becomes that of the balls that are drawn. */
const DRAWN_AS: Readonly<Record<PictureStyle, string>> = {
  balls: 'Balls are drawn with these radii',
  filling: 'Balls are drawn with these radii',
  sticks: 'Only atoms without a bond are balls, of half these radii',
  wireframe: 'Only atoms without a bond are balls, of half these radii',
  polyhedra: 'Balls among polyhedra are drawn with half these radii',
};
const isScaled = (style: PictureStyle) => style !== 'sticks' && style !== 'wireframe';

/**
 * Colour and radius of each element by hand.
 * @param props.elements atomic numbers in the picture
 */
export function ElementFields({ elements }: { readonly elements: readonly number[] }) {
  const looks = useStore(marksStore, (s) => s.now.marks.elements);
  const { colorBy, style, atomScale } = useSession();
  const colouring = useColouring(colorBy);
  const colorOf = (colouring.colorIn ?? byElement.colorIn!)(elements);
  const { colours } = looks;
  const rows = elements.map((z) => {
    const symbol = SYMBOLS[z]!;
    return {
      symbol,
      colour: colours[symbol] ?? colorOf(z),
      radiusAng: looks.radiiAng[symbol] ?? usualAng(z, style),
      isChosen: isByHand(looks, symbol),
    };
  });
  const chosen = rows.filter(({ isChosen }) => isChosen);
  const near =
    colouring.colorIn === undefined
      ? null
      : nearText(new Map(rows.map(({ symbol, colour }) => [symbol, colour])), colours);
  const details = useRef<HTMLDetailsElement>(null);
  const asked = useStore(askedElementStore, (s) => s.symbol);
  useEffect(() => {
    if (asked === null) return;
    const part = details.current!;
    part.open = true;
    const input = part.querySelector<HTMLElement>(`[data-element="${asked}"] input`);
    input?.focus();
    // Leva fills in above within the next frames, and would push it out of sight.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => input?.scrollIntoView({ block: 'center' })),
    );
    askedElementStore.setState({ symbol: null });
  }, [asked]);
  return (
    <details className="bond-rules element-fields" ref={details}>
      <summary>
        Colour and radius of elements{chosen.length > 0 && ` · ${chosen.length} by hand`}
      </summary>
      <p className="under">
        A colour by hand stands above every palette of elements. {DRAWN_AS[style]}
        {isScaled(style) && atomScale !== 1 && `, times the atom size ${fixed(atomScale, 2)}`}. Only
        the picture follows; they stay with the document, its link and its saved views.
      </p>
      {colouring.colorIn === undefined && (
        <p className="under">The colours show where atoms are coloured by element.</p>
      )}
      <ul>
        {rows.map(({ symbol, colour, radiusAng, isChosen }) => (
          <li key={symbol} data-element={symbol}>
            <ColourInput
              label={`Colour of ${symbol}`}
              colour={colour}
              onPreview={(to) => previewMarks(withElement(symbol, { colour: to }))}
            />
            <span className="pair">{symbol}</span>
            <NumberField
              label={`Radius of ${symbol}`}
              hideLabel
              value={Number(fixed(radiusAng, 2))}
              digits={2}
              step={0.05}
              min={BALL_LIMITS_ANG[0]}
              max={BALL_LIMITS_ANG[1]}
              unit="Å"
              short
              onPreview={(ang) => previewMarks(withElement(symbol, { radiusAng: ang }))}
              onCommit={commitMarks}
            />
            <button
              type="button"
              className="button small quiet"
              aria-label={`Reset ${symbol}`}
              disabled={!isChosen}
              onClick={() => changeMarks(withoutElement(symbol))}
            >
              reset
            </button>
          </li>
        ))}
      </ul>
      <p className="under" role="status">
        {near}
      </p>
      <button
        type="button"
        className="button small"
        disabled={chosen.length === 0}
        onClick={() => changeMarks(withoutElements)}
      >
        Reset all elements
      </button>
    </details>
  );
}

/** A colour as the system lets people choose one. One step when its chooser is closed, shown before. */
function ColourInput(props: {
  readonly label: string;
  readonly colour: string;
  readonly onPreview: (colour: string) => void;
}) {
  const { label, colour, onPreview } = props;
  const input = useRef<HTMLInputElement>(null);
  // React calls `onChange` at each `input`; the chooser is closed at `change`.
  useEffect(() => {
    const field = input.current!;
    field.addEventListener('change', commitMarks);
    return () => field.removeEventListener('change', commitMarks);
  }, []);
  return (
    <input
      ref={input}
      type="color"
      aria-label={label}
      title={label}
      value={colour}
      onChange={(e) => onPreview(e.target.value)}
      onBlur={commitMarks}
    />
  );
}
