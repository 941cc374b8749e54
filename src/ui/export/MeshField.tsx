import type { Model } from '#app/document/model.ts';
import { EpistackError } from '#core/errors.ts';
import {
  MAX_POINTS,
  MAX_SPACING,
  type Mesh,
  type MeshChoice,
  meshOf,
} from '#core/export/kpoints.ts';
import { mapTuple } from '#core/math/vec3.ts';
import { NumberField, SegmentedControl } from '#ui/kit/fields.tsx';

const ONE_POINT: Mesh = [1, 1, 1];
/** The finest spacing that its field can show, 1/Å. */
const SPACING_STEP = 0.001;

/** The mesh that a spacing gives here; null for one so fine that no code should be given it. */
function meshOrNull({ built, report }: Model, choice: MeshChoice): Mesh | null {
  try {
    return meshOf(built.structure.lattice, choice, { vacuumAlongC: report.vacuum > 0 });
  } catch (error) {
    if (error instanceof EpistackError) return null;
    throw error;
  }
}

/** k-points by their spacing, or as three counts. */
export function MeshField({
  model,
  label,
  choice,
  onChange,
}: {
  readonly model: Model;
  readonly label: string;
  readonly choice: MeshChoice;
  readonly onChange: (choice: MeshChoice) => void;
}) {
  const mesh = meshOrNull(model, choice);
  const points = mesh ?? ONE_POINT;
  const axis = (k: 0 | 1 | 2, name: string) => (
    <NumberField
      key={name}
      label={`points along ${name}`}
      hideLabel
      value={points[k]}
      digits={0}
      step={1}
      min={1}
      max={MAX_POINTS}
      short
      onPreview={(n) => {
        const next = mapTuple(points, (m, i) => (i === k ? n : m));
        onChange({ kind: 'mesh', mesh: next });
      }}
    />
  );
  return (
    <>
      <div className="row">
        <span className="label">{label}</span>
        <SegmentedControl
          label="k-points by"
          value={choice.kind}
          options={[
            ['spacing', 'by spacing'],
            ['mesh', 'as mesh'],
          ]}
          onChange={(kind) =>
            onChange(kind === 'mesh' ? { kind, mesh: points } : { kind, spacingPerAng: 0.19 })
          }
        />
      </div>
      {choice.kind === 'spacing' ? (
        <NumberField
          label={`spacing at most${mesh === null ? '' : ` (${mesh.join('×')})`}`}
          title="Between neighbouring points, with 2π in the reciprocal vectors, as KSPACING of VASP"
          value={choice.spacingPerAng}
          digits={3}
          step={0.01}
          min={SPACING_STEP}
          max={MAX_SPACING - SPACING_STEP}
          unit="1/Å"
          onPreview={(spacingPerAng) => onChange({ kind: 'spacing', spacingPerAng })}
        />
      ) : (
        <fieldset className="export-mesh" aria-label="k-point mesh">
          {axis(0, 'a')}
          <span aria-hidden="true">×</span>
          {axis(1, 'b')}
          <span aria-hidden="true">×</span>
          {axis(2, 'c')}
        </fieldset>
      )}
    </>
  );
}
