import type { TargetId } from '#app/export/exportSettings.ts';
import type { InputSet, SetGroup } from '#core/export/inputSet.ts';
import { INPUT_SETS, SET_GROUPS, type SetId, setsOfGroup } from '#core/export/inputSets.ts';
import { listed, OUTPUTS, RUN_OUTPUTS } from '#core/io/formats.ts';
import type { DrawnTarget } from '#ui/figure/drawnTarget.ts';
import { DRAWN_TARGETS } from '#ui/figure/drawnTargets.ts';

export interface TargetRow {
  readonly id: TargetId;
  readonly label: string;
  readonly hint: string;
}

export interface TargetGroup {
  readonly heading: string;
  readonly rows: readonly TargetRow[];
}

const GROUPS = Object.keys(SET_GROUPS) as SetGroup[];

/** The set of a target, or null. */
export const setOf = (target: TargetId): (InputSet & { readonly id: SetId }) | null =>
  INPUT_SETS.find((s) => target === `set:${s.id}`) ?? null;

/** What is drawn for a target, or null. */
export const drawnOf = (target: TargetId): DrawnTarget | null =>
  DRAWN_TARGETS.find(({ id }) => target === `drawn:${id}`) ?? null;

const row = (id: TargetId, label: string, hint: string): TargetRow => ({ id, label, hint });

/** What can leave the page, in the order of the dialog. Trajectories only while one is at hand. */
export const targetGroups = (hasRun: boolean): readonly TargetGroup[] => [
  {
    heading: 'Structure',
    rows: OUTPUTS.flatMap(({ id, write: { menu } }) =>
      menu === undefined ? [] : [row(`file:${id}`, menu.label, menu.hint)],
    ),
  },
  ...GROUPS.map((group) => ({
    heading: `${SET_GROUPS[group]} (zip)`,
    rows: setsOfGroup(group).map(({ id, label, hint }) => row(`set:${id}`, label, hint)),
  })),
  ...(hasRun
    ? [
        {
          heading: 'Trajectory',
          rows: RUN_OUTPUTS.map(({ id, write: { run } }) =>
            row(`run:${id}`, run.menu.label, run.menu.hint),
          ),
        },
      ]
    : []),
  {
    heading: 'Drawn',
    rows: DRAWN_TARGETS.map(({ id, label, hint }) => row(`drawn:${id}`, label, hint)),
  },
  {
    heading: 'Document',
    rows: [
      row('recipe', 'Recipe', 'the document itself'),
      row('embed', 'Picture in another page', 'code to be pasted there'),
    ],
  },
];

/** All that can be written, in one line. */
export const offeredText = (): string =>
  `${OUTPUTS.map((f) => f.short).join(', ')}; sets for ${listed([...new Set(INPUT_SETS.map((s) => s.code))], 'and')}`;
