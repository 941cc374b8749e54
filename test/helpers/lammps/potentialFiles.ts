/** Two entries of a Tersoff file; numbers of Si as printed by Tersoff, Phys. Rev. B 37, 6991 (1988). */
export const TERSOFF = `# Si and Ge
Si Si Si 3.0 1.0 1.3258 4.8381 2.0417 0.0
   22.956 0.33675 1.3258 95.373 3.0 0.2 3.2394 1830.8
Si Ge Ge 3.0 1.0 0 0 0 0
   0 0 0 0 2.9 0.15 0 0 # Cd Cd Cd in a remark
`;

/** Stillinger and Weber, Phys. Rev. B 31, 5262 (1985). */
export const SILICON_SW =
  'Si Si Si 2.1683 2.0951 1.80 21.0 1.20 -0.333333333333 7.049556277 0.6022245584 4.0 0.0 0.0\n';

/** A setfl file of two elements on grids of three densities and two distances: shape alone. */
export const SETFL = `by somebody


 2 Ni Al
3 1e-4 2 1e-3 6.0
28 58.7 3.52 fcc
0 0 0 0 0
13 26.98 4.05 fcc
0 0 0 0 0
0 0 0 0 0 0
`;

/** As printed in Table I of Tersoff, Phys. Rev. B 39, 5566 (1989); eV and Å. */
const TERSOFF_1989 = {
  Si: {
    a: 1830.8,
    b: 471.18,
    lambda: 2.4799,
    mu: 1.7322,
    beta: 1.1e-6,
    n: 0.78734,
    c: 1.0039e5,
    d: 16.217,
    h: -0.59825,
    r: 2.7,
    s: 3,
  },
  Ge: {
    a: 1769,
    b: 419.23,
    lambda: 2.4451,
    mu: 1.7047,
    beta: 9.0166e-7,
    n: 0.75627,
    c: 1.0643e5,
    d: 15.652,
    h: -0.43884,
    r: 2.8,
    s: 3.1,
  },
} as const;
const CHI = 1.00061;

/** Si and Ge by Tersoff as LAMMPS reads it: eight entries, unlike pairs by his mixing. */
export function siGeTersoff(): string {
  const elements = ['Si', 'Ge'] as const;
  const lines = elements.flatMap((x) =>
    elements.flatMap((y) =>
      elements.map((z) => {
        const [p, q, k] = [TERSOFF_1989[x], TERSOFF_1989[y], TERSOFF_1989[z]];
        const cut = [Math.sqrt(p.r * k.r), Math.sqrt(p.s * k.s)] as const;
        const chi = x === y ? 1 : CHI;
        // Numbers of two bodies count in entries whose second and third element are one.
        return [
          `${x} ${y} ${z} 3 1 0 ${p.c} ${p.d} ${p.h} ${p.n} ${p.beta}`,
          (p.mu + q.mu) / 2,
          chi * Math.sqrt(p.b * q.b),
          (cut[0] + cut[1]) / 2,
          (cut[1] - cut[0]) / 2,
          (p.lambda + q.lambda) / 2,
          Math.sqrt(p.a * q.a),
        ].join(' ');
      }),
    ),
  );
  return ['# Si and Ge, Tersoff 1989', ...lines, ''].join('\n');
}
