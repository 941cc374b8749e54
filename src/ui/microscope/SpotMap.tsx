import { slabInk } from '#ui/kit/plot/plotSpec.ts';

/** A spot as it is drawn: in the hue of its crystal, and in a shape of its own. */
export interface DrawnSpot {
  /** Right and up, 1/Å. */
  readonly x: number;
  readonly y: number;
  /** null for a spot that no crystal has. */
  readonly crystal: number | null;
  /** Radius, of the half width. */
  readonly size: number;
  readonly text: string;
  readonly isOpen: boolean;
}

const HALF = 200;

/** Spots in the plane across the beam, over a transform or by themselves: circles for the first crystal, diamonds for the second. */
export function SpotMap(props: {
  readonly spots: readonly DrawnSpot[];
  readonly reachPerAng: number;
  readonly label: string;
  readonly chosen: readonly number[];
  readonly onChoose: (spot: number) => void;
}) {
  const { spots, reachPerAng, label, chosen, onChoose } = props;
  const scale = HALF / reachPerAng;
  return (
    <svg
      className="spot-map"
      viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
      role="img"
      aria-label={label}
    >
      {spots.map((spot, n) => {
        const [x, y, r] = [spot.x * scale, -spot.y * scale, spot.size * HALF];
        if (Math.abs(x) > HALF || Math.abs(y) > HALF) return null;
        const shape = {
          stroke: spot.crystal === null ? '#fff' : `var(--${slabInk(spot.crystal)}-spot)`,
          fill: spot.isOpen ? 'transparent' : `var(--${slabInk(spot.crystal ?? 0)}-spot)`,
          strokeWidth: chosen.includes(n) ? 4 : 1.5,
        };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: spots are told apart by their place in the list alone
          // biome-ignore lint/a11y/noStaticElementInteractions: the table beside has a button for every spot
          <g key={n} onClick={() => onChoose(n)} onKeyDown={() => undefined}>
            <title>{spot.text}</title>
            {spot.crystal === 1 ? (
              <path
                {...shape}
                d={`M${x - r * 1.3} ${y}L${x} ${y - r * 1.3}L${x + r * 1.3} ${y}L${x} ${y + r * 1.3}Z`}
              />
            ) : (
              <circle {...shape} cx={x} cy={y} r={r} />
            )}
          </g>
        );
      })}
    </svg>
  );
}
