import { useMemo } from 'react';
import { formula, subscripts } from '#core/crystal/structure.ts';
import { fixed, signedInFull } from '#core/math/decimals.ts';
import type { Nanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { type FaceMisfit, misfitTexts } from '#core/nanocrystal/cap/faceMisfit.ts';
import { faceContacts, leadingContacts } from '#core/nanocrystal/positions/faceContacts.ts';
import { hklText } from '#core/surface/miller.ts';
import { chemistry, pairText, thousands } from '#ui/kit/format.ts';

/** What was built, in numbers. */
export function NanocrystalReport({
  built,
  misfit,
}: {
  readonly built: Nanocrystal;
  readonly misfit: FaceMisfit | null;
}) {
  const { structure, parts, facets, chargeE, sizeNm, extentsNm, coreVolumeNm3, warnings } = built;
  const { facing, charges } = built;
  const contacts = useMemo(
    () => leadingContacts(faceContacts(structure, facing, structure.xyz), charges),
    [structure, facing, charges],
  );
  return (
    <section aria-label="What was built" className="nanocrystal-report">
      <p>
        <strong data-testid="nanocrystal-atoms">{thousands(structure.numbers.length)} atoms</strong>
        , charge {chargeText(chargeE)}, core {fixed(sizeNm, 3)} nm, all{' '}
        {extentsNm.map((x) => fixed(x, 2)).join(' × ')} nm
        {coreVolumeNm3 !== null && `, body of the core ${fixed(coreVolumeNm3, 2)} nm³`}
      </p>
      <ul>
        {parts.map((part, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: crystals are told apart by their place alone
          <li key={n}>
            {subscripts(part.name)}: {subscripts(formula(part.composition))},{' '}
            {chargeText(part.chargeE)}
          </li>
        ))}
      </ul>
      {facets.length > 0 && (
        <table>
          <caption>
            Faces of the core; atoms with fewer neighbours than in bulk, each at the face it lies
            nearest to, on an edge at the first of its faces
          </caption>
          <thead>
            <tr>
              <th scope="col">face</th>
              <th scope="col">area, nm²</th>
              <th scope="col">atoms</th>
              <th scope="col">on edges</th>
              <th scope="col">charge, e</th>
            </tr>
          </thead>
          <tbody>
            {facets.map((f) => (
              <tr key={f.hkl.join(' ')}>
                <th scope="row">
                  <span className="indices">{hklText(f.hkl)}</span>
                  {f.isCovered && ' covered'}
                </th>
                <td>{f.areaAng2 === null ? '–' : fixed(f.areaAng2 / 100, 2)}</td>
                <td>
                  {f.atoms}
                  <span className="of">{subscripts(formula(f.composition))}</span>
                </td>
                <td>{f.edgeAtoms}</td>
                <td>{f.chargeE === null ? '–' : signedInFull(f.chargeE)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {contacts.length > 0 && (
        <table>
          <caption>
            Contacts across the face: each atom of the core’s outermost of a species to its nearest
            of the second crystal, Å
          </caption>
          <thead>
            <tr>
              <th scope="col">pair</th>
              <th scope="col">mean</th>
              <th scope="col">shortest</th>
              <th scope="col">atoms</th>
            </tr>
          </thead>
          <tbody>
            {contacts.map((c) => (
              <tr key={c.pair}>
                <th scope="row">{pairText(c.pair)}</th>
                <td>{fixed(c.nearestMeanAng, 3)}</td>
                <td>{fixed(c.minAng, 3)}</td>
                <td>{c.nearest.length}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {misfit !== null && (
        <ul aria-label="Misfit at the face">
          {misfitTexts(misfit).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {warnings.map((w) => (
        <p key={w} className="about">
          {chemistry(w)}
        </p>
      ))}
    </section>
  );
}

const chargeText = (q: number | null): string => (q === null ? 'unknown' : `${signedInFull(q)} e`);
