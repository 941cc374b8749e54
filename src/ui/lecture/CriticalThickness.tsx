import { useId, useState } from 'react';
import { library } from '#app/document/library.ts';
import type { Model } from '#app/document/model.ts';
import { tryOut } from '#app/story/playing.ts';
import {
  type MisfitFilm,
  matthewsBlakesleeAng,
  peopleBeanAng,
} from '#core/match/misfit/criticalThickness.ts';
import { fixed, signedPercent } from '#core/math/decimals.ts';
import { filmTried, MOST_TRIED_PLANES } from '#core/story/playStory.ts';
import { isOfCriteria, misfitFilm } from '#core/story/storyNumbers.ts';
import { unbroken } from '#core/story/unbroken.ts';

/** Ranges of plot and sliders: mismatch as a fraction, thickness in Å. */
const MISMATCH = { from: 0.001, to: 0.08 } as const;
const THICKNESS = { from: 3, to: 10_000 } as const;
const SIZE = { width: 300, height: 176, left: 84, right: 10, top: 14, bottom: 50 } as const;

/** A film whose crystal the formulas do not know: values that are usual for semiconductors. */
const USUAL: MisfitFilm = { mismatch: 0.02, poisson: 0.3, latticeAng: 5.65 };

const within = (x: number, { from, to }: { readonly from: number; readonly to: number }) =>
  Math.min(to, Math.max(from, x));
const part = (x: number, { from, to }: { readonly from: number; readonly to: number }) =>
  Math.log(x / from) / Math.log(to / from);
const px = (mismatch: number) =>
  SIZE.left + part(mismatch, MISMATCH) * (SIZE.width - SIZE.left - SIZE.right);
const py = (ang: number) =>
  SIZE.height - SIZE.bottom - part(ang, THICKNESS) * (SIZE.height - SIZE.top - SIZE.bottom);

/** Both criteria over mismatch and thickness, and where the film of the document stands. */
export function CriticalThickness({ model }: { readonly model: Model }) {
  const source = { ...model, library };
  const found = misfitFilm(source);
  const isDerived = found !== null && isOfCriteria(source);
  const film = found ?? USUAL;
  const [mismatch, setMismatch] = useState(() => within(Math.abs(film.mismatch), MISMATCH));
  const [ang, setAng] = useState(() => within(model.report.layers[1]?.thickness ?? 50, THICKNESS));
  // Of the stack as it was told: the film that is tried out may have one plane only, and is another crystal.
  const [told] = useState(() => {
    const { thickness, planes } = model.report.layers[1] ?? { thickness: 0, planes: [] };
    return isDerived && planes.length > 1
      ? { film, spacingAng: thickness / (planes.length - 1) }
      : null;
  });
  const draw = (mismatch: number, ang: number) => {
    if (told === null) return;
    const { latticeAng, mismatch: own } = told.film;
    const a = (latticeAng * (1 + Math.sign(own) * mismatch)) / (1 + own);
    tryOut(filmTried(ang, told.spacingAng, latticeAng, a));
  };
  const tried = { ...film, mismatch };
  const [mb, pb] = [matthewsBlakesleeAng(tried), peopleBeanAng(tried)];
  return (
    <div className="try">
      <Plot film={film} mismatch={mismatch} ang={ang} />
      <p aria-live="polite" data-testid="verdict">
        {unbroken(
          `${verdict(ang, mb, pb)} Matthews and Blakeslee: ${lengthText(mb)}; People and Bean: ${lengthText(pb)}.`,
        )}
      </p>
      <LogSlider
        label="Mismatch"
        text={`${signedPercent(Math.sign(film.mismatch || 1) * mismatch)} %`}
        value={mismatch}
        range={MISMATCH}
        onChange={(next) => {
          setMismatch(next);
          draw(next, ang);
        }}
      />
      <LogSlider
        label="Thickness"
        text={lengthText(ang)}
        value={ang}
        range={THICKNESS}
        onChange={(next) => {
          setAng(next);
          draw(mismatch, next);
        }}
      />
      <p className="under">
        {isDerived
          ? unbroken(
              `Drawn coherent always, ${MOST_TRIED_PLANES} planes at most. ν = c₁₂/(c₁₁ + c₁₂) = ${fixed(film.poisson, 3)}, a = ${fixed(film.latticeAng, 3)} Å, b = a/√2.`,
            )
          : 'The formulas are for (001) films of diamond and zinc-blende crystals, which this film is not: they only say how things go, and the picture does not follow.'}
      </p>
    </div>
  );
}

const lengthText = (ang: number | null): string =>
  ang === null
    ? 'no solution'
    : ang < 100
      ? `${fixed(ang, 1)} Å`
      : ang < 10_000
        ? `${fixed(ang / 10, ang < 1000 ? 1 : 0)} nm`
        : `${fixed(ang / 10_000, 1)} µm`;

/** What the two criteria say of a film of this thickness. */
export function verdict(ang: number, mb: number | null, pb: number | null): string {
  if (ang <= (mb ?? 0)) return 'Coherent: a dislocation would cost energy.';
  if (ang <= (pb ?? 0)) return 'Metastable: a dislocation would pay, if it could form.';
  return 'Relaxed: dislocations pay.';
}

/** Points of a curve; where the formula has no solution there are none. */
function curve(of: (film: MisfitFilm) => number | null, film: MisfitFilm): string {
  const points: string[] = [];
  for (let k = 0; k <= 80; k++) {
    const mismatch = MISMATCH.from * (MISMATCH.to / MISMATCH.from) ** (k / 80);
    const ang = of({ ...film, mismatch });
    if (ang === null || ang > THICKNESS.to || ang < THICKNESS.from) continue;
    points.push(`${px(mismatch).toFixed(1)},${py(ang).toFixed(1)}`);
  }
  return points.join(' ');
}

function Plot(props: {
  readonly film: MisfitFilm;
  readonly mismatch: number;
  readonly ang: number;
}) {
  const { film, mismatch, ang } = props;
  return (
    <svg
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      role="img"
      aria-label="Critical thickness over mismatch, both on logarithmic axes. The numbers are said below."
    >
      {[0.001, 0.01, 0.05].map((f) => (
        <g key={f}>
          <line x1={px(f)} x2={px(f)} y1={SIZE.top} y2={SIZE.height - SIZE.bottom} />
          <text x={px(f)} y={SIZE.height - SIZE.bottom + 22} textAnchor="middle">
            {100 * f} %
          </text>
        </g>
      ))}
      {[10, 100, 1000, 10_000].map((h) => (
        <g key={h}>
          <line x1={SIZE.left} x2={SIZE.width - SIZE.right} y1={py(h)} y2={py(h)} />
          <text x={SIZE.left - 6} y={py(h) + 7} textAnchor="end">
            {h < 10_000 ? `${h / 10} nm` : '1 µm'}
          </text>
        </g>
      ))}
      <text x={(SIZE.left + SIZE.width - SIZE.right) / 2} y={SIZE.height - 6} textAnchor="middle">
        mismatch
      </text>
      <polyline className="forces" points={curve(matthewsBlakesleeAng, film)} />
      <polyline className="energies" points={curve(peopleBeanAng, film)} />
      {/* Each beside its curve, on the side where the other is not. */}
      <text x={px(0.0013)} y={py(20)}>
        forces
      </text>
      <text x={px(0.012)} y={py(3000)}>
        energies
      </text>
      <circle cx={px(mismatch)} cy={py(ang)} r={6} />
    </svg>
  );
}

/** A slider on a logarithmic way. */
function LogSlider(props: {
  readonly label: string;
  readonly text: string;
  readonly value: number;
  readonly range: { readonly from: number; readonly to: number };
  readonly onChange: (value: number) => void;
}) {
  const { label, text, value, range, onChange } = props;
  const id = useId();
  return (
    <>
      <label htmlFor={id}>
        {label}: <strong>{text}</strong>
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={1}
        step={0.005}
        value={part(value, range)}
        aria-valuetext={text}
        onChange={(e) => onChange(range.from * (range.to / range.from) ** Number(e.target.value))}
      />
    </>
  );
}
