import type { Protocol, ProtocolStage } from './protocols.ts';

export const SNAPSHOT_FILE = 'snapshots.lammpstrj';

/** Printed before each stage, so that a reader of the log knows which rows belong to it. */
export const STAGE_MARK = 'epistack stage';

/** The fix that keeps the temperature before velocities are rescaled; `f_` before its name heads its column. */
export const BEFORE_RESCALING = 'before';

export interface StageOptions {
  readonly seed: number;
  /** N, slab of each atom. */
  readonly layer: Uint16Array;
  /** N, 1 = stays where it is; null when none does. */
  readonly frozen: Uint8Array | null;
  /** Whether it is a particle that neither wanders nor turns. */
  readonly alone: boolean;
}

/**
 * The commands of a protocol, after box and potential. Snapshots begin with the dynamics, where the
 * steps count from 0; without dynamics, with the first minimisation.
 */
export function stageLines(protocol: Protocol, options: StageOptions): readonly string[] {
  const { stages, snapshotSteps } = protocol;
  const { seed, layer, frozen, alone } = options;
  const lines: string[] = [
    ...(frozen === null ? [] : frozenLines(frozen)),
    // Neither its momentum nor its angular momentum is a motion of its atoms against each other.
    ...(alone ? ['compute_modify thermo_temp extra/dof 6'] : []),
  ];
  const who = frozen === null ? 'all' : 'mobile';
  let moving = false;
  let dumping = false;
  let integrator = '';

  const thermoStyle = (temperature: string) => [
    `thermo_style custom step ${temperature} pe ke etotal press`,
    'thermo_modify format float %.10g',
    ...(frozen === null ? [] : ['thermo_modify temp mobileTemp']),
  ];
  const dump = () => {
    if (dumping) return;
    dumping = true;
    lines.push(
      `dump snapshots all custom ${snapshotSteps} ${SNAPSHOT_FILE} id type xu yu zu`,
      'dump_modify snapshots sort id format float %.10g',
    );
  };
  /** Once, before the first dynamics. */
  const start = (fromK: number) => {
    if (moving) return;
    moving = true;
    lines.push(
      'reset_timestep 0',
      `velocity ${who} create ${fromK} ${seed} mom ${frozen === null ? 'yes' : 'no'} rot ${alone ? 'yes' : 'no'} dist gaussian${alone ? ' temp thermo_temp' : frozen === null ? '' : ' temp mobileTemp'}`,
      // No slab starts with a drift of its own: rescaling would feed it. Frozen atoms hold their slab.
      ...(frozen === null && !alone ? slabs(layer) : []).flatMap(({ name, ids }) => [
        `group ${name} id ${ids}`,
        `velocity ${name} zero linear`,
      ]),
    );
    dump();
  };
  const integrate = (style: string) => {
    if (integrator === style) return;
    if (integrator !== '') lines.push('unfix integrate');
    integrator = style;
    lines.push(`fix integrate ${who} ${style}`);
    const temperature = alone ? 'thermo_temp' : frozen === null ? null : 'mobileTemp';
    if (temperature !== null && style !== 'nve')
      lines.push(`fix_modify integrate temp ${temperature}`);
  };

  stages.forEach((stage, index) => {
    lines.push('', `print "${STAGE_MARK} ${index} ${stage.kind}"`);
    switch (stage.kind) {
      case 'point':
        lines.push('run 0');
        break;
      case 'minimise':
        if (!stages.some(isDynamic)) dump();
        lines.push(
          `min_style ${stage.method ?? 'cg'}`,
          `minimize 0.0 ${stage.forceKcalMolAng} ${stage.maxIterations} ${10 * stage.maxIterations}`,
        );
        break;
      case 'rescale':
        start(stage.fromK);
        integrate('nve');
        lines.push(
          // Before velocities are rescaled, at the same step: afterwards every row would show the target.
          `fix ${BEFORE_RESCALING} ${who} ave/time 1 1 ${snapshotSteps} c_${frozen === null ? 'thermo_temp' : 'mobileTemp'}`,
          ...thermoStyle(`f_${BEFORE_RESCALING}`),
          `fix heat ${who} temp/rescale ${stage.everySteps} ${stage.fromK} ${stage.toK} 0.0 1.0`,
          ...(alone
            ? ['fix_modify heat temp thermo_temp']
            : frozen === null
              ? []
              : ['fix_modify heat temp mobileTemp']),
          `run ${stage.steps}`,
          'unfix heat',
          ...thermoStyle('temp'),
          `unfix ${BEFORE_RESCALING}`,
        );
        break;
      case 'nve':
        start(0);
        integrate('nve');
        lines.push(`run ${stage.steps}`);
        break;
      case 'nvt': {
        const { temperatureK: t, dampFs } = stage;
        start(t);
        if (stage.thermostat === 'nose-hoover') {
          integrate(`nvt temp ${t} ${t} ${dampFs}`);
          lines.push(`run ${stage.steps}`);
          break;
        }
        integrate('nve');
        lines.push(
          // "zero yes": the random forces add up to none, or the whole stack would wander.
          `fix bath ${who} langevin ${t} ${t} ${dampFs} ${seed}${frozen === null ? ' zero yes' : ''}`,
          // Random forces turn a particle.
          ...(alone ? ['fix still all momentum 10 linear 1 1 1 angular'] : []),
          `run ${stage.steps}`,
          'unfix bath',
          ...(alone ? ['unfix still'] : []),
        );
        break;
      }
      case 'script':
        lines.push(
          `variable seed index ${seed}`,
          `variable temperature index ${stage.temperatureK}`,
        );
        // Defined in any case, so that a script can use the group whether or not atoms are frozen.
        if (frozen === null) lines.push('group mobile union all');
        dump();
        lines.push('dump_modify snapshots time yes');
        lines.push(stage.text.replace(/\r\n?/g, '\n').trimEnd());
        break;
      default:
        stage satisfies never;
    }
  });
  return lines;
}

const isDynamic = ({ kind }: ProtocolStage): boolean => kind !== 'point' && kind !== 'minimise';

/** Frozen atoms feel no force and take no part in temperature, velocities or integration. */
const frozenLines = (frozen: Uint8Array): string[] => [
  `group frozen id ${idRanges((i) => frozen[i] === 1, frozen.length)}`,
  'group mobile subtract all frozen',
  'fix hold frozen setforce 0.0 0.0 0.0',
  // The frozen atoms take up momentum: the mobile ones keep all their degrees of freedom.
  'compute mobileTemp mobile temp',
  'compute_modify mobileTemp extra/dof 0',
  'thermo_modify temp mobileTemp',
];

/** The atoms of each slab as ranges of ids; none when there is only one slab. */
function slabs(layer: Uint16Array): readonly { readonly name: string; readonly ids: string }[] {
  const present = [...new Set(layer)];
  if (present.length < 2) return [];
  return present.map((slab) => ({
    name: `slab${slab}`,
    ids: idRanges((i) => layer[i] === slab, layer.length),
  }));
}

/** "1:20 41:60": LAMMPS ids, from 1, of the atoms that are in. */
function idRanges(isIn: (atom: number) => boolean, count: number): string {
  const ranges: [first: number, last: number][] = [];
  for (let i = 0; i < count; i++) {
    if (!isIn(i)) continue;
    const open = ranges.at(-1);
    if (open?.[1] === i) open[1] = i + 1;
    else ranges.push([i + 1, i + 1]);
  }
  return ranges.map(([first, last]) => `${first}:${last}`).join(' ');
}
