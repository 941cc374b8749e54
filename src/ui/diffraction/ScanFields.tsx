import { useStore } from 'zustand';
import type { ScanChoices } from '#app/diffraction/choices.ts';
import { askChoices, diffractionStore, typeScan } from '#app/diffraction/diffractionStore.ts';
import { slabNames } from '#app/diffraction/documentCrystals.ts';
import { canRepeat } from '#app/diffraction/scanQuestion.ts';
import { subscripts } from '#core/crystal/structure.ts';
import type { ScanGeometry } from '#core/epitaxyScan/epitaxyScan.ts';
import { MOST_PERIODS } from '#core/epitaxyScan/rodModel.ts';
import { MOST_ROUGH_ANG } from '#core/epitaxyScan/scanDefaults.ts';
import { closingOf } from '#core/recipe/recipe.ts';
import { readThreeIndices, spacedIndices } from '#core/surface/miller.ts';
import { Choice, NumberField, ParsedField } from '#ui/kit/fields.tsx';
import { useRecipe } from '#ui/state/hooks.ts';

type NumberKey = {
  [K in keyof ScanChoices]: ScanChoices[K] extends number ? K : never;
}[keyof ScanChoices];

const EVERY = 'all';

/** What a scan of the stack is computed for, beside radiation and range. */
export function ScanFields({ geometry }: { readonly geometry: ScanGeometry }) {
  const recipe = useRecipe();
  const scan = useStore(diffractionStore, (s) => s.typed.scan);
  const [lowest, ...films] = slabNames(recipe).map(subscripts);
  const now = (change: Partial<ScanChoices>) => {
    typeScan(change);
    askChoices();
  };
  const number = (
    key: NumberKey,
    label: string,
    unit: string,
    [min, max, step, digits]: readonly [number, number, number, number],
    title: string,
  ) => (
    <NumberField
      key={key}
      short
      trim
      label={label}
      title={title}
      value={scan[key]}
      {...{ digits, step, min, max, unit }}
      onPreview={(value) => typeScan({ [key]: value })}
      onCommit={() => askChoices()}
    />
  );
  const isOut = geometry === 'out-of-plane';
  return (
    <>
      <fieldset className="diffraction-crystal scan-fields">
        <legend>Stack</legend>
        {films.map((name, n) => (
          <NumberField
            // biome-ignore lint/suspicious/noArrayIndexKey: films are told apart by their place alone
            key={n}
            short
            label={`periods of ${name}`}
            title="Repeats of its lattice along the normal; 0: as many planes as in the document"
            value={scan.filmPeriods[n] ?? 0}
            digits={0}
            step={1}
            min={0}
            max={MOST_PERIODS}
            onPreview={(periods) =>
              typeScan({
                filmPeriods: films.map((_, k) => (k === n ? periods : (scan.filmPeriods[k] ?? 0))),
              })
            }
            onCommit={() => askChoices()}
          />
        ))}
        {canRepeat(recipe) &&
          number(
            'repeats',
            closingOf(recipe).kind === 'superlattice' ? 'superlattice' : 'films',
            'times',
            [1, 1000, 1, 0],
            'How often what repeats comes one after another',
          )}
        <Choice
          label="substrate"
          title={`${lowest} without lower end, a crystal truncation rod, or its slab alone`}
          value={scan.isEndless ? 'endless' : 'slab'}
          options={[
            ['endless', 'endless'],
            ['slab', 'its slab'],
          ]}
          onChange={(value) => now({ isEndless: value === 'endless' })}
        />
        <Choice
          label="spacing"
          title="Of the planes along the normal: as in the document, of the unstrained crystals, or as elastic constants answer the strain in the plane"
          value={scan.spacing}
          options={[
            ['document', 'document'],
            ['own', 'unstrained'],
            ['poisson', 'elastic'],
          ]}
          onChange={(spacing) => now({ spacing })}
        />
        {isOut &&
          (
            [
              ['surfaceAng', 'rough surface', 'the surface'],
              ['interfaceAng', 'rough interfaces', 'each interface'],
            ] as const
          ).map(([key, label, what]) =>
            number(
              key,
              label,
              'Å',
              [0, MOST_ROUGH_ANG, 0.5, 1],
              `How far ${what} stands from its mean height, root mean square, in steps of whole periods; 0: flat`,
            ),
          )}
      </fieldset>
      <fieldset className="diffraction-crystal scan-fields">
        <legend>Instrument</legend>
        {number(
          'instrumentDeg',
          'instrument',
          '°',
          [0, 5, 0.01, 3],
          'Full width at half maximum in 2θ, Gaussian; 0: none',
        )}
        {isOut && (
          <>
            {scan.isEndless &&
              number(
                'attenuationUm',
                'attenuation',
                'µm',
                [0.01, 1e5, 1, 2],
                'Path along the beam in which the substrate weakens it to 1/e',
              )}
            {number(
              'sampleMm',
              'sample',
              'mm',
              [0, 1000, 1, 1],
              'Its length along the beam: at low angles it catches L sin θ of the beam’s height; 0: longer than the beam’s footprint',
            )}
            {scan.sampleMm > 0 &&
              number('beamMm', 'beam', 'mm', [0.001, 100, 0.05, 3], 'Height of the beam')}
          </>
        )}
        {!isOut && (
          <>
            {number(
              'domainNm',
              'domains',
              'nm',
              [0.5, 1e5, 10, 1],
              'Width of the films’ domains in the plane: FWHM = 0.9 λ/(L cos θ)',
            )}
            {number(
              'depthNm',
              'depth',
              'nm',
              [0.5, 1e5, 1, 1],
              'In which the grazing beam falls to 1/e',
            )}
            <ParsedField
              label="along"
              title={`A reflection of ${lowest}: only what lies in its direction is met; “${EVERY}” for every azimuth`}
              text={scan.along === null ? EVERY : spacedIndices(scan.along)}
              parse={(text) => {
                if (text.trim() === EVERY || text.trim() === '') return { along: null };
                const along = readThreeIndices(text);
                return along === null ? null : { along };
              }}
              expected={`three whole numbers, such as 1 1 0, or “${EVERY}”`}
              onCommit={now}
            />
          </>
        )}
        {number(
          'decades',
          'decades',
          '',
          [1, 20, 1, 0],
          'Powers of ten below the highest point that are drawn',
        )}
      </fieldset>
    </>
  );
}
