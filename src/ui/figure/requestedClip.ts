import type { Model } from '#app/document/model.ts';
import type { Clip } from '#app/look/hidden.ts';
import type { DrawnIndices } from '#app/look/viewOnly.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { readThreeIndices } from '#core/surface/miller.ts';
import { anglesOf, basisOf } from '#render/camera/pose.ts';
import type { SceneView } from '#render/types.ts';
import { CLIP_AXES, clipAxis, clipPlanes } from '#ui/look/scene/clipping.ts';
import { UnknownWord } from './unknownWord.ts';

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
  if (more.length > 0 || !['', 'between', 'beyond'].includes(keep))
    throw wrong('ACROSS:FROM:TO, and perhaps :beyond to keep what lies outside of it');
  const across = acrossOf(name, drawn, wrong);
  const whole = { across, from: 0, to: 1, isInverse: keep === 'beyond' };
  const { extentAng } = clipPlanes(whole, drawn.structure, drawn.model)!;
  const share = (typed: string, end: number): number => {
    if (typed.trim() === '') return end;
    const ang = Number(typed);
    if (!Number.isFinite(ang)) throw wrong(`FROM and TO are numbers in Å, not "${typed}"`);
    return Math.min(1, Math.max(0, ang / extentAng));
  };
  const [low, high] = [share(from, 0), share(to, 1)];
  if (!(low < high))
    throw wrong(
      `TO lies above FROM, both within the cell: 0 to ${extentAng.toFixed(2)} Å along this normal`,
    );
  return { ...whole, from: low, to: high };
}

function acrossOf(
  name: string,
  { structure, model, view }: Drawn,
  wrong: (reason: string) => UnknownWord,
): Clip['across'] {
  const axis = CLIP_AXES.find((known) => known === name);
  if (axis !== undefined) return clipAxis(axis);
  if (name === 'view') {
    const stand = view.stand ?? anglesOf(view.direction, structure.lattice);
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
