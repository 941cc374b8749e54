import { commit } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import type { Model } from '#app/document/model.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { fixed, signedPercent } from '#core/math/decimals.ts';
import { applyNormalStrain, clearNormalStrain } from '#core/recipe/edits/strain.ts';
import { slabName } from '#core/recipe/report/report.ts';

const ENERGY =
  'Linear elasticity of the bulk crystal with these in-plane strains, the normal free of stress; surfaces and the interface add nothing. J/m² of the interface.';

/** Elastic energy of the strain, and how each slab would relax along the normal. */
export function ElasticCard({ model }: { readonly model: Model }) {
  const { elastic, report, built } = model;
  const known = elastic.some((e) => e !== null);
  const strained = report.layers.some(({ strain }) =>
    [strain.xx, strain.yy, strain.xy].some((x) => Math.abs(x) > 1e-9),
  );
  const given = report.layers.some((l) => l.normalStrain !== 0);
  if (!strained && !given) return null;
  if (!known && !given)
    return (
      <p className="about">
        No elastic energy: the constants of these crystals are unknown. Give them under “crystal,
        cell, source”.
      </p>
    );
  return (
    <>
      <table style={{ marginTop: 8 }}>
        <thead>
          <tr>
            <th title={ENERGY}>elastic</th>
            <th title={ENERGY}>J/m²</th>
            <th title="The same per atom of the slab">meV/atom</th>
            <th title="Strain along the normal that leaves the faces free of stress; in brackets what the slab has now">
              ε<sub>zz</sub>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...report.layers.entries()].reverse().map(([i, layer]) => {
            const e = elastic[i];
            return (
              <tr key={`${layer.label}${i}`} title={e?.source}>
                <td className={i === 0 ? 'substrate-ink' : i === 1 ? 'film-ink' : undefined}>
                  {subscripts(slabName(report, i))}
                </td>
                <td>{e ? fixed(e.relaxed.jPerM2, 3) : '–'}</td>
                <td>{e ? fixed(e.relaxed.mevPerAtom, 2) : '–'}</td>
                <td>
                  {e ? signedPercent(e.suggestedNormalStrain) : '–'} (
                  {signedPercent(layer.normalStrain)}) %
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="ways">
        <button
          type="button"
          className="button small"
          disabled={!known}
          title="Give each slab with elastic constants the strain along the normal that leaves its faces free of stress"
          onClick={() => commit(applyNormalStrain(built, library))}
        >
          Let the normal relax
        </button>
        {given && (
          <button
            type="button"
            className="button small"
            title="Bulk plane spacings again"
            onClick={() => commit(clearNormalStrain)}
          >
            Bulk spacings
          </button>
        )}
      </div>
    </>
  );
}
