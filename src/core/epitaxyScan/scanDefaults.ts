/** Path in which the substrate weakens the beam to 1/e when nothing is said, µm. */
export const ATTENUATION_UM = 20;
/** Width of domains in the plane, nm. */
export const DOMAIN_NM = 50;
/** Depth in which the beam at grazing incidence falls to 1/e, nm. */
export const DEPTH_NM = 10;
/** Of a diffractometer with a monochromator, full width at half maximum in 2θ. */
export const SCAN_INSTRUMENT_DEG = 0.01;
/** Height of the beam, mm. */
export const BEAM_MM = 0.1;
/** Ends of crystals without steps. */
export const SMOOTH = { surfaceAng: 0, interfaceAng: 0 } as const;
export const MOST_ROUGH_ANG = 100;
/** Decades below the highest point that are drawn. */
export const DECADES = 8;

/**
 * Which spacing along the normal the slabs have: that of the document, that of their own crystals, or the one that
 * elasticity answers their in-plane strain with.
 */
export const SPACINGS = ['document', 'own', 'poisson'] as const;
export type Spacing = (typeof SPACINGS)[number];
