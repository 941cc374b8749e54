import { derivedStore } from '#app/document/derive.ts';
import { marksNow, marksStore } from '#app/document/marks/marks.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { hiddenStore } from '#app/look/hidden.ts';
import { pickedStore } from '#app/look/pickedAtoms.ts';
import { colorMode, sessionStore } from '#app/look/session.ts';
import { viewOnlyStore } from '#app/look/viewOnly.ts';
import { displacementStore } from '#app/player/displacements.ts';
import { arrowsStore } from '#app/player/fileColumns.ts';
import { type PlayerState, playerStore } from '#app/player/player.ts';
import type { ShownFrame } from '#app/trajectory/trajectorySource.ts';
import { nearestImages } from '#core/analysis/motion/displacement.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { SceneFeed, SceneFrame, SceneTopology } from '#render/types.ts';
import { arrowVectors } from '#ui/look/arrows.ts';
import { drawnBonds } from '#ui/look/bonds/drawnBonds.ts';
import { frameColouring } from '#ui/look/frameColourings.ts';
import { hidingStore } from '#ui/look/scene/hidingCode.ts';
import { frameTopology } from '#ui/look/scene/topology.ts';

/** Frames that a trail reaches back. */
export const TRAIL_FRAMES = 40;
/** A jump of more frames than this is no motion: the trail begins anew. */
const MAX_STEP = 12;
/** In larger structures only picked atoms have trails: a picture of all would be a tangle. */
export const MAX_TRACED_ATOMS = 400;

/** Frames in the order of the built structure, or of atoms that are drawn in its place. */
export const builtFeed: SceneFeed = feedOf((p) => p.foreign === null);
export const foreignFeed: SceneFeed = feedOf((p) => p.foreign !== null);

type HideInFrames = ReturnType<
  NonNullable<ReturnType<typeof hidingStore.getState>['code']>['frameHider']
>;

function feedOf(isMine: (player: PlayerState) => boolean): SceneFeed {
  let made: { readonly view: ShownFrame; readonly frame: SceneFrame } | null = null;
  let way: readonly ShownFrame[] = [];
  let topology: SceneTopology | null = null;
  let hide: HideInFrames | null = null;
  return {
    now: () => {
      const player = playerStore.getState();
      const { view } = player;
      if (view === null || !isMine(player)) {
        made = null;
        way = [];
        topology = null;
        return null;
      }
      if (made?.view !== view) {
        way = continued(way, view);
        topology = topologyNow(player, view, topology);
        const structure = structureNow(player);
        hide ??= hidingStore.getState().code?.frameHider() ?? null;
        const shown =
          structure && hide
            ? hide(topology, structure, hiddenStore.getState(), modelNow(player))
            : topology;
        made = { view, frame: sceneFrame(player, view, way, shown) };
      }
      return made.frame;
    },
    watch: (onFrame) => {
      const again = (): void => {
        made = null;
        onFrame();
      };
      const stops = [
        playerStore.subscribe((p, q) => {
          if (p.view !== q.view || p.foreign !== q.foreign) onFrame();
        }),
        displacementStore.subscribe(again),
        arrowsStore.subscribe(again),
        hiddenStore.subscribe(again),
        hidingStore.subscribe(again),
        marksStore.subscribe((now, before) => {
          const [p, q] = [now.now.marks, before.now.marks];
          if (p.bonds !== q.bonds || p.bondRules !== q.bondRules) again();
        }),
        sessionStore.subscribe((now, before) => {
          if (
            FRAMES.some((key) => now[key] !== before[key]) ||
            TOPOLOGY.some((key) => now[key] !== before[key])
          )
            again();
        }),
        pickedStore.subscribe(() => {
          if (displacementStore.getState().lines !== 'none') again();
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

function continued(way: readonly ShownFrame[], view: ShownFrame): readonly ShownFrame[] {
  const last = way.at(-1);
  if (displacementStore.getState().lines !== 'path') return [view];
  if (last === undefined || last.positions.length !== view.positions.length) return [view];
  if (last.frame === view.frame) return [...way.slice(0, -1), view];
  if (Math.abs(view.frame - last.frame) > MAX_STEP) return [view];
  return [...way.slice(-TRAIL_FRAMES), view];
}

/** Settings on which the colours of a frame depend. */
const FRAMES = ['framesBy', 'colourRanges'] as const;

/** Settings on which the bonds of a frame depend. */
const TOPOLOGY = ['completion', 'polyhedra', 'style'] as const;

const NO_CHARGES: ArrayLike<number> = [];

const builtNow = () => derivedStore.getState().model?.built;

const modelNow = ({ foreign }: PlayerState) =>
  foreign === null ? derivedStore.getState().model : null;

/** The atoms at rest whose frames are played. */
const structureNow = ({ foreign }: PlayerState): Structure | null =>
  foreign?.structure ?? builtNow()?.structure ?? null;

function topologyNow(
  player: PlayerState,
  view: ShownFrame,
  before: SceneTopology | null,
): SceneTopology | null {
  const structure = structureNow(player);
  if (structure === null) return null;
  const charges = (player.foreign === null && builtNow()?.charges) || NO_CHARGES;
  const { liftAng } = viewOnlyStore.getState();
  const recipe = (player.foreign === null && builtNow()?.recipe) || null;
  const { bonds, bondRules } = marksNow();
  const marked = markedAtoms(structure.numbers, recipe);
  const handBonds = drawnBonds(bonds, marked, structure, liftAng);
  const settings = { ...sessionStore.getState(), handBonds, bondRules, isLifted: liftAng > 0 };
  return frameTopology(structure, view, charges, settings, before);
}

function sceneFrame(
  player: PlayerState,
  view: ShownFrame,
  way: readonly ShownFrame[],
  topology: SceneTopology | null,
): SceneFrame {
  const { positions, lattice, columns } = view;
  const { lines, average } = displacementStore.getState();
  const colouring = frameColouring(colorMode(sessionStore.getState(), true));
  const frame = { lattice, xyz: positions, columns };
  return {
    positions,
    lattice,
    topology,
    colors: colouring?.colors(frame, player.source?.structure.xyz) ?? null,
    arrows: arrowVectors(positions.length / 3, columns),
    trails:
      lines === 'path'
        ? pathLines(way, lattice)
        : lines === 'average' && average !== null
          ? averageLines(frame, average.xyz)
          : null,
  };
}

/** The atoms that have lines: the picked ones; all of them in a small structure without any. */
function traced(count: number): ArrayLike<number> {
  const atoms = pickedStore.getState().atoms.filter((i) => i < count);
  if (atoms.length > 0) return atoms;
  return count <= MAX_TRACED_ATOMS ? Array.from({ length: count }, (_, i) => i) : [];
}

function pathLines(way: readonly ShownFrame[], lattice: ArrayLike<number>): Float32Array {
  const atoms = traced((way[0]?.positions.length ?? 0) / 3);
  // A longer step went through a face of the cell.
  const far =
    0.5 *
    Math.min(...[0, 3, 6].map((k) => Math.hypot(lattice[k]!, lattice[k + 1]!, lattice[k + 2]!)));
  const out = new Float32Array(6 * atoms.length * Math.max(0, way.length - 1));
  let at = 0;
  for (let f = 1; f < way.length; f++) {
    const [p, q] = [way[f - 1]!.positions, way[f]!.positions];
    for (let k = 0; k < atoms.length; k++) {
      const i = 3 * atoms[k]!;
      if (!(Math.hypot(q[i]! - p[i]!, q[i + 1]! - p[i + 1]!, q[i + 2]! - p[i + 2]!) < far))
        continue;
      for (let x = 0; x < 3; x++) {
        out[at + x] = p[i + x]!;
        out[at + 3 + x] = q[i + x]!;
      }
      at += 6;
    }
  }
  return out.subarray(0, at);
}

/** From where each atom is on average to where it is, both by the nearest image. */
function averageLines(
  frame: { readonly lattice: ArrayLike<number>; readonly xyz: Float32Array },
  average: ArrayLike<number>,
): Float32Array {
  const near = new Float32Array(frame.xyz.length);
  // The mean place moved by whole cells to the atom, not the atom to it: the atoms stay where they are drawn.
  nearestImages({ lattice: frame.lattice, xyz: average }, frame.xyz, near);
  const atoms = traced(frame.xyz.length / 3);
  const out = new Float32Array(6 * atoms.length);
  for (let k = 0; k < atoms.length; k++)
    for (let x = 0; x < 3; x++) {
      out[6 * k + x] = near[3 * atoms[k]! + x]!;
      out[6 * k + 3 + x] = frame.xyz[3 * atoms[k]! + x]!;
    }
  return out;
}
