import { formFactor } from '#core/diffraction/formFactors.ts';
import type { Displacements } from '#core/diffraction/powder.ts';
import type { Roughness } from './epitaxyScan.ts';
import type { Layer, RodModel, Sheets } from './rodModel.ts';

/** Classical electron radius, Å. @see CODATA 2018 */
const ELECTRON_RADIUS_ANG = 2.8179403262e-5;

type Complex = readonly [re: number, im: number];

const times = (a: Complex, b: Complex): Complex => [
  a[0] * b[0] - a[1] * b[1],
  a[0] * b[1] + a[1] * b[0],
];
const NOTHING: Complex = [0, 0];
const turn = (phase: number): Complex => [Math.cos(phase), Math.sin(phase)];

/** Σ e^{i k x} for k = 0 … n − 1: e^{i (n − 1) x/2} sin(n x/2)/sin(x/2). */
export function geometric(n: number, x: number): Complex {
  if (n === 0) return [0, 0];
  const half = x / 2;
  const sine = Math.sin(half);
  // At a multiple of 2π both sines vanish; their quotient is that of the slopes.
  const size =
    Math.abs(sine) < 1e-9 ? (n * Math.cos(n * half)) / Math.cos(half) : Math.sin(n * half) / sine;
  const [c, s] = turn((n - 1) * half);
  return [size * c, size * s];
}

/** What all points of a scan share. */
export interface RodSettings {
  readonly displacements: Displacements;
  /** Length along the beam in which the substrate weakens it to 1/e, µm. */
  readonly attenuationUm: number;
  readonly roughness: Roughness;
}

/**
 * Mean of e^{i q u} over the heights u of an end that steps by whole periods d: exp(−(σ/d)² (1 − cos q d)), that of steps
 * up and down each as likely (a difference of two Poisson numbers), ⟨u²⟩ = σ² exactly. Its square is exp(−(q − G)² σ²) near
 * each reflection G of the crystal and near 0: reflections keep their height, rods and fringes fall.
 * @see Harada, Evaluation of the roughness of a crystal surface by X-ray scattering I: the rod falls by |Σ γ_p e^{2πi p q}|²,
 *   γ_p the part of the surface p steps high; "Debye–Waller-like" where heights are Gaussian
 */
const stepMean = (sigmaAng: number, periodAng: number, q: number): number =>
  Math.exp(-((sigmaAng / periodAng) ** 2) * (1 - Math.cos(q * periodAng)));

interface Ends {
  readonly bottomAng: number;
  readonly topAng: number;
}

/** One crystal whose ends step, heights from its lowest atom: Σ over its periods from each bottom to each top. */
function layerSum(
  { period, periodAng, periods, rest, foot }: Layer,
  { bottomAng, topAng }: Ends,
  q: number,
  f: (z: number) => number,
): Complex {
  const top = stepMean(topAng, periodAng, q);
  const bottom = stepMean(bottomAng, periodAng, q);
  const half = (q * periodAng) / 2;
  const sine = Math.sin(half);
  // (bottom − top)/(1 − e^{i q d}), which has a limit where both vanish.
  const most = (topAng ** 2 - bottomAng ** 2) / periodAng ** 2;
  const more =
    Math.abs(sine) < 1e-9
      ? most * top * sine
      : (top * Math.expm1(2 * most * sine * sine)) / (2 * sine);
  const [re, im] = geometric(periods, 2 * half);
  const body = times(sheetSum(period, q, f), [
    top * re + more * Math.sin(half),
    top * im + more * Math.cos(half),
  ]);
  const [above, under] = [sheetSum(rest, q, f), sheetSum(foot, q, f)];
  return [
    body[0] + top * above[0] + bottom * under[0],
    body[1] + top * above[1] + bottom * under[1],
  ];
}

/** Form factors of the elements at one q, with the Debye–Waller factor. */
const factorsAt = (q: number, displacements: Displacements): ((z: number) => number) => {
  const s = q / (4 * Math.PI);
  const known = new Map<number, number>();
  return (z) => {
    const found = known.get(z) ?? formFactor(z, s) * Math.exp(-(displacements[z] ?? 0) * s * s);
    known.set(z, found);
    return found;
  };
};

function sheetSum({ heightsAng, numbers, perAng2 }: Sheets, q: number, f: (z: number) => number) {
  let [re, im] = [0, 0];
  for (let i = 0; i < numbers.length; i++) {
    const size = f(numbers[i]!) * perAng2[i]!;
    re += size * Math.cos(q * heightsAng[i]!);
    im += size * Math.sin(q * heightsAng[i]!);
  }
  return [re, im] as const;
}

/**
 * Structure factor of a stack per area along its surface normal, electrons per Å²: Σ f e^{−B s²} e^{i q z}, layer by
 * layer. Periods of a layer and repeats of the stack are geometric sums; what lies below without end is a crystal
 * truncation rod, 1/(1 − e^{−i q d − ε}), with ε the absorption of one period on the way in and out.
 * @param q 4π sin θ/λ, 1/Å
 * @see Robinson, Phys. Rev. B 33 (1986) 3830, for the truncation rod
 */
export function rodAmplitude(
  { below, layers, repeatFrom, repeats, repeatAng }: RodModel,
  q: number,
  wavelengthAng: number,
  { displacements, attenuationUm, roughness }: RodSettings,
): Complex {
  const f = factorsAt(q, displacements);
  const { surfaceAng, interfaceAng } = roughness;
  let [re, im] = [0, 0];
  for (const [k, layer] of layers.entries()) {
    const isEndless = k === 0 && below !== null;
    const isLast = k === layers.length - 1;
    const sum = (topAng: number) =>
      // An endless crystal has one end: it falls by that as a whole, below.
      layerSum(layer, { bottomAng: isEndless ? topAng : interfaceAng, topAng }, q, f);
    const inner = sum(interfaceAng);
    const many = k >= repeatFrom ? repeats : 1;
    const before = times(inner, geometric(isLast ? many - 1 : many, q * repeatAng));
    const last = isLast ? times(sum(surfaceAng), turn((many - 1) * q * repeatAng)) : NOTHING;
    const all = times([before[0] + last[0], before[1] + last[1]], turn(q * layer.baseAng));
    re += all[0];
    im += all[1];
  }
  if (below !== null) {
    const { period, periodAng } = below;
    const loss = periodLoss(q, wavelengthAng, periodAng, attenuationUm);
    const [c, s] = turn(-q * periodAng);
    const [x, y] = [1 - Math.exp(-loss) * c, -Math.exp(-loss) * s];
    const size = x * x + y * y;
    const end = stepMean(layers.length > 1 ? interfaceAng : surfaceAng, periodAng, q);
    const rod = times(sheetSum(period, q, f), [(end * x) / size, (-end * y) / size]);
    re += rod[0];
    im += rod[1];
  }
  return [re, im];
}

/** How much one period weakens the amplitude: half the loss of intensity on the way in and out, 2 d/sin θ long. */
export const periodLoss = (
  q: number,
  wavelengthAng: number,
  periodAng: number,
  attenuationUm: number,
): number => {
  const sine = (q * wavelengthAng) / (4 * Math.PI);
  return periodAng / (sine * attenuationUm * 1e4);
};

/**
 * Part of the beam that a flat stack without lateral end reflects, in the first Born approximation: no beam is
 * weakened by what it gives away, so that near strong reflections it comes out too large, even above 1.
 * (4π r_e |F|/q)² times the polarisation (1 + cos² 2θ)/2. The 1/q² is the illuminated area and Lorentz factor.
 * An even half-space of ρ electrons by volume has |F| = ρ/q, and (4π r_e ρ)²/q⁴, which is what Fresnel's law becomes far
 * above the critical angle.
 */
export function rodReflectivity(
  model: RodModel,
  q: number,
  wavelengthAng: number,
  settings: RodSettings,
): number {
  const [re, im] = rodAmplitude(model, q, wavelengthAng, settings);
  const sine = (q * wavelengthAng) / (4 * Math.PI);
  const cos2 = 1 - 2 * sine * sine;
  const scale = (4 * Math.PI * ELECTRON_RADIUS_ANG) / q;
  return scale * scale * (re * re + im * im) * ((1 + cos2 * cos2) / 2);
}
