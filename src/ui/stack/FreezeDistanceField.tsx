import { commit, preview } from '#app/document/document.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { NumberField } from '#ui/kit/fields.tsx';

/** How far from every interface an atom must be to be frozen. */
export function FreezeDistanceField(props: {
  readonly label: string;
  readonly distanceAng: number;
}) {
  return (
    <NumberField
      label={props.label}
      title="Distance along c from the facing plane of the nearest interface"
      value={props.distanceAng}
      digits={1}
      step={0.5}
      min={0}
      max={200}
      unit="Å"
      onPreview={(distanceAng) => preview(setFreeze({ kind: 'beyond', distanceAng }))}
      onCommit={() => commit()}
    />
  );
}
