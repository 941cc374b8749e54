import { useStore } from 'zustand';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { openElement } from '#app/look/askedElement.ts';
import { hiddenOf, hiddenStore, showAll, toggleHidden } from '#app/look/hidden.ts';
import { sessionStore } from '#app/look/session.ts';
import type { LegendMark } from '#render/figureRequest.ts';

import { part } from '#ui/kit/boundary/part.tsx';
import { elementColor } from '#ui/kit/palette.ts';
import { Roving } from '#ui/kit/tabs/Roving.tsx';
import { useDark } from '#ui/kit/theme.ts';
import {
  AS_BUILT,
  type DrawnModel,
  type Legend as LegendData,
  type LegendKey,
  type StructureColouring,
} from '#ui/look/colouring.ts';
import { clipName, isCutting } from '#ui/look/viewOnly/latticeMarks.ts';
import { elementKeys, slabKeys } from './keys.ts';
import type { ScaleProps } from './Scale.tsx';
import './legend.css';

// The first view shows no scale, so that its code can come later.
const Scale = part<ScaleProps>({
  what: 'The scale of the colours',
  load: () => import('./Scale.tsx').then((m) => m.Scale),
});

/** What the colours of the picture mean. */
export function Legend({
  colouring,
  legend,
  inFrame = false,
}: {
  readonly colouring: Pick<StructureColouring, 'id' | 'label'>;
  readonly legend: LegendData;
  /** Whether a frame of a trajectory is shown. */
  readonly inFrame?: boolean;
}) {
  return (
    <>
      {legend.scale && (
        <Scale
          id={colouring.id}
          label={colouring.label}
          about={legend.about}
          scale={legend.scale}
        />
      )}
      {legend.keys
        .filter(({ hides }) => hides === undefined)
        .map(({ name, color, isStriped }) => (
          <span key={`${name} ${color}`} title={legend.about}>
            <i {...(isStriped ? { className: 'striped' } : { style: { background: color } })} />
            {name}
          </span>
        ))}
      {inFrame && legend.isOfBuilt && <b>colours {AS_BUILT}, not of this frame</b>}
    </>
  );
}

const atomsText = (count: number): string =>
  `${count.toLocaleString('en')} ${count === 1 ? 'atom' : 'atoms'}`;

const SIGNS = { plus: '+', cross: '×' } as const;

/** What the marks over the picture mean. */
export function LegendMarks({ marks }: { readonly marks: readonly LegendMark[] }) {
  return marks.map(({ name, color, shape }) => (
    <span key={name} className="legend-mark">
      {shape === 'plus' || shape === 'cross' ? (
        <b style={{ color }}>{SIGNS[shape]}</b>
      ) : (
        <i className={shape} style={{ color }} />
      )}
      {name}
    </span>
  ));
}

interface KeyProps {
  readonly of: LegendKey;
  readonly isShown: boolean;
  readonly hasColors: boolean;
  readonly isWire: boolean;
}

/** The mark of a key: hidden, it is a ring. */
function Swatch({ of: { color, wire, hides }, isShown, hasColors, isWire }: KeyProps) {
  if (isWire)
    return <i className={`wire ${wire}`} style={{ color: hasColors ? color : 'inherit' }} />;
  if (!hasColors) return null;
  const style = isShown ? { background: color } : { boxShadow: `inset 0 0 0 2px ${color}` };
  return <i className={hides!.of} style={style} />;
}

/** A switch that hides and shows; of an element that has a colour also a button that leads to it. */
function KeyToggle(props: KeyProps & { readonly isFixed: boolean }) {
  const { of, isShown, hasColors, isFixed } = props;
  const { name, short = name, count, hides } = of;
  const swatch = <Swatch {...props} />;
  const hasOwn = hides!.of === 'elements' && hasColors && !isFixed;
  const toggle = (
    <button
      type="button"
      aria-label={count === undefined ? name : `${name} ${atomsText(count)}`}
      aria-pressed={isShown}
      title={`${isShown ? 'Hide' : 'Show'} ${name}: in the picture only${
        count === undefined ? '' : `. ${atomsText(count)} in the cell`
      }`}
      onClick={() => toggleHidden(hides!.of, hides!.value)}
    >
      {!hasOwn && swatch}
      {short} {count !== undefined && <small>{count.toLocaleString('en')}</small>}
    </button>
  );
  if (!hasOwn) return toggle;
  const about = `How ${name} is drawn: colour, size`;
  return (
    <span className="legend-element">
      <button type="button" aria-label={about} title={about} onClick={() => openElement(name)}>
        {swatch}
      </button>
      {toggle}
    </span>
  );
}

/**
 * The elements and slabs of the picture as switches that hide and show them. The colouring's own keys stand there with
 * its colours; elements have none where others colour the atoms.
 */
export function Toggles({
  atoms,
  keys,
  isFixed,
}: {
  readonly atoms: DrawnModel;
  /** Of the legend; null where the atoms of a frame have other colours. */
  readonly keys: readonly LegendKey[] | null;
  /** Whether there is no panel beside the picture in which colours could be chosen. */
  readonly isFixed: boolean;
}) {
  const hidden = useStore(hiddenStore);
  const dark = useDark();
  const areWires = useStore(sessionStore, (s) => s.style === 'wireframe');
  const of = (kind: 'elements' | 'slabs') => keys?.filter((k) => k.hides?.of === kind) ?? [];
  const [elements, slabs] = [of('elements'), of('slabs')];
  const rows = [
    {
      label: 'Elements shown',
      hasColors: elements.length > 0,
      keys: elements.length > 0 ? elements : elementKeys(atoms.structure.numbers, elementColor),
    },
    {
      label: 'Slabs shown',
      hasColors: true,
      keys: slabs.length > 0 ? slabs : atoms.model === null ? [] : slabKeys(atoms.model, dark),
    },
  ];
  const out = rows.flatMap((row) =>
    row.keys.filter(({ hides }) => hidden[hides!.of].includes(hides!.value)),
  );
  const { structure, model } = atoms;
  const marked = markedAtoms(structure.numbers, model?.built.recipe ?? null);
  const single = hiddenOf(hidden, marked).length;
  const { clip } = hidden;
  const hiddenNames = [
    ...out.map(({ name, short = name }) => short),
    ...(clip && isCutting(clip, atoms.model)
      ? [`clipped across ${clipName(clip, atoms.model)}`]
      : []),
    ...(single > 0 ? [atomsText(single)] : []),
  ];
  return (
    <>
      {rows.map(
        ({ label, hasColors, keys }) =>
          keys.length > 0 && (
            <Roving key={label} className="legend-toggles" aria-label={label}>
              {keys.map((key) => (
                <KeyToggle
                  key={key.hides!.value}
                  of={key}
                  isShown={!hidden[key.hides!.of].includes(key.hides!.value)}
                  hasColors={hasColors}
                  isWire={areWires && key.wire !== undefined}
                  isFixed={isFixed}
                />
              ))}
            </Roving>
          ),
      )}
      <span className="legend-hidden" role="status">
        {hiddenNames.length > 0 && `hidden in the picture: ${hiddenNames.join(', ')}`}
      </span>
      {hiddenNames.length > 0 && (
        <button type="button" className="button small" onClick={showAll}>
          Show all
        </button>
      )}
    </>
  );
}
