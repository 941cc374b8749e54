import { scherzerNm } from '#core/microscope/imaging/ctf.ts';
import type { ImageSettings } from '#core/microscope/imaging/micrograph.ts';

/** A noisy HAADF image of some ten cells each way. */
export const NOISY_HAADF: ImageSettings = {
  mode: 'haadf',
  field: { widthAng: 46, heightAng: 46, thicknessAng: 30 },
  pixelAng: 0.25,
  lens: {
    kv: 200,
    defocusNm: scherzerNm(200, 0.5),
    csMm: 0.5,
    focalSpreadNm: 3,
    convergenceMrad: 0.1,
  },
  probeAng: 0.8,
  displacementAng2: 0.5,
  dose: { perAng2: 2000, seed: 7 },
};
