import { useMemo } from 'react';
import { commit } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { fixed } from '#core/math/decimals.ts';
import type { Built } from '#core/recipe/build.ts';
import { RULE_TEXTS } from '#core/registry/automaticSeparation.ts';
import { isAutomatic, separateByRule, separationBelow } from '#core/registry/followSeparation.ts';

export interface AutomaticD0Props {
  readonly step: number;
  readonly built: Built;
}

/** The d₀ that suits the two faces: said where it is taken, else offered. */
export function AutomaticD0({ step, built }: AutomaticD0Props) {
  const found = useMemo(() => separationBelow(built, step, library), [built, step]);
  const separationAng = built.slabs[step]!.separationAng!;
  const isTaken = isAutomatic(separationAng, found);
  // As the field shows it: the rule's own digits may round otherwise.
  const text = `${fixed(isTaken ? separationAng : found.separationAng, 2)} Å: ${RULE_TEXTS[found.rule]}`;
  return (
    <p className="about" data-testid="automatic-d0">
      {isTaken ? (
        <>d₀ automatic, {text}.</>
      ) : (
        <>
          <button
            type="button"
            className="linkish"
            onClick={() => commit(separateByRule(step, library))}
          >
            Set d₀ automatically
          </button>
          , {text}.
        </>
      )}
    </p>
  );
}
