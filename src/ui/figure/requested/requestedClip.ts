import type { Model } from '#app/document/model.ts';
import type { Clip } from '#app/look/hidden.ts';
import type { DrawnIndices } from '#app/look/viewOnly.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { readThreeIndices } from '#core/surface/miller.ts';
import { anglesOf, basisOf } from '#render/camera/pose.ts';
import type { SceneView } from '#render/types.ts';
import { UnknownWord } from '#ui/figure/unknownWord.ts';
import { CLIP_AXES, clipAxis, clipPlanes } from '#ui/look/scene/clipping.ts';

/** What the page can be cut across, as it is typed. */
const ACROSS = `${CLIP_AXES.join(', ')}, view, hkl=110 or uvw=1-10`;

interface Drawn {
  readonly structure: Structure;
  readonly model: Model | null;
  readonly view: SceneView;
}

/**
 * Two planes as the terminal asks for them: "c:2:14", "hkl=111@film::8", "view:5:9:beyond". Heights are Å along the
 * normal from the lowest corner of the cell; one that is left out is the end of the cell.
 * @throws {UnknownWord}
 */
export function requestedClip(text: string, drawn: Drawn): Clip {
  const [name = '', from = '', to = '', keep = '', ...more] = text.split(':');
  const wrong = (reason: string) => new UnknownWord(`--clip "${text}": ${reason}`);
  if (more.length > 0) throw wrong(`has ${4 + more.length} parts: ACROSS:FROM:TO are three`);
  if (!['', 'between', 'beyond'].includes(keep))
    throw wrong(`what stands last is between or beyond, or is left out; not "${keep}"`);
  const across = acrossOf(name, drawn, wrong);
  const whole = { across, from: 0, to: 1, isInverse: keep === 'beyond' };
  const { extentAng } = clipPlanes(whole, drawn.structure, drawn.model)!;
  const angOf = (end: string, typed: string, left: number): number => {
    if (typed.trim() === '') return left;
    const ang = Number(typed);
    if (!Number.isFinite(ang)) throw wrong(`${end} is a number in Å, not "${typed}"`);
    return ang;
  };
  const [low, high] = [angOf('FROM', from, 0), angOf('TO', to, extentAng)];
  const cell = `the cell lies at 0 to ${extentAng.toFixed(2)} Å along this normal`;
  if (!(low < high))
    throw wrong(`TO lies above FROM, and ${high} Å is not above ${low} Å; ${cell}`);
  if (low >= extentAng || high <= 0)
    throw wrong(`both planes lie ${high <= 0 ? 'below' : 'above'} the cell: ${cell}`);
  return { ...whole, from: Math.max(0, low / extentAng), to: Math.min(1, high / extentAng) };
}

function acrossOf(
  name: string,
  { structure, model, view }: Drawn,
  wrong: (reason: string) => UnknownWord,
): Clip['across'] {
  const axis = CLIP_AXES.find((known) => known === name);
  if (axis !== undefined) return clipAxis(axis);
  if (name === 'view') {
    const stand = view.stand ?? anglesOf(view.direction, structure.lattice, structure.xyz);
    return { kind: 'view', towards: basisOf('pose' in stand ? stand.pose : stand).back };
  }
  const [, kind, typed, slab] = /^(hkl|uvw)=([^@]+)(?:@(\w+))?$/.exec(name) ?? [];
  const indices = typed === undefined ? null : readThreeIndices(typed);
  if (indices === null)
    throw wrong(`across is ${ACROSS}, of the cell or, with @film, @substrate or @2, of a slab`);
  return {
    slab: slab === undefined ? null : slabOf(slab, model, wrong),
    kind: kind as DrawnIndices['kind'],
    indices,
  };
}

function slabOf(name: string, model: Model | null, wrong: (reason: string) => UnknownWord): number {
  const count = model?.built.slabs.length ?? 0;
  const at = name === 'substrate' ? 0 : name === 'film' ? 1 : Number(name) - 1;
  if (!(Number.isInteger(at) && at >= 0 && at < count))
    throw wrong(
      count === 0
        ? 'atoms of a file have no slabs'
        : `@${name}: the slabs here are 1 to ${count}, from the substrate up`,
    );
  return at;
}
