import { useState } from 'react';
import { commit, preview } from '#app/document/document.ts';
import type { BuiltSlab } from '#core/recipe/build.ts';
import { changeSlab } from '#core/recipe/edits/slab.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';
import { planesForThickness } from '#core/surface/choices.ts';
import { layersOf, planesForLayers, thicknessText } from '#core/surface/layers.ts';
import { heightsOf } from '#core/surface/slab.ts';
import { NumberField } from '#ui/kit/fields.tsx';

type Unit = 'planes' | 'layers' | 'repeats' | 'Å';

interface ThicknessProps {
  readonly step: number;
  readonly slab: SlabSpec;
  readonly built: BuiltSlab | null;
}

/** Thickness by atomic planes, by layers where the crystal has some, by repeats of the period, or by the nearest slab to a length. */
export function Thickness({ step, slab, built }: ThicknessProps) {
  const [unit, setUnit] = useState<Unit>('planes');
  const surface = built?.slab.surface;
  const period = surface?.planes.length ?? 1;
  const face = step === 0 ? 'top' : 'bottom';
  const put = (planes: number) => preview(changeSlab(step, { planes }));
  const common = { short: true, hideLabel: true, min: 1, onCommit: () => commit() };
  const layers = built && layersOf(built.slab);
  const thick = built === null ? 0 : heightsOf(built.slab).highAng - heightsOf(built.slab).lowAng;
  return (
    <div className="row">
      <span className="label">thickness</span>
      <div className={unit === 'Å' ? 'pair measured' : 'pair counted'}>
        {unit === 'planes' || surface === undefined ? (
          <NumberField
            {...common}
            label="planes"
            title="Number of atomic planes, counted from the interface"
            value={slab.planes}
            digits={0}
            step={1}
            max={200}
            onPreview={put}
          />
        ) : unit === 'layers' && layers !== null ? (
          <NumberField
            {...common}
            label="layers"
            title="Whole layers, counted from the interface"
            value={layers}
            digits={0}
            step={1}
            max={Math.floor(200 / (slab.planes / layers))}
            onPreview={(n) => put(planesForLayers(surface, { ...slab, face }, n) ?? slab.planes)}
          />
        ) : unit === 'repeats' ? (
          <NumberField
            {...common}
            label="repeats"
            title={`Periods of ${period} atomic planes, counted from the interface; a fraction is a part of one`}
            value={slab.planes / period}
            digits={2}
            step={1}
            min={0}
            max={200 / period}
            onPreview={(v) => put(Math.max(1, Math.round(v * period)))}
          />
        ) : (
          <NumberField
            {...common}
            label="thickness"
            title="Highest minus lowest atom; the nearest number of whole planes is taken"
            value={thick}
            digits={2}
            step={surface.layerPeriodAng / period}
            min={0}
            max={400}
            onPreview={(v) => put(Math.min(200, planesForThickness(surface, { ...slab, face }, v)))}
          />
        )}
        <select
          className="pick"
          aria-label="Thickness counted in"
          value={unit}
          onChange={(e) => setUnit(e.target.value as Unit)}
        >
          <option value="planes">planes</option>
          {layers !== null && <option value="layers">layers</option>}
          <option value="repeats">repeats</option>
          <option value="Å">Å</option>
        </select>
      </div>
      {layers !== null && (
        <span className="under" data-testid="layers">
          {thicknessText(built!.slab)}
        </span>
      )}
    </div>
  );
}
