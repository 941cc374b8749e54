import type { Model } from '#app/document/model.ts';
import type { Session } from '#app/look/session.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { freeCell } from '#core/match/misfit/freeCell.ts';
import { fixed, signedPercent } from '#core/math/decimals.ts';
import { length2 } from '#core/math/plane2.ts';
import { isSuperlattice } from '#core/recipe/report/report.ts';
import type { SceneBox, SceneGap, SceneOutline, SceneSides } from '#render/types.ts';
import type { Mask } from './hiding.ts';

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

/** What is seen of a slab, heights in Å; null where none of its atoms is. */
export type SeenSlab = Readonly<Record<'lowAng' | 'highAng', number>> | null;

/** Atoms this far from an end of their slab are its end, Å. */
const AT_END_ANG = 0.1;

/**
 * What slabs show where a part is cut away or whole slabs are hidden. What measures the rest is not drawn.
 * @param gone N, 1 for atoms that are left out; null where all are there
 */
export function seenSlabs({ slabs, structure }: Model['built'], gone: Mask): readonly SeenSlab[] {
  if (gone === null) return slabs;
  const { layer, xyz } = structure;
  return slabs.map((slab, s) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < layer.length; i++) {
      if (layer[i] !== s || gone[i] === 1) continue;
      low = Math.min(low, xyz[3 * i + 2]!);
      high = Math.max(high, xyz[3 * i + 2]!);
    }
    if (low > high) return null;
    const near = (z: number, end: number) => (Math.abs(z - end) < AT_END_ANG ? end : z);
    return { lowAng: near(low, slab.lowAng), highAng: near(high, slab.highAng) };
  });
}

type End = 'lowAng' | 'highAng';

/** Whether an end of a slab is there to be measured from. */
const isEndSeen = ({ slabs }: Model['built'], seen: readonly SeenSlab[], s: number, end: End) =>
  seen[s]?.[end] === slabs[s]![end];

/** Brackets of the slabs, the dimension between each and the one below, of a superlattice also the gap to the next period, and the vacuum. */
export function gapsOf(
  { built, report }: Model,
  box: SceneBox | null,
  { showSlabs }: Pick<Session, 'showSlabs'>,
  hues: readonly string[],
  seen: readonly SeenSlab[] = built.slabs,
): readonly SceneGap[] {
  const isSeen = (s: number, end: End) => isEndSeen(built, seen, s, end);
  const last = built.slabs.length - 1;
  const between: SceneGap[] = built.slabs.slice(1).flatMap((s, i) =>
    isSeen(i, 'highAng') && isSeen(i + 1, 'lowAng')
      ? [
          {
            fromAng: built.slabs[i]!.highAng,
            toAng: s.lowAng,
            label: `d₀ ${fixed(s.separationAng!, 2)} Å`,
            color: null,
          },
        ]
      : [],
  );
  if (isSuperlattice(report) && isSeen(last, 'highAng') && isSeen(0, 'lowAng'))
    between.push({
      fromAng: built.slabs.at(-1)!.highAng,
      toAng: built.structure.lattice[8]! + built.slabs[0]!.lowAng,
      label: `d₀ ${fixed(report.separations.at(-1)!, 2)} Å\n${TO_NEXT_PERIOD}`,
      color: null,
    });
  if (!showSlabs) return between;
  const slabs = seen.flatMap((s, i) =>
    s === null
      ? []
      : [
          {
            fromAng: s.lowAng,
            toAng: s.highAng,
            label: subscripts(report.layers[i]!.label),
            color: hues[i % hues.length]!,
          },
        ],
  );
  const empty = isSuperlattice(report)
    ? []
    : vacuum(built, box, { below: isSeen(0, 'lowAng'), above: isSeen(last, 'highAng') });
  return [...between, ...slabs, ...empty];
}

function vacuum(
  { slabs, structure }: Model['built'],
  box: SceneBox | null,
  isSeen: { readonly below: boolean; readonly above: boolean },
): readonly SceneGap[] {
  const [bottom, top, height] = [slabs[0]!.lowAng, slabs.at(-1)!.highAng, structure.lattice[8]!];
  return [
    { fromAng: box?.floorAng ?? 0, toAng: bottom, ang: bottom, isSeen: isSeen.below },
    { fromAng: top, toAng: box?.lidAng ?? height, ang: height - top, isSeen: isSeen.above },
  ]
    .filter((space) => space.isSeen && space.ang > 1)
    .map(({ fromAng, toAng, ang }) => {
      const breakAng = box?.breaksAng.find((zAng) => zAng > fromAng && zAng < toAng);
      return {
        fromAng,
        toAng,
        label: `vacuum\n${fixed(ang, 2)} Å`,
        color: null,
        ...(breakAng !== undefined && { breakAng }),
      };
    });
}

/**
 * The cells that film and substrate would have by themselves, from one corner, in the plane where they meet. The lower
 * one is drawn whole and the upper one dashed.
 */
export function cellOutlines(
  { built }: Model,
  hues: readonly string[],
  seen: readonly SeenSlab[] = built.slabs,
): readonly SceneOutline[] {
  return built.slabs.slice(1).flatMap((film, i) => {
    const below = built.slabs[i]!;
    // Cut away with a slab, or with both planes of atoms that meet there.
    if (seen[i] === null || seen[i + 1] === null) return [];
    if (!isEndSeen(built, seen, i, 'highAng') && !isEndSeen(built, seen, i + 1, 'lowAng'))
      return [];
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

/** Lengths of the cell's edges with the mismatch along them, where all slabs are seen that have it. */
export function sidesOf(
  { built, report }: Model,
  seen: readonly SeenSlab[] = built.slabs,
): SceneSides {
  const [a, b] = built.cell;
  const mismatch = seen.includes(null) ? null : report.mismatch;
  const label = (name: string, ang: number, fraction: number | undefined) =>
    // 3.905 is 3.91 here as on paper, though the nearest number of a computer is a hair below it.
    `${name} ${fixed(ang * (1 + 1e-12), 2)} Å${
      fraction === undefined ? '' : ` · mismatch ${signedPercent(fraction)} %`
    }`;
  return { a: label('a', length2(a), mismatch?.a), b: label('b', length2(b), mismatch?.b) };
}
