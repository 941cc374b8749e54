import type { Model } from '#app/document/model.ts';
import { frozenOf } from '#core/export/exportSource.ts';

/** How many atoms farther than this from every interface there are. */
export function countBeyond({ built }: Pick<Model, 'built'>, distanceAng: number): number {
  const flags = frozenOf({ built, freeze: { kind: 'beyond', distanceAng } });
  return flags === null ? 0 : flags.reduce((n, f) => n + f, 0) / 3;
}
