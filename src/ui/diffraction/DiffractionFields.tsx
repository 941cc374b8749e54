import { useStore } from 'zustand';
import {
  askChoices,
  diffractionStore,
  FIRST_WIDTHS,
  typeChoice,
  typeWidths,
} from '#app/diffraction/diffractionStore.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { RADIATIONS } from '#core/diffraction/radiation.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';

/** What the pattern is computed for. @param names of the crystals of the document */
export function DiffractionFields({ names }: { readonly names: readonly string[] }) {
  const typed = useStore(diffractionStore, (s) => s.typed);
  const shared = { onCommit: askChoices, short: true } as const;
  return (
    <>
      <div className="analysis-choices">
        <Choice
          label="radiation"
          value={typed.radiation}
          options={RADIATIONS.map(({ id, label }) => [id, label] as const)}
          onChange={(radiation) => {
            typeChoice({ radiation });
            askChoices();
          }}
        />
        <NumberField
          {...shared}
          label="instrument"
          title="Width of the diffractometer's own lines: full width at half maximum in 2θ"
          value={typed.instrumentDeg}
          digits={3}
          trim
          step={0.01}
          min={0}
          max={5}
          unit="°"
          onPreview={(instrumentDeg) => typeChoice({ instrumentDeg })}
        />
        <NumberField
          {...shared}
          label="2θ from"
          value={typed.from}
          digits={2}
          trim
          step={1}
          min={1}
          max={Math.min(179, typed.to - 1)}
          unit="°"
          onPreview={(from) => typeChoice({ from })}
        />
        <NumberField
          {...shared}
          label="to"
          value={typed.to}
          digits={2}
          trim
          step={1}
          min={typed.from + 1}
          max={180}
          unit="°"
          onPreview={(to) => typeChoice({ to })}
        />
        <NumberField
          {...shared}
          label="Debye–Waller B"
          title="B = 8π²⟨u²⟩ of all elements; 0 for atoms at rest"
          value={typed.displacementAng2}
          digits={2}
          trim
          step={0.1}
          min={0}
          max={50}
          unit="Å²"
          onPreview={(displacementAng2) => typeChoice({ displacementAng2 })}
        />
      </div>
      {names.map((name, n) => {
        const widths = typed.crystals[n] ?? FIRST_WIDTHS;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: crystals are told apart by their place alone
          <fieldset key={n} className="diffraction-crystal">
            <legend>{subscripts(name)}</legend>
            {names.length > 1 && (
              <NumberField
                {...shared}
                label="share"
                title="Parts of the mass; shares of all crystals are divided by their sum"
                value={widths.weight}
                digits={1}
                trim
                step={5}
                min={0.1}
                max={100}
                unit="parts"
                onPreview={(weight) => typeWidths(n, { weight })}
              />
            )}
            <NumberField
              {...shared}
              label="size"
              title="L of Scherrer's formula: FWHM = 0.9 λ/(L cos θ)"
              value={widths.sizeNm}
              digits={1}
              trim
              step={1}
              min={0.5}
              max={10_000}
              unit="nm"
              onPreview={(sizeNm) => typeWidths(n, { sizeNm })}
            />
            <NumberField
              {...shared}
              label="strain"
              title="Microstrain Δd/d: FWHM = 4 ε tan θ"
              value={widths.strainPercent}
              digits={2}
              trim
              step={0.1}
              min={0}
              max={20}
              unit="%"
              onPreview={(strainPercent) => typeWidths(n, { strainPercent })}
            />
          </fieldset>
        );
      })}
    </>
  );
}
