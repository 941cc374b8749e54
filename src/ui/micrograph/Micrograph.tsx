import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Model } from '#app/document/model.ts';
import {
  findOrientations,
  micrographStore,
  openMicrograph,
  setPixel,
  setRegion,
} from '#app/micrograph/micrographStore.ts';
import { openMicroscope } from '#app/microscope/microscopeStore.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import type { Pixels } from '#core/micrograph/pixels.ts';
import { foundText, micrographRelationText } from '#core/micrograph/zoneText.ts';
import type { Region } from '#core/microscope/spectrum/spectrum.ts';
import type { BuiltSlab } from '#core/recipe/build.ts';
import { FileButton } from '#ui/kit/drop/FileButton.tsx';
import { NumberField, ParsedField, SegmentedControl } from '#ui/kit/fields.tsx';
import { slabInk } from '#ui/kit/plot/plotSpec.ts';
import { MicrographImage } from './MicrographImage.tsx';
import { SpectrumImage } from './SpectrumImage.tsx';
import './micrograph.css';

export interface MicrographProps {
  readonly model: Model;
}

const ACCEPT = '.png,.tif,.tiff,.jpg,.jpeg';

/** A person's own lattice image: its scale, regions, transforms, and how the crystals of the document are turned in it. */
export function Micrograph({ model }: MicrographProps) {
  const { name, pixels, pixelAng, doing, problem, answer } = useStore(micrographStore);
  const slabs = useMemo(() => differentSlabs(model.built.slabs), [model.built.slabs]);
  const crystals = slabs.map(({ slab }) => slab.crystal);
  const inks = slabs.map(({ index }) => `ink-${slabInk(index)}`);
  return (
    <div className="micrograph">
      <p className="about">
        A lattice image of your own: PNG, TIFF or JPEG. It stays on this machine: nothing is sent.
      </p>
      <div className="micrograph-open">
        <FileButton accept={ACCEPT} onFile={(file) => void openMicrograph(file)}>
          Open a micrograph…
        </FileButton>
        <button
          type="button"
          className="button small"
          title="Images computed of the document or of the nanocrystal"
          onClick={() => openMicroscope('interface')}
        >
          Microscope…
        </button>
      </div>
      {doing === 'reading' && <p className="under">Reading {name}…</p>}
      {pixels && (
        <Calibrated
          pixels={pixels}
          name={name}
          names={slabs.map(({ slab }) => subscripts(slab.name))}
          inks={inks}
        />
      )}
      {pixels && (
        <button
          type="button"
          className="button primary"
          disabled={pixelAng === null || doing !== null}
          title={pixelAng === null ? 'The size of a pixel is needed first' : undefined}
          onClick={() => void findOrientations(crystals)}
        >
          {doing === 'searching' ? 'Searching…' : 'Find orientations'}
        </button>
      )}
      {problem !== null && (
        <p className="warn" role="alert">
          {problem}
        </p>
      )}
      {answer && (
        <div role="status" className="micrograph-found">
          {answer.found.map((found, k) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: crystals are told apart by their place alone
            <section key={k} aria-label={`${slabs[k]!.slab.name} in the micrograph`}>
              <h3 className={inks[k]}>{subscripts(slabs[k]!.slab.name)}</h3>
              {foundText(crystals[k]!, found).map((line) => (
                <p key={line}>{line}</p>
              ))}
              <SpectrumImage
                spectrum={answer.spectra[k]!}
                label={`Fourier transform of the region of ${slabs[k]!.slab.name}`}
                ink={inks[k]!}
              />
              <KnownSpacing spot={answer.spectra[k]!.spots[0] ?? null} />
            </section>
          ))}
          {answer.relation && (
            <section aria-label="Orientation relation in the micrograph">
              <h3>
                {subscripts(slabs[1]!.slab.name)} on {subscripts(slabs[0]!.slab.name)}
              </h3>
              {micrographRelationText(crystals, answer).map((line) => (
                <p key={line}>{line}</p>
              ))}
            </section>
          )}
        </div>
      )}
    </div>
  );
}

function Calibrated(props: {
  readonly pixels: Pixels;
  readonly name: string;
  readonly names: readonly string[];
  readonly inks: readonly string[];
}) {
  const { pixels, name, names, inks } = props;
  const { pixelAng, regions } = useStore(micrographStore);
  const [drag, setDrag] = useState('region 0');
  /** A line along the scale bar, pixels. */
  const [linePx, setLinePx] = useState<number | null>(null);
  const [barNm, setBarNm] = useState(5);
  const shown = regions.slice(0, names.length);
  return (
    <>
      <MicrographImage
        pixels={pixels}
        name={name}
        regions={shown}
        inks={inks}
        drag={drag === 'scale' ? 'scale' : 'region'}
        onRegion={(region) => setRegion(Number(drag.slice(-1)), region)}
        onLine={(lengthPx) => {
          setLinePx(lengthPx);
          setPixel((10 * barNm) / lengthPx);
        }}
      />
      <SegmentedControl
        label="A drag draws"
        value={drag}
        options={[
          ...names.map((crystal, k) => [`region ${k}`, `region of ${crystal}`] as const),
          ['scale', 'scale bar'] as const,
        ]}
        onChange={setDrag}
      />
      <div className="analysis-choices">
        <NumberField
          label="pixel"
          title="Edge of a pixel"
          value={pixelAng}
          digits={5}
          trim
          step={0.01}
          min={0.001}
          max={100}
          unit="Å"
          onPreview={setPixel}
        />
        {drag === 'scale' && (
          <NumberField
            label="bar"
            title="Length of the scale bar along which a line was drawn"
            value={barNm}
            digits={3}
            trim
            step={1}
            min={0.01}
            max={10_000}
            unit="nm"
            onPreview={(nm) => {
              setBarNm(nm);
              if (linePx !== null) setPixel((10 * nm) / linePx);
            }}
          />
        )}
        {names.map((crystal, k) => (
          <ParsedField
            key={crystal}
            label={`region of ${crystal}`}
            title="x, y, width, height in pixels from the upper left corner; empty for the whole image"
            text={regionText(shown[k] ?? null)}
            parse={parseRegion}
            expected="four whole numbers: x, y, width, height; or all"
            onCommit={(region) => setRegion(k, region === 'all' ? null : region)}
          />
        ))}
      </div>
      {pixels.notes.map((note) => (
        <p key={note} className="about">
          {note}
        </p>
      ))}
    </>
  );
}

/** The scale from a spacing that is known: that of the strongest spot. */
function KnownSpacing({ spot }: { readonly spot: { readonly dAng: number } | null }) {
  const [typed, setTyped] = useState<number | null>(null);
  if (spot === null) return null;
  return (
    <NumberField
      label={`strongest spot: ${fixed(spot.dAng, 3)} Å; it is`}
      title="Type the spacing that it should have: the size of a pixel follows"
      value={typed ?? Number(spot.dAng.toFixed(3))}
      digits={4}
      trim
      step={0.01}
      min={0.1}
      max={100}
      unit="Å"
      onPreview={setTyped}
      onCommit={() => {
        const { pixelAng } = micrographStore.getState();
        if (typed !== null && pixelAng !== null) setPixel((pixelAng * typed) / spot.dAng);
      }}
    />
  );
}

const regionText = (region: Region | null): string =>
  region === null ? 'all' : [region.x, region.y, region.width, region.height].join(', ');

function parseRegion(text: string): Region | 'all' | null {
  if (text.trim() === '' || text.trim() === 'all') return 'all';
  const parts = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
  const [x, y, width, height] = parts;
  const isRight = parts.length === 4 && parts.every((v) => Number.isInteger(v) && v >= 0);
  return isRight && width! > 0 && height! > 0
    ? { x: x!, y: y!, width: width!, height: height! }
    : null;
}

/** The first two different crystals of the document, from below. */
function differentSlabs(slabs: readonly BuiltSlab[]) {
  const out: { slab: BuiltSlab; index: number }[] = [];
  for (const [index, slab] of slabs.entries())
    if (out.every((o) => o.slab.crystal !== slab.crystal)) out.push({ slab, index });
  return out.slice(0, 2);
}
