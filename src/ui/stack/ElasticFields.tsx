import { useState } from 'react';
import { commit } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { describe, EpistackError, type Failure } from '#core/errors.ts';
import { constantNames, type Elastic } from '#core/match/stiffness.ts';
import { fixed } from '#core/math/decimals.ts';
import { materialOf, withElastic } from '#core/recipe/crystals/library.ts';
import { likeInLibrary } from '#core/recipe/crystals/likeInLibrary.ts';
import { setElastic } from '#core/recipe/edits/elastic.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';
import { readTyped } from '#ui/kit/numberText.ts';
import { useRecipe } from '#ui/state/hooks.ts';

/** Reads one constant, GPa. */
const numberOf = (text: string): number => readTyped(text) ?? Number.NaN;

/** c11, c22, …: each by itself is what a small strain costs. */
const DIAGONAL = /^c(\d)\1$/;

/** Why constants are not taken, in the words of the fields. */
function refusal(asked: Elastic | null, failure: Failure): string {
  const costless = Object.entries(asked?.cGPa ?? {}).filter(
    ([name, gpa]) => DIAGONAL.test(name) && !(gpa > 0),
  );
  if (costless.length > 0)
    return `${costless.map(([name]) => name).join(', ')}: over 0 GPa in every stable crystal.`;
  return 'expected' in failure ? `Expected ${failure.expected}.` : describe(failure);
}

/** Elastic constants of a crystal: those of the library, taken over from a crystal like it, or typed. */
export function ElasticFields({ step, slab }: { readonly step: number; readonly slab: SlabSpec }) {
  const recipe = useRecipe();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [source, setSource] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const material = materialOf(withElastic(library, recipe), slab.material);
  const names = constantNames(material.spaceGroup.number);
  const own = recipe.elastic?.some((e) => e.material === slab.material) ?? false;
  const { elastic } = material;
  const like = elastic === undefined ? likeInLibrary(library, material, slab.cell) : null;
  const set = (next: Elastic | null) => {
    try {
      commit(setElastic(step, next, library));
      setProblem(null);
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      setProblem(refusal(next, error.failure));
    }
  };
  if (names === null)
    return (
      <p className="about">
        Elastic constants cannot be given in space group {material.spaceGroup.number}: it has more
        of them than are known here. A cubic, hexagonal, orthorhombic, upper tetragonal or upper
        trigonal crystal in its conventional cell can have them.
      </p>
    );
  const cGPa = Object.fromEntries(names.map((name) => [name, numberOf(texts[name] ?? '')]));
  const isWhole = names.every((name) => Number.isFinite(cGPa[name]));
  return (
    <section aria-label={`Elastic constants of ${material.name}`}>
      <h4 className="caps">Elastic constants, GPa</h4>
      {elastic && (
        <p className="about">
          {names.map((name) => `${name} ${fixed(elastic.cGPa[name] ?? 0, 2)}`).join(', ')} (
          {elastic.kind === 'given' ? 'typed' : elastic.kind}: {elastic.source})
        </p>
      )}
      {like && (
        <button
          type="button"
          className="button small"
          title={`${like.elastic.kind}: ${like.elastic.source}`}
          onClick={() =>
            set({
              ...like.elastic,
              source: `${like.name} of the library: ${like.elastic.source}`.slice(0, 200),
            })
          }
        >
          Take those of {like.name} from the library
        </button>
      )}
      {names.map((name) => (
        <label key={name} className="row">
          <span className="label">{name}</span>
          <span className="field short">
            <input
              inputMode="text"
              value={texts[name] ?? ''}
              onChange={(e) => setTexts({ ...texts, [name]: e.target.value })}
            />
          </span>
        </label>
      ))}
      <label className="row">
        <span className="label">source</span>
        <span className="field">
          <input maxLength={200} value={source} onChange={(e) => setSource(e.target.value)} />
        </span>
      </label>
      {problem !== null && (
        <p role="alert" className="hint">
          {problem}
        </p>
      )}
      <button
        type="button"
        className="button small"
        disabled={!isWhole}
        title={isWhole ? undefined : `Numbers in GPa for ${names.join(', ')}`}
        onClick={() =>
          set({ cGPa, kind: 'given', source: source.trim() || 'typed, no source given' })
        }
      >
        Use these constants
      </button>
      {own && (
        <button type="button" className="button small" onClick={() => set(null)}>
          Remove
        </button>
      )}
    </section>
  );
}
