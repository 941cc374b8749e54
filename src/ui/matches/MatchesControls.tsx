import type { Limits } from '#core/match/coincidence.ts';
import { MAX_STRAIN, STRAIN_DEFAULTS, ZUR_DEFAULTS } from '#core/match/tolerance.ts';
import { MAX_STACK_ATOMS } from '#core/recipe/stack.ts';
import { NumberField, SegmentedControl } from '#ui/kit/fields.tsx';

/** Larger cells have too many atoms for a browser, Å². */
const MAX_AREA_ANG2 = 20_000;
/** What the limit on atoms starts from when it is switched on. */
const SOME_ATOMS = 500;

const degrees = (rad: number): number => (rad * 180) / Math.PI;
const radians = (deg: number): number => (deg * Math.PI) / 180;
/** What the twist starts from when it is switched on. */
const SOME_TWIST = { targetRad: radians(21.8), toleranceRad: radians(0.2) };

interface ControlsProps {
  readonly limits: Limits;
  readonly onChange: (part: Partial<Limits>) => void;
}

/** What counts as a match. Each keystroke starts the search again, once the hand rests. */
export function MatchesControls({ limits, onChange }: ControlsProps) {
  const { tolerance, twist = null } = limits;
  return (
    <fieldset className="limits" aria-label="Limits of the search">
      <NumberField
        label="area ≤"
        title="Neither supercell is larger than this"
        value={limits.maxAreaAng2}
        digits={0}
        step={50}
        min={1}
        max={MAX_AREA_ANG2}
        unit="Å²"
        onPreview={(maxAreaAng2) => onChange({ maxAreaAng2 })}
      />
      <SegmentedControl
        label="How a match is judged"
        value={tolerance.mode}
        options={[
          ['strain', 'by strain'],
          ['zur', 'Zur–McGill'],
        ]}
        onChange={(mode) =>
          onChange({ tolerance: mode === 'strain' ? STRAIN_DEFAULTS : ZUR_DEFAULTS })
        }
      />
      {tolerance.mode === 'strain' ? (
        <NumberField
          label="strain ≤"
          title="Largest principal strain of the film in size, if the film alone were strained. The area tolerance follows from it"
          value={100 * tolerance.maxStrain}
          digits={2}
          step={0.5}
          min={0}
          max={100 * MAX_STRAIN}
          unit="%"
          short
          onPreview={(v) => onChange({ tolerance: { mode: 'strain', maxStrain: v / 100 } })}
        />
      ) : (
        <>
          <NumberField
            label="length"
            title="As pymatgen means it: |l substrate / l film − 1| of the reduced vectors, at most"
            value={100 * tolerance.lengthTol}
            digits={2}
            step={0.5}
            min={0}
            max={100 * MAX_STRAIN}
            unit="%"
            short
            onPreview={(v) => onChange({ tolerance: { ...tolerance, lengthTol: v / 100 } })}
          />
          <NumberField
            label="angle"
            title="As pymatgen means it: |γ substrate / γ film − 1|, both folded to at most 90°, at most"
            value={100 * tolerance.angleTol}
            digits={2}
            step={0.5}
            min={0}
            max={100 * MAX_STRAIN}
            unit="%"
            short
            onPreview={(v) => onChange({ tolerance: { ...tolerance, angleTol: v / 100 } })}
          />
          <NumberField
            label="area ratio"
            title="As pymatgen means it: how far the ratio of the primitive areas may be from the ratio of the two whole numbers of cells"
            value={tolerance.areaRatioTol}
            digits={3}
            step={0.01}
            min={0}
            max={10}
            short
            onPreview={(v) => onChange({ tolerance: { ...tolerance, areaRatioTol: v } })}
          />
          <span className="under">as pymatgen means it</span>
        </>
      )}
      <label
        className="tick"
        title="Leave out cells with more atoms, both slabs at their present thickness"
      >
        <input
          type="checkbox"
          checked={limits.maxAtoms !== null}
          onChange={(e) => onChange({ maxAtoms: e.target.checked ? SOME_ATOMS : null })}
        />
        limit atoms
      </label>
      {limits.maxAtoms !== null && (
        <NumberField
          label="≤"
          title="Atoms of both slabs together"
          value={limits.maxAtoms}
          digits={0}
          step={50}
          min={1}
          max={MAX_STACK_ATOMS}
          onPreview={(maxAtoms) => onChange({ maxAtoms })}
        />
      )}
      <label
        className="tick"
        title="List only matches turned by about an angle, or by one that the symmetry of the two planes makes the same"
      >
        <input
          type="checkbox"
          checked={twist !== null}
          onChange={(e) => onChange({ twist: e.target.checked ? SOME_TWIST : null })}
        />
        twist
      </label>
      {twist !== null && (
        <>
          <NumberField
            label="by"
            title="Turn of the film against the substrate, counter-clockwise seen from above"
            value={degrees(twist.targetRad)}
            digits={3}
            step={0.5}
            min={-180}
            max={180}
            unit="°"
            short
            onPreview={(v) => onChange({ twist: { ...twist, targetRad: radians(v) } })}
          />
          <NumberField
            label="±"
            title="How far the twist may be from that angle"
            value={degrees(twist.toleranceRad)}
            digits={3}
            step={0.1}
            min={0}
            max={180}
            unit="°"
            short
            onPreview={(v) => onChange({ twist: { ...twist, toleranceRad: radians(v) } })}
          />
        </>
      )}
      <label
        className="tick"
        title="Also list what only the film’s mirror image would fit: another interface, which this film’s hand makes with its other face"
      >
        <input
          type="checkbox"
          checked={limits.mirrors}
          onChange={(e) => onChange({ mirrors: e.target.checked })}
        />
        mirrors
      </label>
    </fieldset>
  );
}
