import type { Structure } from '#core/crystal/structure.ts';
import { deformation } from '#core/match/strain.ts';
import { signedInFull } from '#core/math/decimals.ts';
import { det } from '#core/math/mat3.ts';
import { det2 } from '#core/math/plane2.ts';
import type { Built } from '#core/recipe/build.ts';
import { isSuperlattice, type Report } from '#core/recipe/report/report.ts';
import { countedElectrons, describeWarning, type Warning } from '#core/recipe/report/warnings.ts';
import { layersOf, thicknessText } from '#core/surface/layers.ts';
import type { Dipole } from './dipole.ts';
import { type Mesh, meshOf, reciprocalLengths, spacingsOf } from './kpoints.ts';

/** What a page can do about a finding with one press; the text says the same for a terminal. */
export type Remedy =
  | { readonly kind: 'vacuum'; readonly vacuumAng: number }
  | { readonly kind: 'planes'; readonly slab: number; readonly planes: number }
  | { readonly kind: 'mesh'; readonly mesh: Mesh }
  | { readonly kind: 'dipole' };

/** One thing looked at before a long calculation. */
export interface Check {
  readonly id: string;
  readonly level: 'ok' | 'note' | 'warn';
  /** What was found, with the number. */
  readonly found: string;
  /** Why it matters. */
  readonly means: string;
  /** What to do about it; null where nothing needs doing. */
  readonly fix: string | null;
  readonly remedy: Remedy | null;
}

export interface CheckOptions {
  /** Null for formats that hold no k-points. */
  readonly mesh: Mesh | null;
  /** More atoms than this are too many for the machine; null: no limit was given. */
  readonly atomBudget: number | null;
  /** What is to be done about a dipole; null for formats that cannot say. */
  readonly dipole: Dipole | null;
  /** What a set says of it in its own words; absent or null: nothing. */
  readonly dipoleSaid?: DipoleSaid | null;
}

/** What a set does about a dipole, where that is not a correction in all of its files. */
export interface DipoleSaid {
  readonly text: string;
  /** For a set that cannot take the correction of a code of electrons: whether it does the same in its way. */
  readonly isCorrected: boolean;
  /** Behind "Make the two faces alike, or "; null where the set has no other way. */
  readonly otherwise: string | null;
}

/** In-plane spacings that differ by more than this do not follow the cell's shape. */
const MESH_RATIO = 1.6;
/** The default of VASP's KSPACING, 1/Å: a coarser mesh is hardly intended. */
export const COARSE_PER_ANG = 0.5;
/** Empty lengths that are usual, Å. */
const USUAL_VACUUM_ANG = 15;

/** Everything that is looked at, findings first; the warnings of the report among them, none twice. */
export function checksOf(
  built: Built,
  report: Report,
  structure: Structure,
  options: CheckOptions,
): readonly Check[] {
  const rank = { warn: 0, note: 1, ok: 2 } as const;
  return [
    chargeCheck(report),
    contactCheck(report),
    ...built.slabs.map((_, i) => thicknessCheck(built, report, i)),
    vacuumCheck(report),
    dipoleCheck(report, options.dipole, options.dipoleSaid ?? null),
    handCheck(built),
    ...(options.mesh === null ? [] : [meshCheck(structure.lattice, options.mesh, report)]),
    ...(options.atomBudget === null ? [] : [budgetCheck(report, options.atomBudget)]),
    ...otherWarnings(report),
  ].toSorted((p, q) => rank[p.level] - rank[q.level]);
}

/** Warnings of the report that a check of its own has taken over. */
const TAKEN = [
  'overlap',
  'crushed',
  'short-contact',
  'charged',
  'unknown-charges',
  'dipole',
  'thin-vacuum',
] as const satisfies readonly Warning['code'][];
type Taken = (typeof TAKEN)[number];

const isOther = (w: Warning): w is Exclude<Warning, { code: Taken }> =>
  !TAKEN.some((code) => code === w.code);

const warningOf = (report: Report, ...codes: readonly Warning['code'][]): Warning | undefined =>
  report.warnings.find((w) => codes.includes(w.code));

function chargeCheck(report: Report): Check {
  const warning = warningOf(report, 'charged', 'unknown-charges');
  const means =
    report.charge === null || Math.abs(report.charge) < 1e-6
      ? 'A cell whose formal charges do not add up to zero stays neutral in a DFT code, but with electrons too many or too few for closed shells: its surface comes out metallic or doped. Of point charges it is truly charged.'
      : countedElectrons(report.charge);
  if (warning === undefined)
    return {
      id: 'charge',
      level: 'ok',
      found: 'Formal charges add up to zero.',
      means,
      fix: null,
      remedy: null,
    };
  const unknown = warning.code === 'unknown-charges';
  return {
    id: 'charge',
    level: unknown ? 'note' : 'warn',
    found: unknown
      ? 'Formal charges are not known for every crystal.'
      : `Formal charges add up to ${signedInFull(report.charge!)} e.`,
    means,
    fix: unknown
      ? 'Count electrons yourself: cations and anions should balance in the whole cell.'
      : 'End a slab on another plane, change the number of its planes by one, or remove a species from its terminating plane.',
    remedy: null,
  };
}

function contactCheck(report: Report): Check {
  const warning = warningOf(report, 'overlap', 'crushed', 'short-contact');
  const closest = report.closest;
  return {
    id: 'contact',
    level: warning === undefined ? 'ok' : 'warn',
    found:
      warning !== undefined
        ? describeWarning(warning)
        : closest === null
          ? 'No two atoms are near each other.'
          : `Closest pair ${closest.pair}, ${closest.distance.toFixed(3)} Å.`,
    means:
      'Atoms that overlap give huge forces: the first steps of a relaxation throw them apart, or the electronic loop does not end.',
    fix:
      warning === undefined
        ? null
        : warning.code === 'crushed'
          ? 'Choose cells that match better.'
          : 'Widen d₀, move the registry shift, or relax with the classical preview first.',
    remedy: null,
  };
}

/**
 * A plane is bulk-like when a whole period of the crystal lies between it and either face: what stands
 * in between is surface.
 */
function thicknessCheck(built: Built, report: Report, slab: number): Check {
  const { slab: cut, spec, name } = built.slabs[slab]!;
  const period = cut.surface.planes.length;
  const planes = cut.sequence.length;
  const inner = Math.max(0, planes - 2 * period);
  const enough = 2 * period + 1;
  const role = slab === 0 ? 'substrate' : report.layers.length > 2 ? `film ${slab}` : 'film';
  const head = `${name} (${role}, ${spec.hkl.join(' ')}): ${thicknessText(cut)}`;
  // One or more sheets are a system of their own: with more planes they would be another one.
  if (inner === 0 && layersOf(cut) !== null && spec.remove.length === 0)
    return {
      id: `thickness-${slab}`,
      level: 'ok',
      found: `${head}, and no bond of the crystal is cut at either face.`,
      means:
        'Whole layers of a layered crystal are a material of their own: how many there are is part of the question, not of the accuracy.',
      fix: null,
      remedy: null,
    };
  return {
    id: `thickness-${slab}`,
    level: inner > 0 ? 'ok' : 'note',
    found: `${head}, ${inner} of them bulk-like; its period is ${counted(period)}.`,
    means:
      'A plane is bulk-like here when a whole period of the crystal lies between it and either face. A slab without any is all surface: band edges and energies do not become those of the crystal.',
    fix:
      inner > 0
        ? null
        : `Take ${enough} planes or more, or show that your result does not change with thickness.`,
    remedy: inner > 0 ? null : { kind: 'planes', slab, planes: enough },
  };
}

const counted = (planes: number): string => `${planes} ${planes === 1 ? 'plane' : 'planes'}`;

function vacuumCheck(report: Report): Check {
  const warning = warningOf(report, 'thin-vacuum');
  const { vacuum } = report;
  const means =
    'The cell repeats along c as well: without enough empty length the film touches, or feels, the substrate of the next image.';
  if (isSuperlattice(report))
    return {
      id: 'vacuum',
      level: 'ok',
      found: 'No vacuum: the stack repeats along c, with one more interface.',
      means,
      fix: null,
      remedy: null,
    };
  const level = warning !== undefined ? 'warn' : vacuum < USUAL_VACUUM_ANG ? 'note' : 'ok';
  return {
    id: 'vacuum',
    level,
    found: `${vacuum.toFixed(1)} Å of vacuum along c.`,
    means,
    fix: level === 'ok' ? null : `Widen it to ${USUAL_VACUUM_ANG} Å or more.`,
    remedy: level === 'ok' ? null : { kind: 'vacuum', vacuumAng: USUAL_VACUUM_ANG },
  };
}

function dipoleCheck(report: Report, dipole: Dipole | null, said: DipoleSaid | null): Check {
  const polar = report.warnings.filter((w) => w.code === 'dipole').map(describeWarning);
  const means = isSuperlattice(report)
    ? 'In a stack that repeats along c the fields of unlike interfaces are part of the crystal: there is nothing to correct.'
    : 'Unlike faces make a step of the potential across the slab. In a periodic cell it is flattened by a field in the vacuum, which shifts bands and energies.';
  const corrected = dipole === null ? (said?.isCorrected ?? false) : dipole.correct;
  // Polar slabs cancel in a stack that turns over onto itself.
  const needed = report.vacuum > 0 && (dipole?.facesDiffer ?? polar.length > 0);
  const warned = needed && !corrected;
  const alike =
    'ake the two faces alike (another termination, a removed species, a film on both sides)';
  return {
    id: 'dipole',
    level: warned ? 'warn' : polar.length > 0 ? 'note' : 'ok',
    found: [
      ...polar,
      ...(dipole === null ? [] : [dipole.reason]),
      ...(needed && corrected ? [said?.text ?? 'The dipole correction is on.'] : []),
      ...(warned && dipole === null && said !== null ? [said.text] : []),
      ...(polar.length === 0 && dipole === null ? ['No slab has a formal dipole along c.'] : []),
    ].join(' '),
    means,
    fix: !warned
      ? null
      : dipole === null
        ? `M${alike}${said === null || said.otherwise === null ? ': this set has no dipole correction to switch on' : `, or ${said.otherwise}`}.`
        : `Switch the dipole correction on, or m${alike}.`,
    remedy: warned && dipole !== null ? { kind: 'dipole' } : null,
  };
}

/**
 * The mirror image of a slab of a chiral crystal is another substance: no map into the interface cell may change its
 * hand.
 */
function handCheck(built: Built): Check {
  const mirrored = built.slabs.filter(
    (s) => !(det2(s.matrix) > 0 && det2(deformation(s.supercell, built.cell)) > 0),
  );
  const isRight = det(built.structure.lattice) > 0 && mirrored.length === 0;
  return {
    id: 'hand',
    level: isRight ? 'ok' : 'warn',
    found: isRight
      ? 'No slab is mirrored: only proper maps, and a right-handed cell.'
      : `Mirrored on the way into the cell: ${mirrored.map((s) => s.name).join(', ') || 'the cell itself'}.`,
    means:
      'A code reads a left-handed cell as its mirror image, which for a chiral crystal is another substance.',
    fix: isRight
      ? null
      : 'Exchange two cell vectors, or choose a matrix with a positive determinant.',
    remedy: null,
  };
}

const densityMesh = (lattice: Float64Array, spacingPerAng: number): Mesh =>
  meshOf(lattice, { kind: 'spacing', spacingPerAng }, { vacuumAlongC: true });

/** Among the meshes that one spacing along both axes gives, the one whose number of points is nearest to this. */
function evenMesh(lattice: Float64Array, mesh: Mesh): Mesh {
  const [x, y] = spacingsOf(lattice, mesh) as [number, number, number];
  const [low, high] = [Math.min(x, y), Math.max(x, y)];
  const points = ([a, b]: Mesh) => a * b;
  const off = (m: Mesh) => Math.abs(Math.log(points(m) / points(mesh)));
  return reciprocalLengths(lattice)
    .slice(0, 2)
    .flatMap((b) =>
      Array.from({ length: Math.ceil(b / low) }, (_, k) => b / (k + 1)).filter(
        (t) => t >= low && t <= high,
      ),
    )
    .map((t) => densityMesh(lattice, t))
    .reduce((best, m) => (off(m) < off(best) ? m : best), densityMesh(lattice, high));
}

function meshCheck(lattice: Float64Array, mesh: Mesh, report: Report): Check {
  const [x, y] = spacingsOf(lattice, mesh) as [number, number, number];
  const ratio = Math.max(x, y) / Math.min(x, y);
  const widest = Math.max(x, y);
  const plain = densityMesh(lattice, widest);
  // Whole counts alone may leave 4×2 with 1.7 times: only points beyond those that its spacing asks for count.
  const skew = ratio > MESH_RATIO && (mesh[0] > plain[0] || mesh[1] > plain[1]);
  const coarse = widest > COARSE_PER_ANG;
  const wasted = report.vacuum > 0 && mesh[2] > 1;
  const even = skew ? evenMesh(lattice, mesh) : mesh;
  const dense =
    coarse && Math.max(...spacingsOf(lattice, even).slice(0, 2)) > COARSE_PER_ANG
      ? densityMesh(lattice, COARSE_PER_ANG / 2)
      : even;
  const better: Mesh = [dense[0], dense[1], wasted ? 1 : mesh[2]];
  const problems = [
    ...(skew
      ? [
          `it is ${ratio.toFixed(1)} times denser along ${x < y ? 'a' : 'b'} than along the other, against the shape of the cell`,
        ]
      : []),
    ...(coarse ? ['it is coarse for anything that disperses'] : []),
    ...(wasted ? ['points along the vacuum change nothing and cost as much as the others'] : []),
  ];
  return {
    id: 'mesh',
    level: problems.length > 0 ? 'warn' : 'ok',
    found: `Γ-centred ${mesh.join('×')}: one point every ${x.toFixed(3)} along a, ${y.toFixed(3)} along b (1/Å, with 2π)${problems.length > 0 ? `; ${problems.join('; ')}` : ''}.`,
    means:
      'A long edge needs few points and a short one many: what counts is that the spacing is alike along both, and small enough that the result no longer changes.',
    fix: problems.length > 0 ? `Take ${better.join('×')}.` : null,
    remedy: problems.length > 0 ? { kind: 'mesh', mesh: better } : null,
  };
}

function budgetCheck(report: Report, budget: number): Check {
  const over = report.atoms > budget;
  return {
    id: 'atoms',
    level: over ? 'warn' : 'ok',
    found: `${report.atoms} atoms; the budget is ${budget}.`,
    means:
      'The time of a plane-wave calculation grows with the cube of the number of atoms, its memory with the square.',
    fix: over
      ? 'Take a smaller match, fewer planes, or a denser code such as CP2K; or raise the budget knowingly.'
      : null,
    remedy: null,
  };
}

/** What the report warns of beyond these: like charges that meet, broken units, large strain. */
function otherWarnings(report: Report): readonly Check[] {
  const words: Readonly<
    Record<Exclude<Warning['code'], Taken>, readonly [means: string, fix: string]>
  > = {
    'like-charges': [
      'Ions of one sign that meet first repel: the stack is far from any energy minimum, and may fly apart.',
      'Move the registry shift, or change a termination.',
    ],
    'gap-in-slab': [
      'Two pieces with nothing between them are no slab: each has surfaces of its own, and their distance is arbitrary.',
      'Choose another termination or fewer planes, so that the slab is one piece.',
    ],
    'broken-molecule': [
      'A part of a molecule is a radical with unpaired electrons: it reacts in the first steps of a relaxation.',
      'Choose a termination that cuts no molecule.',
    ],
    'broken-layer': [
      'A layer that is cut open has dangling bonds where the crystal itself would end in a closed face.',
      'Choose a termination between layers, unless edges or single planes are what is studied.',
    ],
    'edit-lost': [
      'An edit by hand names atoms by their place in the crystal: in another cut of the slab it would be of other atoms, so it is left out there.',
      'Take the edit out of the document, or make it anew.',
    ],
    'large-strain': [
      'A film strained this much has another band gap and other elastic energy than the crystal it is named after; a real one would make dislocations.',
      'Choose a larger cell that matches better, or let both sides share the strain.',
    ],
  };
  return report.warnings.filter(isOther).map((w, i) => ({
    id: `${w.code}-${i}`,
    level: 'warn' as const,
    found: describeWarning(w),
    means: words[w.code][0],
    fix: words[w.code][1],
    remedy: null,
  }));
}
