import type { Session } from '#app/look/session.ts';
import type { PlayerState } from '#app/player/player.ts';
import type { HandBond } from '#core/crystal/coordination/handBonds.ts';
import type { BondRules } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { nextTask } from '#render/studio/nextTask.ts';
import type { FilmRun } from '#ui/figure/films/filmRun.ts';
import { movedFrame } from '#ui/figure/films/movedFrame.ts';
import { arrowVectors } from '#ui/look/arrows.ts';
import type { FrameColours } from '#ui/look/colouring.ts';

/** What the player has, in its range; null where it has nothing, or other atoms than are shown. */
export function playedRun(
  page: {
    readonly player: PlayerState;
    readonly session: Session;
    readonly handBonds: readonly HandBond[];
    readonly bondRules: BondRules;
    /** Whether films are drawn above their places. */
    readonly isLifted: boolean;
    /** N formal charges, e; empty where they are not known. */
    readonly charges: ArrayLike<number>;
    /** Null: those of the structure. */
    readonly colours: FrameColours | null;
  },
  structure: Structure,
): FilmRun | null {
  const { player, session, handBonds, bondRules, isLifted, charges, colours } = page;
  const { source, preparation } = player;
  if (source === null || player.isHeld) return null;
  if (source.structure.numbers.length !== structure.numbers.length) return null;
  const [first, last] = player.range ?? [0, player.count - 1];
  return {
    count: last - first + 1,
    frameAt: async (k) => {
      source.fetching?.start();
      await source.fetching?.end();
      let shown = source.frameAt(first + k, preparation);
      while (shown === null) {
        const problem = source.problemAt(first + k);
        if (problem !== null) throw new Error(`frame ${first + k + 1}: ${problem}`);
        // It is being read by a worker, and timers are slow in a tab that nobody looks at.
        await (document.hidden ? nextTask() : new Promise((next) => setTimeout(next, 10)));
        shown = source.frameAt(first + k, preparation);
      }
      const { positions, lattice, columns } = shown;
      const moved = movedFrame(
        { ...structure, lattice },
        charges,
        positions,
        { ...session, handBonds, bondRules, isLifted },
        structure,
      );
      const colors =
        colours?.colors({ lattice, xyz: positions, columns }, source.structure.xyz) ?? null;
      return { ...moved, lattice, colors, arrows: arrowVectors(positions.length / 3, columns) };
    },
  };
}
