import {
  alongInterface,
  axesInStack,
  type LatticeDirection,
  pointing,
  reciprocal,
} from '#core/atoms/crystalAxes.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { slabName } from '#core/recipe/report/report.ts';
import { indexText } from '#core/surface/miller.ts';
import type { DrawnModel } from '#ui/look/colouring.ts';
import { type LatticeView, latticeView } from './latticeView.ts';

export interface NamedView {
  readonly name: string;
  /** The slab whose direction points at the eye; absent for reciprocal axes of the picture. */
  readonly slab?: number;
  readonly view: () => LatticeView;
}

/** The view of the picture in which a direction of some axes points at the eye. */
export const viewAlong = (
  { structure }: DrawnModel,
  axes: ArrayLike<number>,
  direction: LatticeDirection,
): LatticeView => latticeView(pointing(axes, direction), structure.lattice);

/** Views besides those of the switch that have names: along reciprocal axes, and along the interface by each slab. */
export function namedViews(atoms: DrawnModel): readonly NamedView[] {
  const { structure, model } = atoms;
  const axes = (['a*', 'b*', 'c*'] as const).map(
    (name, k): NamedView => ({
      name,
      view: () => viewAlong(atoms, structure.lattice, reciprocal(k as 0 | 1 | 2)),
    }),
  );
  const slabs = model?.built.slabs.map((_, slab): NamedView => {
    const along = alongInterface(model.built, slab);
    return {
      name: `${subscripts(slabName(model.report, slab))} [${indexText(along.indices)}]`,
      slab,
      view: () => viewAlong(atoms, axesInStack(model.built, slab), along),
    };
  });
  return [...axes, ...(slabs ?? [])];
}
