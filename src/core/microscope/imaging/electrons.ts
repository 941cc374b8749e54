import { EpistackError } from '#core/errors.ts';

/** CODATA 2018: rest energy of the electron in keV, h c in keV Å. */
const REST_KEV = 510.99895;
const HC_KEV_ANG = 12.398419843;
/** h²/(2π m e), V Å²: the projected potential of an atom integrates to this times its f_e(0). */
export const POTENTIAL_V_ANG2 = 47.877_645;

/** Relativistic wavelength of electrons, Å. @param kv acceleration voltage, kV */
export const electronWavelengthAng = (kv: number): number =>
  HC_KEV_ANG / Math.sqrt(kv * (2 * REST_KEV + kv));

/** Phase that electrons gain, rad for each V Å of projected potential: σ = 2π/(λ U) (mc² + eU)/(2mc² + eU). */
export const interactionPerVAng = (kv: number): number =>
  ((2 * Math.PI) / (electronWavelengthAng(kv) * kv * 1000)) *
  ((REST_KEV + kv) / (2 * REST_KEV + kv));

/** @throws `setting` for a voltage that no microscope has */
export function checkVoltage(kv: number): void {
  if (!(kv >= 1 && kv <= 3000))
    throw new EpistackError({
      code: 'setting',
      field: 'voltage',
      expected: 'kV between 1 and 3000',
    });
}
