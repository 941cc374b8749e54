import { useStore } from 'zustand';
import { FIRST_WIDTHS } from '#app/diffraction/choices.ts';
import {
  askChoices,
  diffractionStore,
  typeChoice,
  typeWidths,
} from '#app/diffraction/diffractionStore.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { RADIATIONS } from '#core/diffraction/radiation.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';
import { ScanFields } from './ScanFields.tsx';

/** A field takes effect when it is left. */
const SHARED = { onCommit: () => askChoices(), short: true } as const;

/** What the pattern is computed for. @param names of the crystals of the document */
export function DiffractionFields({ names }: { readonly names: readonly string[] }) {
  const typed = useStore(diffractionStore, (s) => s.typed);
  return (
    <>
      <div className="analysis-choices">
        <Choice
          label="radiation"
          value={typed.radiation}
          options={RADIATIONS.map(({ id, label }) => [id, label] as const)}
          onChange={(radiation) => askChoices({ radiation })}
        />
        <NumberField
          {...SHARED}
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
        <NumberField
          {...SHARED}
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
          {...SHARED}
          label="2θ to"
          value={typed.to}
          digits={2}
          trim
          step={1}
          min={typed.from + 1}
          max={180}
          unit="°"
          onPreview={(to) => typeChoice({ to })}
        />
        {typed.geometry === 'powder' && (
          <NumberField
            {...SHARED}
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
        )}
      </div>
      {typed.geometry === 'powder' ? (
        names.map((name, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: crystals are told apart by their place alone
          <PowderFields key={n} {...{ name, n }} isOneOfMany={names.length > 1} />
        ))
      ) : (
        <ScanFields geometry={typed.geometry} />
      )}
    </>
  );
}

/** Share and widths of one crystal. */
function PowderFields(props: {
  readonly name: string;
  readonly n: number;
  readonly isOneOfMany: boolean;
}) {
  const { name, n, isOneOfMany } = props;
  const widths = useStore(diffractionStore, (s) => s.typed.crystals[n]) ?? FIRST_WIDTHS;
  return (
    <fieldset className="diffraction-crystal">
      <legend>{subscripts(name)}</legend>
      {isOneOfMany && (
        <NumberField
          {...SHARED}
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
        {...SHARED}
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
        {...SHARED}
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
}
