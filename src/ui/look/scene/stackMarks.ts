import type { Model } from '#app/document/model.ts';
import type { Session } from '#app/look/session.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { freeCell } from '#core/match/misfit/misfitLattices.ts';
import { fixed, signedPercent } from '#core/math/decimals.ts';
import { length2 } from '#core/math/plane2.ts';
import { isSuperlattice } from '#core/recipe/report/report.ts';
import type { SceneBox, SceneGap, SceneOutline, SceneSides } from '#render/types.ts';

/** Empty lengths that are drawn above and below the atoms where a vacuum is left out, Å. */
const FOLDED_ANG = 4;
/** Beside the gap that closes a superlattice, which no lifted film widens. */
export const TO_NEXT_PERIOD = 'next period';
/** Less is not worth a break mark. */
const WORTH_ANG = 3;

/** The box of the cell with most of the vacuum left out; null where it is drawn as it is. */
export function boxOf({ built, report }: Model, fold: boolean): SceneBox | null {
  const [bottom, top, height] = [
    built.slabs[0]!.lowAng,
    built.slabs.at(-1)!.highAng,
    built.structure.lattice[8]!,
  ];
  if (!fold || isSuperlattice(report)) return null;
  const below = bottom > FOLDED_ANG + WORTH_ANG;
  const above = height - top > FOLDED_ANG + WORTH_ANG;
  if (!below && !above) return null;
  return {
    floorAng: below ? bottom - FOLDED_ANG : 0,
    lidAng: above ? top + FOLDED_ANG : height,
    breaksAng: [
      ...(below ? [bottom - 0.6 * FOLDED_ANG] : []),
      ...(above ? [top + 0.6 * FOLDED_ANG] : []),
    ],
  };
}

/** Brackets of the slabs, the dimension between each and the one below, of a superlattice also the gap to the next period, and the vacuum. */
export function gapsOf(
  { built, report }: Model,
  box: SceneBox | null,
  { showSlabs }: Pick<Session, 'showSlabs'>,
  hues: readonly string[],
): readonly SceneGap[] {
  const between: SceneGap[] = built.slabs.slice(1).map((s, i) => ({
    fromAng: built.slabs[i]!.highAng,
    toAng: s.lowAng,
    label: `d₀ ${fixed(s.separationAng!, 2)} Å`,
    color: null,
  }));
  if (isSuperlattice(report))
    between.push({
      fromAng: built.slabs.at(-1)!.highAng,
      toAng: built.structure.lattice[8]! + built.slabs[0]!.lowAng,
      label: `d₀ ${fixed(report.separations.at(-1)!, 2)} Å\n${TO_NEXT_PERIOD}`,
      color: null,
    });
  if (!showSlabs) return between;
  const slabs = built.slabs.map((s, i) => ({
    fromAng: s.lowAng,
    toAng: s.highAng,
    label: subscripts(report.layers[i]!.label),
    color: hues[i % hues.length]!,
  }));
  return [...between, ...slabs, ...(isSuperlattice(report) ? [] : vacuum(built, box))];
}

function vacuum({ slabs, structure }: Model['built'], box: SceneBox | null): readonly SceneGap[] {
  const [bottom, top, height] = [slabs[0]!.lowAng, slabs.at(-1)!.highAng, structure.lattice[8]!];
  return [
    { fromAng: box?.floorAng ?? 0, toAng: bottom, ang: bottom },
    { fromAng: top, toAng: box?.lidAng ?? height, ang: height - top },
  ]
    .filter(({ ang }) => ang > 1)
    .map(({ fromAng, toAng, ang }) => ({
      fromAng,
      toAng,
      label: `vacuum\n${fixed(ang, 2)} Å`,
      color: null,
    }));
}

/**
 * The cells that film and substrate would have by themselves, from one corner, in the plane where they meet. The lower
 * one is drawn whole and the upper one dashed.
 */
export function cellOutlines({ built }: Model, hues: readonly string[]): readonly SceneOutline[] {
  return built.slabs.slice(1).flatMap((film, i) => {
    const below = built.slabs[i]!;
    const zAng = (below.highAng + film.lowAng) / 2;
    return [
      { cell: freeCell(below, built.cell), color: hues[i % hues.length]!, dashed: false },
      {
        cell: freeCell(film, built.cell),
        color: hues[(i + 1) % hues.length]!,
        dashed: true,
      },
    ].map(({ cell: [a, b], color, dashed }) => ({
      corners: [
        [0, 0, zAng],
        [a[0], a[1], zAng],
        [a[0] + b[0], a[1] + b[1], zAng],
        [b[0], b[1], zAng],
      ] as const,
      color,
      dashed,
    }));
  });
}

/** Lengths of the cell's edges with the mismatch along them, beside the edges. */
export function sidesOf({ built, report }: Model): SceneSides {
  const [a, b] = built.cell;
  const { mismatch } = report;
  const label = (name: string, ang: number, fraction: number | undefined) =>
    `${name} ${fixed(ang, 2)} Å${
      fraction === undefined ? '' : ` · mismatch ${signedPercent(fraction)} %`
    }`;
  return { a: label('a', length2(a), mismatch?.a), b: label('b', length2(b), mismatch?.b) };
}
