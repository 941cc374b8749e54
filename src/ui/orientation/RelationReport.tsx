import { subscripts } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import type { InterfaceOrientation } from '#core/orientation/interfaceOrientation.ts';
import {
  axisText,
  degrees,
  parallelText,
  RELATION_ABOUT,
} from '#core/orientation/orientationText.ts';

/** How the two crystals are turned against each other, in numbers. */
export function RelationReport({ of }: { readonly of: InterfaceOrientation }) {
  const { film, substrate, relation, along } = of;
  if (film === null || relation === null)
    return (
      <p className="about">
        {subscripts(substrate.name)} alone: add a second slab for a relation of two crystals.
      </p>
    );
  const { matrix, axisAngle, disorientation, euler, quaternion, planes, directions } = relation;
  const names = `${subscripts(film.name)} ∥ ${subscripts(substrate.name)}`;
  return (
    <section aria-label="Orientation relation" className="relation">
      <h3>Orientation relation</h3>
      <p className="relation-planes">
        {names}: {parallelText(of, { kind: 'plane', film: film.plane, substrate: substrate.plane })}
        {along && `, ${parallelText(of, along)}`}
        {along && along.deviationDeg > 0.005 && ` within ${degrees(along.deviationDeg)}`}
        {along === null && '; no simple directions in them are parallel within 3°'}
      </p>
      <table>
        <tbody>
          <tr>
            <th
              scope="row"
              title="The least angle that the Laue classes of both crystals allow; its axis is one of those that symmetry makes alike"
            >
              disorientation
            </th>
            <td>{axisText(disorientation)}</td>
          </tr>
          <tr>
            <th scope="row">axis and angle</th>
            <td>{axisText(axisAngle)}</td>
          </tr>
          <tr>
            <th scope="row" title="Bunge: φ1 about z, Φ about the new x, φ2 about the new z">
              Euler angles, Bunge
            </th>
            <td>
              φ<sub>1</sub> {fixed(euler.phi1, 2)}°, Φ {fixed(euler.Phi, 2)}°, φ<sub>2</sub>{' '}
              {fixed(euler.phi2, 2)}°
            </td>
          </tr>
          <tr>
            <th scope="row" title="Unit quaternion, the scalar first">
              quaternion
            </th>
            <td>{quaternion.map((x) => fixed(x, 4)).join(', ')}</td>
          </tr>
          <tr>
            <th
              scope="row"
              title="From the film’s frame to the substrate’s, x ∥ a and z ∥ c* in each"
            >
              matrix
            </th>
            <td className="relation-matrix">
              {[0, 1, 2].map((i) => (
                <div key={i}>
                  {[0, 1, 2].map((k) => (
                    <span key={k}>{fixed(matrix[3 * i + k]!, 4)}</span>
                  ))}
                </div>
              ))}
            </td>
          </tr>
        </tbody>
      </table>
      <div className="relation-lists">
        {(
          [
            ['Parallel planes', planes],
            ['Parallel directions', directions],
          ] as const
        ).map(([title, pairs]) => (
          <table key={title}>
            <thead>
              <tr>
                <th scope="col">{title}</th>
                <th scope="col">off by</th>
              </tr>
            </thead>
            <tbody>
              {pairs.map((pair) => (
                <tr key={`${pair.film} ${pair.substrate}`}>
                  <td>{parallelText(of, pair)}</td>
                  <td>{degrees(pair.deviationDeg)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      <p className="about">Film first. {RELATION_ABOUT}</p>
    </section>
  );
}
