import type { Model } from '#app/document/model.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { otherDenominators } from '#core/match/misfit/misfit.ts';
import { fixed, signedPercent } from '#core/math/decimals.ts';
import { slabName } from '#core/recipe/report/report.ts';
import { SLAB_COLORS } from '#ui/kit/palette.ts';
import { useDark } from '#ui/kit/theme.ts';
import { ElasticCard } from './ElasticCard.tsx';
import type { CardProps } from './reportCard.ts';

/** How well the cells fit, and what each slab takes to fit. */
export function MismatchCard({ model, open }: CardProps) {
  const { report } = model;
  const dark = useDark();
  const colors = SLAB_COLORS[dark ? 'dark' : 'light'];
  const [substrate, film] = report.layers;
  const alongA = otherDenominators(report.mismatch?.a ?? 0);
  const alongB = otherDenominators(report.mismatch?.b ?? 0);
  return (
    <section data-open={open} aria-label="Mismatch">
      <div className="caps">
        <h2 className="caps">Mismatch</h2>
        <span
          className="note"
          title="l: lengths of the unstrained supercells along the shared axis. Positive: the film is longer and is compressed to fit."
        >
          (film − substrate) / substrate
        </span>
      </div>
      {report.mismatch && film && substrate ? (
        <>
          <div className="twocol">
            <div className="headlines">
              {(['a', 'b'] as const).map((axis) => (
                <div key={axis}>
                  <div className="big" data-testid={`mismatch-${axis}`}>
                    {signedPercent(report.mismatch![axis])} %
                  </div>
                  <div className="under">
                    along {axis} · {fixed(film.supercell[axis], 3)} on{' '}
                    {fixed(substrate.supercell[axis], 3)} Å
                  </div>
                </div>
              ))}
            </div>
            <CellDrawing model={model} colors={colors} />
          </div>
          {report.mismatches.length > 1 && (
            <p className="under">
              {slabName(report, 1)} on {slabName(report, 0)}; the films above on the substrate too:{' '}
              {report.mismatches
                .slice(1)
                .map(
                  (m, i) =>
                    `${subscripts(slabName(report, i + 2))} a ${signedPercent(m.a)} %, b ${signedPercent(m.b)} %`,
                )
                .join('; ')}
            </p>
          )}
          <p className="under">
            Δγ {fixed(report.mismatch.gammaDeg, 2)}° · area {signedPercent(report.mismatch.area)} %
            of {fixed(areaOf(substrate.supercell), 1)} Å²
          </p>
          <p className="under">
            over film {signedPercent(alongA.overFilm)}, {signedPercent(alongB.overFilm)} % · over
            mean {signedPercent(alongA.overMean)}, {signedPercent(alongB.overMean)} %
          </p>
        </>
      ) : (
        <p className="about">A slab alone: add a second slab to compare cells.</p>
      )}
      <table style={{ marginTop: 8 }}>
        <thead>
          <tr>
            <th title="What each slab takes so as to fit: ε = U − 1, U the stretch of its supercell with the rotation removed, in the frame x ∥ a. Positive is tension.">
              strain taken
            </th>
            <th>
              ε<sub>xx</sub>
            </th>
            <th>
              ε<sub>yy</sub>
            </th>
            <th>
              ε<sub>xy</sub>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...report.layers.entries()].reverse().map(([i, layer]) => (
            <tr key={`${layer.label}${i}`}>
              <td
                className={i === 0 ? 'substrate-ink' : i === 1 ? 'film-ink' : undefined}
                style={i > 1 ? { color: colors[i % colors.length] } : undefined}
              >
                {subscripts(slabName(report, i))}
              </td>
              <td>{signedPercent(layer.strain.xx)}</td>
              <td>{signedPercent(layer.strain.yy)}</td>
              <td>{signedPercent(layer.strain.xy)} %</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ElasticCard model={model} />
    </section>
  );
}

/** Area of an unstrained supercell, Å². */
const areaOf = ({
  a,
  b,
  gamma,
}: {
  readonly a: number;
  readonly b: number;
  readonly gamma: number;
}): number => a * b * Math.sin((gamma * Math.PI) / 180);

/** The two unstrained supercells on each other, a to the right. */
function CellDrawing({
  model,
  colors,
}: {
  readonly model: Model;
  readonly colors: readonly string[];
}) {
  const shapes = model.report.layers.slice(0, 2).map(({ supercell: { a, b, gamma } }) => {
    const g = (gamma * Math.PI) / 180;
    return [
      [0, 0],
      [a, 0],
      [a + b * Math.cos(g), b * Math.sin(g)],
      [b * Math.cos(g), b * Math.sin(g)],
    ] as const;
  });
  const xs = shapes.flat().map((p) => p[0]);
  const ys = shapes.flat().map((p) => p[1]);
  const [x0, x1, y1] = [Math.min(...xs), Math.max(...xs), Math.max(...ys)];
  const scale = Math.min(100 / (x1 - x0), 84 / y1);
  const points = (s: (typeof shapes)[number]) =>
    s
      .map(([x, y]) => `${((x - x0) * scale + 4).toFixed(1)},${((y1 - y) * scale + 4).toFixed(1)}`)
      .join(' ');
  return (
    <svg
      width={(x1 - x0) * scale + 8}
      height={y1 * scale + 8}
      role="img"
      aria-label="The film's cell (dashed) drawn on the substrate's"
    >
      {shapes.map((s, i) => (
        <polygon
          // Substrate solid, film dashed: told apart without colour too.
          key={i === 0 ? 'substrate' : 'film'}
          points={points(s)}
          fill="none"
          stroke={colors[i]}
          strokeWidth={1.6}
          strokeDasharray={i === 0 ? undefined : '4 3'}
        />
      ))}
    </svg>
  );
}
