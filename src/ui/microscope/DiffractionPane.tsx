import { REACH_PER_ANG } from '#app/microscope/microscopeTasks.ts';
import { fixed } from '#core/math/decimals.ts';
import { hklText } from '#core/surface/miller.ts';
import { chemistry } from '#ui/kit/format.ts';
import { SpotMap } from './SpotMap.tsx';
import type { AnsweredImage } from './useSeen.ts';

/** Selected-area diffraction of the specimen, as spots whose size grows with the fourth root of the intensity. */
export function DiffractionPane({ answered }: { readonly answered: AnsweredImage }) {
  const { seen, observation } = answered;
  const names = seen.crystals.map(chemistry);
  return (
    <figure aria-label="Diffraction">
      <figcaption>
        <h3>Selected-area diffraction</h3>
      </figcaption>
      <div className="microscope-canvas" style={{ aspectRatio: '1' }}>
        <SpotMap
          spots={seen.diffraction.map((s) => ({
            ...s,
            size: 0.006 + 0.03 * (s.intensity / 100) ** 0.25,
            text: `${names[s.crystal]} ${hklText(s.hkl)}: d ${fixed(s.dAng, 3)} Å, intensity ${fixed(s.intensity, 2)}`,
            isOpen: false,
          }))}
          reachPerAng={REACH_PER_ANG}
          label="Spots of the diffraction pattern"
          chosen={[]}
        />
      </div>
      <p className="under">
        Kinematic, {observation.kv} kV, ±{REACH_PER_ANG} 1/Å.{' '}
        {names.map((name, k) => `${k === 1 ? '◆' : '●'} ${name}`).join(' ')}
      </p>
    </figure>
  );
}
