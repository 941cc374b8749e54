import { useState } from 'react';
import { commit, preview } from '#app/document/document.ts';
import { library, materialIn } from '#app/document/library.ts';
import { changeSlabs } from '#app/interface/changeSlabs.ts';
import { freeConstants } from '#core/crystal/crystal.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { supercellText } from '#core/match/supercellText.ts';
import { fixed } from '#core/math/decimals.ts';
import { gcd } from '#core/math/integer.ts';
import type { IntMat2 } from '#core/math/plane2.ts';
import { mapTuple } from '#core/math/vec3.ts';
import type { BuiltSlab } from '#core/recipe/build.ts';
import { shortName, withOwn } from '#core/recipe/crystals/library.ts';
import { removeFilm } from '#core/recipe/edits/film.ts';
import { changeMaterial, changePlane, changeSlab } from '#core/recipe/edits/slab.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';
import { readPlane, spacedIndices } from '#core/surface/miller.ts';
import { Fetching } from '#ui/kit/boundary/Fetching.tsx';
import { part } from '#ui/kit/boundary/part.tsx';
import { Choice, NumberField, ParsedField } from '#ui/kit/fields.tsx';
import { chemistry } from '#ui/kit/format.ts';
import { SLAB_COLORS } from '#ui/kit/palette.ts';
import { Roving } from '#ui/kit/tabs/Roving.tsx';
import { useDark } from '#ui/kit/theme.ts';
import { useDerived, useRecipe } from '#ui/state/hooks.ts';
import { PlaneCard } from './PlaneCard.tsx';
import { PlaneStrip } from './PlaneStrip.tsx';
import type { PrimitiveCellsProps } from './PrimitiveCells.tsx';
import { Thickness } from './Thickness.tsx';

const ElasticFields = part<{ readonly step: number; readonly slab: SlabSpec }>({
  what: 'The elastic constants',
  load: () => import('./ElasticFields.tsx').then((m) => m.ElasticFields),
  meanwhile: <Fetching />,
});

const PrimitiveCells = part<PrimitiveCellsProps>({
  what: 'The cell in primitive cells',
  load: () => import('./PrimitiveCells.tsx').then((m) => m.PrimitiveCells),
  meanwhile: <Fetching />,
});

const OTHER = 'other';

interface SlabCardProps {
  readonly step: number;
  readonly slab: SlabSpec;
  readonly built: BuiltSlab | null;
  readonly films: number;
}

/** One slab: what it is, which plane, how thick, where it ends and how often it repeats. */
export function SlabCard({ step, slab, built, films }: SlabCardProps) {
  const dark = useDark();
  const recipe = useRecipe();
  const { model } = useDerived();
  const [isUnfolded, setUnfolded] = useState(false);
  const material = materialIn(recipe, slab.material);
  // A document is parsed before its crystals are known: the toast says what is missing.
  if (material === undefined) return null;
  const free = freeConstants(material.spaceGroup.number);
  const role = step === 0 ? 'substrate' : films > 1 ? `film ${step}` : 'film';
  const set = material.constants.find((c) => JSON.stringify(c.cell) === JSON.stringify(slab.cell));
  const divisor = slab.hkl.reduce(gcd, 0);
  const face = step === 0 ? 'top' : 'bottom';
  const surface = built?.slab.surface;
  const colors = SLAB_COLORS[dark ? 'dark' : 'light'];
  return (
    <section
      className="card"
      aria-label={`${material.name}, ${role}`}
      style={{ ['--mark' as string]: colors[step % colors.length] }}
    >
      <header>
        <h3>{subscripts(shortName(material))}</h3>
        <small>
          {role} · {material.phase}
        </small>
      </header>
      <div className="body">
        {built ? <PlaneStrip step={step} slab={slab} built={built} /> : <div className="strip" />}
        <div>
          <ParsedField
            label="plane"
            title="Miller indices (h k l) in the crystal’s axes; four where these are hexagonal"
            text={spacedIndices(slab.hkl)}
            parse={readPlane}
            expected="Three integers (four on hexagonal axes), not all zero"
            refused={built === null}
            onCommit={(hkl) => void changeSlabs(changePlane(step, hkl, library))}
          />
          {free.map((key) => (
            <NumberField
              key={key}
              label={key}
              title={set ? `${set.kind}: ${set.source}` : 'your own lattice constant'}
              value={slab.cell[key] ?? 0}
              digits={3}
              step={0.01}
              min={key.length > 1 ? 20 : 1}
              max={key.length > 1 ? 160 : 100}
              unit={key.length > 1 ? '°' : 'Å'}
              onPreview={(v) => preview(changeSlab(step, { cell: { ...slab.cell, [key]: v } }))}
              onCommit={() => commit()}
            />
          ))}
          <Thickness step={step} slab={slab} built={built} />
          {surface && <Ending step={step} slab={slab} built={built!} face={face} />}
          <Supercell step={step} matrix={slab.matrix} />
        </div>
      </div>
      {divisor > 1 && (
        <p className="about">
          ({slab.hkl.join(' ')}) names the orientation of (
          {slab.hkl.map((x) => x / divisor).join(' ')}) with 1/{divisor} of its spacing, d ={' '}
          {surface ? fixed(surface.dSpacingAng, 3) : '…'} Å; the slab is the same.
        </p>
      )}
      {built && <PlaneCard step={step} slab={slab} built={built} />}
      <details className="more" onToggle={(e) => setUnfolded(e.currentTarget.open)}>
        <summary>crystal, cell, source</summary>
        <Choice
          label="crystal"
          value={slab.material}
          options={[...withOwn(library, recipe.crystals).values()].map(
            (m) => [m.id, chemistry(`${m.name} · ${m.phase}`)] as const,
          )}
          onChange={(id) => void changeSlabs(changeMaterial(step, id, library))}
        />
        <Choice
          label="constants"
          value={set?.id ?? OTHER}
          options={[
            ...material.constants.map((c) => [c.id, `${c.label} (${c.kind})`] as const),
            ...(set ? [] : [[OTHER, 'your own'] as const]),
          ]}
          onChange={(id) => {
            const chosen = material.constants.find((c) => c.id === id);
            if (chosen) commit(changeSlab(step, { cell: chosen.cell }));
          }}
        />
        <Choice
          label="counted in"
          title="The in-plane cell that the matrix and the repeats count. Primitive: the smallest there is. Rectangle: the smallest with a right angle, where there is one. Conventional: spanned by whole steps along the crystal’s conventional axes, without centring; in a centred or skew plane it may be much larger than the rectangle"
          value={slab.inPlane}
          options={[
            ['conventional', 'conventional axes, no centring'],
            ['rectangular', 'smallest rectangle'],
            ['primitive', 'primitive cell'],
          ]}
          onChange={(inPlane) => commit(changeSlab(step, { inPlane }))}
        />
        <MatrixField step={step} matrix={slab.matrix} />
        {isUnfolded && model && built && <PrimitiveCells step={step} built={model.built} />}
        {surface && built && (
          <p className="about">
            {material.spaceGroup.symbol} ({material.spaceGroup.number}); plane spacing d ={' '}
            {fixed(surface.dSpacingAng, 3)} Å, period {fixed(surface.layerPeriodAng, 3)} Å.
          </p>
        )}
        {set && <p className="about">{chemistry(set.source)}</p>}
        {material.note && <p className="about">{chemistry(material.note)}</p>}
        {isUnfolded && <ElasticFields key={slab.material} step={step} slab={slab} />}
        {step > 0 && (
          <button
            type="button"
            className="button small"
            onClick={() => commit(removeFilm(step, library))}
          >
            Remove this slab
          </button>
        )}
      </details>
    </section>
  );
}

function Ending({
  step,
  slab,
  built,
  face,
}: {
  readonly step: number;
  readonly slab: SlabSpec;
  readonly built: BuiltSlab;
  readonly face: 'top' | 'bottom';
}) {
  const { planes } = built.slab.surface;
  const ending = planes[Math.min(slab.termination, planes.length - 1)]!;
  const options = planes.map(
    (p, i) =>
      [
        String(i),
        `${subscripts(p.label)}${p.equivalentTo === null ? '' : ` = ${subscripts(planes[p.equivalentTo]!.label)}`}`,
      ] as const,
  );
  return (
    <>
      <Choice
        label="plane at the interface"
        title="The atomic plane with which the slab ends at the interface"
        value={String(slab.termination)}
        options={options}
        onChange={(t) => commit(changeSlab(step, { termination: Number(t), remove: [] }))}
      />
      {Object.keys(ending.composition).length > 1 && (
        <LeftOut
          species={Object.keys(ending.composition)}
          out={slab.remove.filter((r) => r.face === face).map((r) => r.species)}
          onChange={(out) =>
            commit(
              changeSlab(step, {
                remove: [
                  ...slab.remove.filter((r) => r.face !== face),
                  ...out.map((species) => ({ face, species })),
                ],
              }),
            )
          }
        />
      )}
    </>
  );
}

/** Species that are taken out of the plane at the interface. */
function LeftOut(props: {
  readonly species: readonly string[];
  readonly out: readonly string[];
  readonly onChange: (out: readonly string[]) => void;
}) {
  const { species, out, onChange } = props;
  return (
    <div className="row">
      <span className="label">leaving out</span>
      <Roving className="segments left-out" aria-label="Leave out of the plane at the interface">
        {species.map((symbol) => {
          const isOut = out.includes(symbol);
          return (
            <button
              key={symbol}
              type="button"
              aria-pressed={isOut}
              title={`${isOut ? 'Put' : 'Take'} all ${symbol} ${isOut ? 'back into' : 'out of'} the plane at the interface`}
              onClick={() => onChange(isOut ? out.filter((s) => s !== symbol) : [...out, symbol])}
            >
              {symbol}
            </button>
          );
        })}
      </Roving>
    </div>
  );
}

/** The repeat along a and b when the matrix is one of those; the whole matrix is under the fold. */
function Supercell({ step, matrix }: { readonly step: number; readonly matrix: IntMat2 }) {
  const [[p, q], [r, s]] = matrix;
  const straight = q === 0 && r === 0;
  const turned = p === 0 && s === 0;
  if (!straight && !turned)
    return (
      <div className="row">
        <span className="label">cell</span>
        <span
          title={`Supercell vectors in in-plane cell vectors, ${p * s - q * r} cells in area; the matrix can be changed under “crystal, cell, source”`}
        >
          {supercellText(matrix)}
        </span>
      </div>
    );
  const [na, nb] = straight ? [p, s] : [q, r];
  const make = (x: number, y: number): IntMat2 =>
    straight
      ? [
          [Math.sign(p) * x, 0],
          [0, Math.sign(s) * y],
        ]
      : [
          [0, Math.sign(q) * x],
          [Math.sign(r) * y, 0],
        ];
  return (
    <div className="row">
      <span className="label" title="Repeats of the in-plane cell along the interface’s a and b">
        cell, a × b
      </span>
      <div className="pair">
        {(['a', 'b'] as const).map((axis, k) => (
          <NumberField
            key={axis}
            label={`cells along ${axis}`}
            hideLabel
            title={`Repeats of the in-plane cell along the interface's ${axis}`}
            value={Math.abs(k === 0 ? na : nb)}
            digits={0}
            step={1}
            min={1}
            max={60}
            short
            onPreview={(v) =>
              preview(
                changeSlab(step, {
                  matrix: k === 0 ? make(v, Math.abs(nb)) : make(Math.abs(na), v),
                }),
              )
            }
            onCommit={() => commit()}
          />
        ))}
      </div>
    </div>
  );
}

function MatrixField({ step, matrix }: { readonly step: number; readonly matrix: IntMat2 }) {
  const put = (i: number, j: number, v: number) => {
    const next = mapTuple(matrix, (row, ri) =>
      mapTuple(row, (x, rj) => (ri === i && rj === j ? v : x)),
    );
    // A singular or mirrored matrix is not even previewed: the next keystroke may make it whole.
    if (next[0][0] * next[1][1] - next[0][1] * next[1][0] > 0)
      preview(changeSlab(step, { matrix: next }));
  };
  return (
    <div className="row">
      <span className="label">matrix</span>
      <div className="pair">
        {[0, 1].flatMap((i) =>
          [0, 1].map((j) => (
            <NumberField
              key={`${i}${j}`}
              label={`matrix row ${i + 1}, column ${j + 1}`}
              hideLabel
              value={matrix[i]![j]!}
              digits={0}
              step={1}
              min={-60}
              max={60}
              short
              onPreview={(v) => put(i, j, v)}
              onCommit={() => commit()}
            />
          )),
        )}
      </div>
    </div>
  );
}
