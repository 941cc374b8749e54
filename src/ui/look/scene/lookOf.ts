import { DEFAULTS, type PictureStyle, type Session } from '#app/look/session.ts';
import { COVALENT_RADIUS_ANG, SYMBOLS, VDW_RADIUS_ANG } from '#core/crystal/elements.ts';
import type { BondList } from '#core/crystal/neighbors.ts';
import type { ElementLooks } from '#core/story/elementLooks.ts';
import type { SceneLook, SceneProps } from '#render/types.ts';
import { usualBallAng } from '#ui/kit/palette.ts';

/** Computing the soft light among so many atoms takes longer than a frame. */
export const MAX_LIT_ATOMS = 20_000;

/** A wire in files of solids, and its width on the screen with usual bonds: a projector shows no thinner line in colour. */
const WIRE_ANG = 0.035;
const WIRE_PX = 2;
/** Atoms that no stick holds are small balls where others are not drawn as balls. */
const LONE_BALL = 0.5;
/** Balls among polyhedra, beside their usual size. */
const SMALL_BALL = 0.5;

/** What a radius by hand replaces, Å. */
export const usualAng = (z: number, style: PictureStyle): number =>
  style === 'filling' ? VDW_RADIUS_ANG[z] || 2 * COVALENT_RADIUS_ANG[z]! : usualBallAng(z);

/**
 * Radii of the atoms as a style draws them, Å. Space is filled with van der Waals spheres where the radius of an
 * element is known, else with twice its covalent one. A radius by hand stands in the place of both.
 * @param bonds the sticks, which hold an atom or do not
 * @param byHand by symbol, Å
 */
export function styledRadii(
  numbers: Uint8Array,
  { style, bondRadiusAng }: Pick<Session, 'style' | 'bondRadiusAng'>,
  bonds: Pick<BondList, 'a' | 'b'>,
  byHand: ElementLooks['radiiAng'] = {},
): Float32Array {
  const balls = (share: number) => {
    const known = new Map<number, number>();
    const out = new Float32Array(numbers.length);
    for (let i = 0; i < numbers.length; i++) {
      const z = numbers[i]!;
      const ang = known.get(z) ?? share * (byHand[SYMBOLS[z]!] ?? usualAng(z, style));
      known.set(z, ang);
      out[i] = ang;
    }
    return out;
  };
  switch (style) {
    case 'balls':
    case 'filling':
      return balls(1);
    case 'sticks':
    case 'wireframe': {
      const held = new Set([...bonds.a, ...bonds.b]);
      const joint = style === 'sticks' ? bondRadiusAng : WIRE_ANG;
      return balls(LONE_BALL).map((ang, i) => (held.has(i) ? joint : ang));
    }
    case 'polyhedra':
      return balls(SMALL_BALL);
    default:
      return style satisfies never;
  }
}

/** A scene with the radii of elements by hand. */
export const withRadii = <Scene extends Pick<SceneProps, 'structure' | 'radiiAng' | 'topology'>>(
  scene: Scene,
  style: Pick<Session, 'style' | 'bondRadiusAng'>,
  byHand: ElementLooks['radiiAng'],
): Scene =>
  Object.keys(byHand).length === 0
    ? scene
    : {
        ...scene,
        radiiAng: styledRadii(scene.structure.numbers, style, scene.topology.bonds, byHand),
      };

/** Radius of the sticks, Å; 0 where a style has none. */
function stickAng({ style, showBonds, bondRadiusAng }: Session): number {
  const byStyle: Readonly<Record<PictureStyle, number>> = {
    balls: bondRadiusAng,
    filling: 0,
    sticks: bondRadiusAng,
    wireframe: WIRE_ANG,
    polyhedra: 0.5 * bondRadiusAng,
  };
  return showBonds ? byStyle[style] : 0;
}

/** Words of 11 px are 20 px where somebody presents, and 15 px on a phone, which is held in a hand. */
export const PROJECTED = 20 / 11;
export const IN_HAND = 15 / 11;

/**
 * What the picture takes of the session.
 * @param atoms in the cell
 * @param leastTextScale of the words in it
 */
export const lookOf = (session: Session, atoms: number, leastTextScale = 0): SceneLook => ({
  // Sticks meet in balls of their own thickness.
  atomScale: session.style === 'sticks' || session.style === 'wireframe' ? 1 : session.atomScale,
  bondRadiusAng: stickAng(session),
  wirePx:
    session.style === 'wireframe' ? (WIRE_PX * session.bondRadiusAng) / DEFAULTS.bondRadiusAng : 0,
  showCell: session.showCell,
  showContacts: session.showContacts,
  // Balls that touch hide what the words stand beside.
  showContactLabels: session.showContactLabels && session.style !== 'filling',
  depthCue: session.depthCue,
  outlines: session.outlines && session.style !== 'wireframe',
  textScale: Math.max(leastTextScale, session.textScale),
  axes: true,
  scaleBar: session.scaleBar,
  glassy: session.polyhedra === 'glassy',
  occlusion: session.occlusion && atoms <= MAX_LIT_ATOMS,
  floorShadow: session.floorShadow && atoms <= MAX_LIT_ATOMS && session.style !== 'wireframe',
  projection: session.projection,
});
