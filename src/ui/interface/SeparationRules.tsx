import { useMemo, useState } from 'react';
import { commit } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { fixed } from '#core/math/decimals.ts';
import type { Built } from '#core/recipe/build.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { relativeShift } from '#core/recipe/recipe.ts';
import { type Facing, facingOf } from '#core/registry/facing.ts';
import {
  separationByPlanes,
  separationByRadii,
  separationForShortest,
} from '#core/registry/separation.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';
import { pairText } from '#ui/kit/format.ts';
import { RegistrySolve } from './RegistrySolve.tsx';

const RULES = [
  ['planes', 'plane spacing'],
  ['shortest', 'shortest contact'],
  ['radii', 'covalent radii'],
  ['solve', 'contact means'],
] as const;
type Rule = (typeof RULES)[number][0];

export interface SeparationRulesProps {
  readonly step: number;
  readonly built: Built;
  readonly carry: boolean;
}

/** d₀ by a rule, or the whole pose from contact means. */
export function SeparationRules({ step, built, carry }: SeparationRulesProps) {
  const [rule, setRule] = useState<Rule>('planes');
  const facing = useMemo(
    () => facingOf(built, { lower: step - 1, upper: step, cellsUp: 0 }),
    [built, step],
  );
  return (
    <div className="tool">
      <Choice label="from" value={rule} options={RULES} onChange={setRule} />
      {rule === 'planes' && <ByPlanes step={step} built={built} />}
      {rule === 'radii' && <ByRadii step={step} built={built} facing={facing} />}
      {rule === 'shortest' && <ByContact step={step} built={built} facing={facing} />}
      {rule === 'solve' && (
        <RegistrySolve step={step} built={built} facing={facing} carry={carry} />
      )}
    </div>
  );
}

/** One step of the history: d₀ to a tenth of a thousandth of an Å. */
function SetButton({
  step,
  separationAng,
}: {
  readonly step: number;
  readonly separationAng: number;
}) {
  return (
    <button
      type="button"
      className="button small"
      onClick={() =>
        commit(poseFilm(step, { separationAng: Math.round(separationAng * 1e4) / 1e4 }, false))
      }
    >
      Set d₀ to {fixed(separationAng, 3)} Å
    </button>
  );
}

function ByPlanes({ step, built }: { readonly step: number; readonly built: Built }) {
  const found = separationByPlanes(built, { lower: step - 1, upper: step, cellsUp: 0 }, library);
  const { separationAng, lowerGapAng, upperGapAng } = found;
  const gap = (slab: number, ang: number | null, way: string) => {
    const name = subscripts(built.slabs[slab]!.name);
    return ang === null
      ? `How far the next layer of ${name} would be, its file does not say.`
      : `The next plane of ${name} would lie ${fixed(ang, 3)} Å ${way}.`;
  };
  return (
    <>
      <p className="about">
        {gap(step - 1, lowerGapAng, 'up')} {gap(step, upperGapAng, 'down')}
        {lowerGapAng !== null && upperGapAng !== null && ' d₀ is their mean.'}
      </p>
      {separationAng !== null && <SetButton step={step} separationAng={separationAng} />}
    </>
  );
}

interface FacingProps {
  readonly step: number;
  readonly built: Built;
  readonly facing: Facing;
}

function ByRadii({ step, built, facing }: FacingProps) {
  const found = attempt(() => separationByRadii(facing, relativeShift(built.recipe, facing.at)));
  return (
    <>
      <p className="about">
        No two atoms closer than the sum of their covalent radii (Cordero et al. 2008), one pair
        touching, at this shift. Ions sit closer or farther than such spheres: a start, not a
        result.
      </p>
      {typeof found === 'number' ? (
        <SetButton step={step} separationAng={found} />
      ) : (
        <p className="hint">{found}</p>
      )}
    </>
  );
}

const ANY = 'any';

function ByContact({ step, built, facing }: FacingProps) {
  const [pair, setPair] = useState(ANY);
  const [lengthAng, setLength] = useState(2.5);
  const chosen = facing.pairs.some((p) => p.pair === pair) ? pair : ANY;
  const found = attempt(() =>
    separationForShortest(
      facing,
      relativeShift(built.recipe, facing.at),
      lengthAng,
      chosen === ANY ? null : chosen,
    ),
  );
  return (
    <>
      <Choice
        label="pair"
        value={chosen}
        options={[
          [ANY, 'any two atoms'] as const,
          ...facing.pairs.map((p) => [p.pair, pairText(p.pair)] as const),
        ]}
        onChange={setPair}
      />
      <NumberField
        label="shortest contact"
        title="The shortest distance of this pair across the interface, at this shift"
        value={lengthAng}
        digits={3}
        step={0.05}
        min={0.5}
        max={20}
        unit="Å"
        onPreview={setLength}
      />
      {typeof found === 'number' ? (
        <SetButton step={step} separationAng={found} />
      ) : (
        <p className="hint">{found}</p>
      )}
    </>
  );
}

/** The value, or the words of a refusal. */
function attempt(find: () => number): number | string {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return error.message;
  }
}
