import { fixed } from '#core/math/decimals.ts';
import { isUpper } from '#core/microscope/spectrum/fringes.ts';
import type { IndexedSpot } from '#core/microscope/spectrum/indexing.ts';
import { afterChoice, spotPair } from '#core/microscope/spectrum/spots.ts';
import { hklText } from '#core/surface/miller.ts';

/** Rows that are shown; the file has all. */
const MOST = 30;

/** Spots of the transform with d, angle and indices; two that are chosen are measured against each other. */
export function SpotTable(props: {
  readonly spots: readonly IndexedSpot[];
  readonly crystals: readonly string[];
  readonly chosen: readonly number[];
  readonly onChoose: (spots: readonly number[]) => void;
}) {
  const { spots, crystals, chosen, onChoose } = props;
  const [a, b] = chosen.map((n) => spots[n]);
  const pair = a && b ? spotPair(a, b) : null;
  return (
    <section aria-label="Spots">
      <h3>Spots of the transform</h3>
      <p role="status" className="under">
        {pair
          ? `From the first to the second: ${fixed(pair.angleDeg, 2)}°, ${fixed(pair.distancePerAng, 4)} 1/Å, g ratio ${fixed(pair.ratio, 4)}`
          : a
            ? `d ${fixed(a.dAng, 3)} Å at ${fixed(a.angleDeg, 1)}°. Choose a second spot for the angle between them.`
            : 'Choose two spots, here or in the picture, for the angle between them.'}
      </p>
      <div className="microscope-table">
        <table>
          <thead>
            <tr>
              <th scope="col">d, Å</th>
              <th scope="col">angle</th>
              {crystals.map((name, k) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: crystals are told apart by their place alone
                <th key={k} scope="col">
                  {k === 1 ? '◇' : '○'} {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {spots.slice(0, 2 * MOST).map((spot, n) =>
              isUpper(spot) ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: spots are told apart by their place in the list alone
                <tr key={n} aria-selected={chosen.includes(n)}>
                  <td>
                    <button
                      type="button"
                      className="linkish"
                      aria-pressed={chosen.includes(n)}
                      onClick={() => onChoose(afterChoice(chosen, n))}
                    >
                      {fixed(spot.dAng, 3)}
                    </button>
                  </td>
                  <td>{fixed(spot.angleDeg, 1)}°</td>
                  {spot.indices.map((index, k) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: crystals are told apart by their place alone
                    <td key={k}>
                      {index === null
                        ? '–'
                        : `${hklText(index.hkl)} ${fixed(100 * index.error, 2)} %`}
                    </td>
                  ))}
                </tr>
              ) : null,
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}
