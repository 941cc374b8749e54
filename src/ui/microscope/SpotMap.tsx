import { useRef } from 'react';
import { afterChoice, nearestSpot } from '#core/microscope/spectrum/spots.ts';
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
/** So near to a spot, of the half width, is at the spot. */
const NEAR = 0.06;

/** Spots in the plane across the beam, over a transform or by themselves: circles for the first crystal, diamonds for the second. */
export function SpotMap(props: {
  readonly spots: readonly DrawnSpot[];
  readonly reachPerAng: number;
  readonly label: string;
  readonly chosen: readonly number[];
  /** Left out where nothing is chosen. A drag from spot to spot chooses both. */
  readonly onChoose?: (spots: readonly number[]) => void;
}) {
  const { spots, reachPerAng, label, chosen, onChoose } = props;
  const scale = HALF / reachPerAng;
  const from = useRef<number | null>(null);
  const spotAt = (e: React.PointerEvent): number | null => {
    const box = e.currentTarget.getBoundingClientRect();
    const x = ((2 * (e.clientX - box.left)) / box.width - 1) * reachPerAng;
    const y = (1 - (2 * (e.clientY - box.top)) / box.height) * reachPerAng;
    const spot = nearestSpot(spots, x, y, NEAR * reachPerAng);
    return spot === null ? null : spots.indexOf(spot);
  };
  const finish = (e: React.PointerEvent) => {
    const [start, end] = [from.current, spotAt(e)];
    from.current = null;
    if (start === null || end === null) return;
    onChoose?.(start === end ? afterChoice(chosen, end) : [start, end]);
  };
  const [first, second] = chosen.map((n) => spots[n]);
  return (
    <svg
      className="spot-map"
      viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
      role="img"
      aria-label={label}
      onPointerDown={(e) => {
        from.current = spotAt(e);
      }}
      onPointerUp={finish}
    >
      {first && second && (
        <path
          className="spot-pair"
          d={`M${first.x * scale} ${-first.y * scale}L0 0L${second.x * scale} ${-second.y * scale}`}
        />
      )}
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
          <g key={n}>
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
