import type { FigureCheck } from '#core/microscope/figureS2.ts';

/** What the caption of Figure S2 prints beside what is computed; nothing for other crystals than the paper's. */
export function FigureS2({ checks }: { readonly checks: readonly FigureCheck[] }) {
  if (checks.length === 0) return null;
  return (
    <section aria-label="Figure S2">
      <h3>Figure S2 of the paper</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">what</th>
            <th scope="col">printed</th>
            <th scope="col">computed</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.what}>
              <th scope="row">{check.what}</th>
              <td>{check.printed ?? 'not printed'}</td>
              <td>
                {check.computed} <span className="about">{check.note}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
