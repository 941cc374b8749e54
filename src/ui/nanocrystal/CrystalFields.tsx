import { library } from '#app/document/library.ts';
import type { CrystalSpec, NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { shortName } from '#core/recipe/crystals/library.ts';
import { Choice } from '#ui/kit/fields.tsx';
import { chemistry } from '#ui/kit/format.ts';
import { CommittedNumber } from './CommittedNumber.tsx';

/** Which crystal, and its lattice constants. */
export function CrystalFields(props: {
  readonly spec: CrystalSpec;
  readonly recipe: NanocrystalRecipe;
  readonly onChange: (spec: CrystalSpec) => void;
}) {
  const { spec, recipe, onChange } = props;
  const own = recipe.crystals ?? [];
  const materials = [...library.values(), ...own];
  return (
    <>
      <Choice
        label="crystal"
        value={spec.material}
        options={materials.map((m) => [m.id, chemistry(`${shortName(m)}, ${m.phase}`)] as const)}
        onChange={(material) => {
          const chosen = library.get(material) ?? own.find((m) => m.id === material)!;
          onChange({ material, cell: chosen.constants[0]!.cell });
        }}
      />
      {(['a', 'b', 'c'] as const).map((key) => {
        const value = spec.cell[key];
        return value === undefined ? null : (
          <CommittedNumber
            key={key}
            label={key}
            value={value}
            unit="Å"
            min={0.5}
            max={100}
            onCommit={(x) =>
              onChange({ material: spec.material, cell: { ...spec.cell, [key]: x } })
            }
          />
        );
      })}
    </>
  );
}
