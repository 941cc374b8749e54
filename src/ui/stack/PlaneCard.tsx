import { useState } from 'react';
import { commit } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { wholeUnits } from '#core/crystal/bondedUnits.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { fixed, signed } from '#core/math/decimals.ts';
import type { BuiltSlab } from '#core/recipe/build.ts';
import { changePlanesOf, changeSlab, flipStep } from '#core/recipe/edits/slab.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';
import { dipoleFreeSlab, stoichiometricPlanes, symmetricPlanes } from '#core/surface/choices.ts';
import { cutBonds, cutText } from '#core/surface/cutBonds.ts';
import { hklText } from '#core/surface/miller.ts';
import { planeNote, planeThicknessesAng, thickPlaneText } from '#core/surface/planeNote.ts';
import { heightsOf, judgeSlab } from '#core/surface/slab.ts';
import { type Polarity, polarityOf } from '#core/surface/tasker.ts';
import './planes.css';

const TASKER: Readonly<Record<1 | 2 | 3, string>> = {
  1: 'every atomic plane is neutral',
  2: 'planes are charged, but some repeat unit has no dipole',
  3: 'every repeat unit has a dipole: polar',
};

interface PlaneCardProps {
  readonly step: number;
  readonly slab: SlabSpec;
  readonly built: BuiltSlab;
}

/** One period of the plane: spacing, atomic planes with composition and charge, polarity, ways to end. */
export function PlaneCard(props: PlaneCardProps) {
  const [open, setOpen] = useState(false);
  const polarity = polarityOf(props.built.slab.surface);
  return (
    <details className="more planes" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        planes of {hklText(props.slab.hkl)}
        {polarity && <span className="tasker"> · Tasker {polarity.type}</span>}
      </summary>
      {/* Finding the symmetric slab tries many: not while nobody looks. */}
      {open && <Period {...props} polarity={polarity} />}
    </details>
  );
}

function Period({ step, slab, built, polarity }: PlaneCardProps & { polarity: Polarity | null }) {
  const { surface } = built.slab;
  const face = step === 0 ? 'top' : 'bottom';
  const cut = { ...slab, face } as const;
  const symmetric = symmetricPlanes(surface, cut);
  const stoichiometric = stoichiometricPlanes(surface, cut);
  const dipoleFree = dipoleFreeSlab(surface, cut);
  const verdict = judgeSlab(built.slab);
  const note = planeNote(built.crystal, surface);
  const thicknesses = planeThicknessesAng(surface);
  const cuts = cutBonds(surface);
  /** What is cut between a plane that ends the slab at the interface and the next one. */
  const cutAt = (plane: number) => cuts[face === 'top' ? plane : (plane + 1) % cuts.length]!;
  const hasUnits = wholeUnits(surface).length > 0;
  const { lowAng, highAng } = heightsOf(built.slab);
  const use = (planes: number) => commit(changeSlab(step, { planes, remove: [] }));
  return (
    <>
      <p className="about">
        d {fixed(surface.dSpacingAng, 3)} Å; the crystal repeats every{' '}
        {fixed(surface.layerPeriodAng, 3)} Å along the normal, {surface.planes.length} atomic{' '}
        {surface.planes.length === 1 ? 'plane' : 'planes'}. This slab: {fixed(highAng - lowAng, 2)}{' '}
        Å, {verdict.symmetric ? 'both faces alike' : 'two different faces'}.
      </p>
      {note !== null && <p className="hint">{note}.</p>}
      <p className="about" title="P. W. Tasker, J. Phys. C 12 (1979) 4977; from formal charges">
        {polarity
          ? `Tasker type ${polarity.type}: ${TASKER[polarity.type]}.`
          : 'No Tasker type: the oxidation states of this crystal are unknown.'}
      </p>
      <p className="about">
        “end here” sets the plane at the interface:{' '}
        {step === 0 ? 'the top of the substrate' : 'the bottom of this film'}.
      </p>
      {hasUnits && (
        <label className="tick">
          <input
            type="checkbox"
            checked={slab.planesOf === 'units'}
            onChange={(e) =>
              commit(changePlanesOf(step, e.currentTarget.checked ? 'units' : 'atoms', library))
            }
          />
          keep molecules and ions whole
        </label>
      )}
      <table className="period">
        <caption className="sr">Atomic planes of one period, from the top down</caption>
        <thead>
          <tr>
            <th scope="col">plane</th>
            <th scope="col" title="Depth below the first plane">
              depth, Å
            </th>
            <th scope="col" title="Formal charge per primitive in-plane cell">
              e
            </th>
            {polarity && (
              <th
                scope="col"
                title="Dipole along the outward normal of the repeat unit that has this plane on top, e·Å per primitive in-plane cell: 0 is an ending without one"
              >
                dipole
              </th>
            )}
            <th scope="col">
              <span className="sr">choose</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {surface.planes.map((p, i) => (
            <tr key={p.label} aria-current={i === slab.termination}>
              <th scope="row">
                {subscripts(p.label)}
                {p.equivalentTo !== null && (
                  <small> = {subscripts(surface.planes[p.equivalentTo]!.label)}</small>
                )}
                <small className="cuts">
                  {[cutText(cutAt(i)), thickPlaneText(thicknesses[i]!)].filter(Boolean).join(', ')}
                </small>
              </th>
              <td>{fixed(p.depthAng - surface.planes[0]!.depthAng, 3)}</td>
              <td>{p.chargeE === null ? '?' : signed(p.chargeE, 0)}</td>
              {polarity && <td>{fixed(polarity.dipoleEAng[i]!, 1)}</td>}
              <td>
                <button
                  type="button"
                  className="button small"
                  disabled={i === slab.termination && slab.remove.length === 0}
                  aria-label={`End the slab in ${p.label}`}
                  onClick={() => commit(changeSlab(step, { termination: i, remove: [] }))}
                >
                  end here
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="ways">
        <button
          type="button"
          className="button small"
          disabled={symmetric === null || (symmetric === slab.planes && slab.remove.length === 0)}
          title={
            symmetric === null
              ? 'No number of planes within two periods gives two equal faces'
              : 'The nearest number of planes whose two faces are alike: no dipole'
          }
          onClick={() => symmetric !== null && use(symmetric)}
        >
          Symmetric{symmetric === null ? ': none' : `: ${symmetric} planes`}
        </button>
        <button
          type="button"
          className="button small"
          disabled={
            stoichiometric === null || (stoichiometric === slab.planes && slab.remove.length === 0)
          }
          title={
            stoichiometric === null
              ? 'No number of planes within two periods has the crystal’s composition'
              : 'The nearest number of planes with the crystal’s own composition'
          }
          onClick={() => stoichiometric !== null && use(stoichiometric)}
        >
          Stoichiometric{stoichiometric === null ? ': none' : `: ${stoichiometric} planes`}
        </button>
        <button
          type="button"
          className="button small"
          disabled={
            dipoleFree === null ||
            (dipoleFree.planes === slab.planes &&
              dipoleFree.termination === slab.termination &&
              slab.remove.length === 0)
          }
          title={
            dipoleFree === null
              ? 'No slab within two periods has the crystal’s composition and no dipole'
              : 'The nearest slab with the crystal’s composition, neutral and without a dipole'
          }
          onClick={() =>
            dipoleFree !== null && commit(changeSlab(step, { ...dipoleFree, remove: [] }))
          }
        >
          No dipole
          {dipoleFree === null
            ? ': none'
            : `: ${dipoleFree.planes} planes, ends in ${subscripts(surface.planes[dipoleFree.termination]!.label)}`}
        </button>
        <button
          type="button"
          className="button small"
          title="Turn the slab over about an axis in its plane: a proper rotation, a chiral crystal keeps its hand"
          onClick={() => commit(flipStep(step, library))}
        >
          Flip
        </button>
      </div>
    </>
  );
}
