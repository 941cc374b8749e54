import { useState } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import {
  cancelRegistry,
  registryStore,
  solveInterface,
  stackKey,
} from '#app/interface/registry.ts';
import { fixed } from '#core/math/decimals.ts';
import type { Built } from '#core/recipe/build.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { filmsOf, relativeShift } from '#core/recipe/recipe.ts';
import { type Facing, measurePairs } from '#core/registry/facing.ts';
import type { ContactSolution } from '#core/registry/solve.ts';
import { NumberField, SegmentedControl } from '#ui/kit/fields.tsx';
import { pairText } from '#ui/kit/format.ts';
import { useJobFocus } from '#ui/kit/jobFocus.ts';

/** Solutions shown at once; the rest are counted. */
const SHOWN = 6;

interface RegistrySolveProps {
  readonly step: number;
  readonly built: Built;
  readonly facing: Facing;
  readonly carry: boolean;
}

/** Shift, and d₀ if it is free, so that named nearest-contact means take given values. */
export function RegistrySolve({ step, built, facing, carry }: RegistrySolveProps) {
  const { recipe } = built;
  const now = {
    shift: relativeShift(recipe, facing.at),
    separationAng: filmsOf(recipe)[step - 1]!.separationAng,
  };
  const measured = measurePairs(facing, now);
  const [wanted, setWanted] = useState<Readonly<Record<string, number>>>(() =>
    Object.fromEntries(
      measured.filter((p) => p.attractive).map((p) => [p.pair, round3(p.nearestMeanAng)]),
    ),
  );
  const [free, setFree] = useState<'fixed' | 'free'>('fixed');
  const [range, setRange] = useState<readonly [number, number]>([2, 4]);
  const job = useStore(registryStore, (s) => s.job);
  const solved = useStore(registryStore, (s) => s.solved);
  const problem = useStore(registryStore, (s) => s.problem);
  const targets = measured
    .filter((p) => wanted[p.pair] !== undefined)
    .map((p) => ({ pair: p.pair, nearestMeanAng: wanted[p.pair]! }));
  const running = job?.kind === 'solve' && job.step === step;
  const ways = useJobFocus(running);
  const toggle = (pair: string, meanAng: number) =>
    setWanted(({ [pair]: was, ...rest }) =>
      was === undefined ? { ...rest, [pair]: round3(meanAng) } : rest,
    );
  return (
    <>
      {measured.map((p) => (
        <div key={p.pair} className="target">
          <label>
            <input
              type="checkbox"
              checked={wanted[p.pair] !== undefined}
              onChange={() => toggle(p.pair, p.nearestMeanAng)}
            />{' '}
            {pairText(p.pair)}
          </label>
          {wanted[p.pair] === undefined ? (
            <span className="under">{fixed(p.nearestMeanAng, 3)} Å</span>
          ) : (
            <NumberField
              label={`${pairText(p.pair)} mean`}
              hideLabel
              title="Mean over the lower slab’s facing atoms of the distance to the nearest partner"
              value={wanted[p.pair]!}
              digits={3}
              step={0.01}
              min={0.1}
              max={50}
              unit="Å"
              onPreview={(v) => setWanted((w) => ({ ...w, [p.pair]: v }))}
            />
          )}
        </div>
      ))}
      <div className="row">
        <span className="label">d₀</span>
        <SegmentedControl
          label="d₀ in the solution"
          value={free}
          options={[
            ['fixed', `${fixed(now.separationAng, 2)} Å`],
            ['free', 'free'],
          ]}
          onChange={setFree}
        />
      </div>
      {free === 'free' &&
        (['from', 'to'] as const).map((end, k) => (
          <NumberField
            key={end}
            label={`d₀ ${end}`}
            value={range[k]!}
            digits={2}
            step={0.1}
            min={0}
            max={20}
            unit="Å"
            onPreview={(v) => setRange((r) => (k === 0 ? [v, r[1]] : [r[0], v]))}
          />
        ))}
      <div className="row" ref={ways}>
        <button
          type="button"
          className="button small"
          disabled={running || targets.length === 0 || (free === 'free' && range[0] >= range[1])}
          onClick={() =>
            void solveInterface(recipe, step, {
              targets,
              separationAng: free === 'free' ? range : [now.separationAng, now.separationAng],
              near: now,
            })
          }
        >
          {running ? 'Solving…' : 'Solve'}
        </button>
        {running && (
          <button type="button" className="linkish" onClick={cancelRegistry}>
            cancel
          </button>
        )}
      </div>
      {problem?.step === step && (
        <p role="alert" className="hint">
          {problem.reason}
        </p>
      )}
      {solved?.step === step && solved.key === stackKey(recipe, step) && !running && (
        <Solutions step={step} carry={carry} solution={solved.solution} />
      )}
    </>
  );
}

function Solutions(props: {
  readonly step: number;
  readonly carry: boolean;
  readonly solution: ContactSolution;
}) {
  const { solutions, best, family } = props.solution;
  const listed = solutions.length > 0 ? solutions.slice(0, SHOWN) : [best];
  const more = solutions.length - SHOWN;
  return (
    <div role="status">
      <p className="about">
        {solutions.length === 0
          ? `No pose meets them. The closest misses one mean by ${fixed(best.worstAng, 3)} Å:`
          : family
            ? 'Fewer targets than free numbers: a continuous family. Members of it, the nearest first:'
            : `${solutions.length === 1 ? 'One pose does' : `${solutions.length} poses do`}; the nearest first, mirror twins of each other among them:`}
      </p>
      <ol className="poses">
        {listed.map((pose) => (
          <li key={`${pose.shift.join()},${pose.separationAng}`}>
            <button
              type="button"
              className="linkish"
              onClick={() => commit(poseFilm(props.step, pose, props.carry))}
            >
              {fixed(pose.shift[0], 4)}, {fixed(pose.shift[1], 4)} · d₀{' '}
              {fixed(pose.separationAng, 3)} Å
            </button>
          </li>
        ))}
      </ol>
      {more > 0 && <p className="about">and {more} more</p>}
    </div>
  );
}

const round3 = (x: number): number => Math.round(x * 1000) / 1000;
