import { REACH_PER_ANG, type Transformed } from '#app/microscope/microscopeTasks.ts';
import { fixed } from '#core/math/decimals.ts';
import type { IndexedSpot } from '#core/microscope/spectrum/indexing.ts';
import type { Region } from '#core/microscope/spectrum/spectrum.ts';
import { hklText } from '#core/surface/miller.ts';
import { GreyCanvas } from './GreyCanvas.tsx';
import { type DrawnSpot, SpotMap } from './SpotMap.tsx';

type Part = 'whole' | 'upper' | 'lower';

/** The transform of the image or of a part of it, with a mark on every spot. */
export function TransformPane(props: {
  readonly image: { readonly width: number; readonly height: number };
  readonly names: readonly string[];
  readonly transformed: Transformed | null;
  readonly region: Region | null;
  readonly onRegion: (region: Region | null) => void;
  readonly chosen: readonly number[];
  readonly onChoose: (spots: readonly number[]) => void;
}) {
  const { image, names, transformed, region, onRegion, chosen, onChoose } = props;
  const part = partOf(region, image.height);
  return (
    <figure aria-label="Fourier transform">
      <figcaption>
        <h3>FFT</h3>
        <select
          className="pick"
          aria-label="Transform of"
          value={part}
          onChange={(e) => onRegion(regionOf(e.target.value as Part, image))}
        >
          <option value="whole">whole image</option>
          <option value="upper">upper half</option>
          <option value="lower">lower half</option>
          {part === 'drawn' && <option value="drawn">drawn rectangle</option>}
        </select>
      </figcaption>
      <div className="microscope-canvas" style={{ aspectRatio: '1' }}>
        {transformed && (
          <>
            <GreyCanvas picture={transformed.picture} label="Power of the transform, logarithmic" />
            <SpotMap
              spots={drawnSpots(transformed.spots, names)}
              reachPerAng={transformed.picture.reachPerAng}
              label="Spots of the transform"
              chosen={chosen}
              onChoose={onChoose}
            />
          </>
        )}
      </div>
      <p className="under">
        {transformed
          ? `Hann window; grey by the logarithm of the power, ±${REACH_PER_ANG} 1/Å. Drag from spot to spot to measure.`
          : 'Transforming…'}
      </p>
    </figure>
  );
}

function regionOf(part: Part, { width, height }: { width: number; height: number }): Region | null {
  const half = Math.floor(height / 2);
  if (part === 'whole') return null;
  return { x: 0, y: part === 'upper' ? 0 : height - half, width, height: half };
}

function partOf(region: Region | null, height: number): Part | 'drawn' {
  if (region === null) return 'whole';
  const half = Math.floor(height / 2);
  if (region.x !== 0 || region.height !== half) return 'drawn';
  return region.y === 0 ? 'upper' : region.y === height - half ? 'lower' : 'drawn';
}

const drawnSpots = (
  spots: readonly IndexedSpot[],
  names: readonly string[],
): readonly DrawnSpot[] =>
  spots.map((spot) => {
    const crystal = spot.indices.findIndex((index) => index !== null);
    const read = spot.indices.flatMap((index, k) =>
      index === null ? [] : `${names[k]} ${hklText(index.hkl)}`,
    );
    return {
      x: spot.x,
      y: spot.y,
      crystal: crystal < 0 ? null : crystal,
      size: 0.03,
      text: `d ${fixed(spot.dAng, 3)} Å at ${fixed(spot.angleDeg, 1)}°: ${read.join(', ') || 'no reflection of the crystals'}`,
      isOpen: true,
    };
  });
