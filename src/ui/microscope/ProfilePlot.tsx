import type { Profile } from '#core/microscope/spectrum/profile.ts';

const [WIDTH, HEIGHT] = [300, 72];

/** The profile across the fringes, with its length below. */
export function ProfilePlot({ profile }: { readonly profile: Profile }) {
  const { alongAng, values } = profile;
  const kept = [...values.keys()].filter((k) => !Number.isNaN(values[k]!));
  const low = Math.min(...kept.map((k) => values[k]!));
  const high = Math.max(...kept.map((k) => values[k]!));
  const reach = alongAng.at(-1)!;
  const x = (ang: number) => ((ang / reach + 1) / 2) * WIDTH;
  const y = (v: number) => 4 + ((high - v) / (high - low || 1)) * (HEIGHT - 24);
  const ticks = [-10, -5, 0, 5, 10].filter((t) => Math.abs(t) < reach - 0.5);
  return (
    <svg
      className="microscope-profile"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Grey across the fringes over ${(2 * reach).toFixed(1)} Å`}
    >
      <path
        className="profile-curve"
        d={kept
          .map(
            (k, n) =>
              `${n === 0 ? 'M' : 'L'}${x(alongAng[k]!).toFixed(1)} ${y(values[k]!).toFixed(1)}`,
          )
          .join('')}
      />
      {ticks.map((t) => (
        <g key={t}>
          <path className="profile-axis" d={`M${x(t)} ${HEIGHT - 16}v4`} />
          <text x={x(t)} y={HEIGHT - 2} textAnchor="middle">
            {t === 0 ? '0 Å' : `${t < 0 ? '−' : ''}${Math.abs(t)}`}
          </text>
        </g>
      ))}
      <path className="profile-axis" d={`M0 ${HEIGHT - 16}H${WIDTH}`} />
    </svg>
  );
}
