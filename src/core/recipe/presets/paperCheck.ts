import { signedPercent } from '#core/math/decimals.ts';
import type { Built } from '#core/recipe/build.ts';
import { filmsOf, substrateOf } from '#core/recipe/recipe.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { isOfPaperModel, PAPER_CONTACTS_ANG } from './paperReading.ts';
import { PAPER_DFT, PAPER_RUNS } from './paperRuns.ts';
import { unchangedPreset } from './presets.ts';

/** One printed number of the paper beside ours. */
export interface PaperRow {
  readonly quantity: string;
  readonly printed: string;
  readonly computed: string;
  /** Same to the printed digits; null where the page measures nothing to compare. */
  readonly agrees: boolean | null;
  /** Typed in from the paper, or solved for: it agrees because it was put in. */
  readonly chosen: boolean;
  /** Why they differ, or how they were made to agree. */
  readonly why: string;
  /** The same quantity by each engine of {@link PAPER_ENGINES}; absent for numbers of the built stack. */
  readonly byEngine?: readonly string[];
}

/** Engines that were run on reading A, in the order of `byEngine`; an asterisk stands for {@link DFT_NOTE}. */
export const PAPER_ENGINES = ['learned', 'classical', PAPER_DFT.label] as const;

const { contacts: DFT, ...dft } = PAPER_DFT;
/** How far the DFT of the last column has come. */
export const DFT_NOTE = `* Not a relaxed geometry. ${PAPER_DFT.label}, ran for ${dft.geometries} geometries: the positions of the learned potential (Cs–S ${DFT['Cs-S'].start}, Br–Cd ${DFT['Br-Cd'].start} Å) and one step of BFGS from there, which is in the column. The energy fell by ${dft.energyFellMeV} meV; forces are then rms ${dft.rmsForceEVAng}, largest on an atom ${dft.largestForceEVAng} eV/Å; a relaxation ends when no component is above ${dft.limitEVAng}.`;

/** What two recorded runs of reading A say of the printed lengths, in words. */
const RUNS_WHY = {
  'Cs-S relaxed':
    'Reading A with its atoms relaxed in the fixed cell by two potentials: machine-learned PBE without dispersion (Nequix), and the classical preview, which slides the film to another registry. The learned one comes within 0.18 Å of print, and the first step of PBE-D3 moves Cs–S by 0.009 Å from there.',
  'Br-Cd relaxed':
    'Both potentials pull Br to Cd. PBE-D3 finds small forces near 2.66 Å (rms 0.03 eV/Å) and has lengthened the contact by 0.011 Å in its one step: the three agree that far, and no more.',
  'Cs-S at300K':
    'Means over the last 2 ps of 6 ps in NVE by the paper’s protocol, one run each: the learned potential beside print, the classical one an ångström above. The paper’s is ab initio molecular dynamics.',
  'Br-Cd at300K':
    'Means over the last 2 ps of 6 ps in NVE by the paper’s protocol, one run each. Both potentials and print agree within 0.05 Å.',
} as const;

const RELAXED_BR_CD = [
  ...Object.values(PAPER_RUNS).map((run) => run['Br-Cd'].relaxed),
  DFT['Br-Cd'].last,
];
/** What the engines agree on, and where the printed optimised length stands. */
export const ENGINES_SAY = `Br–Cd relaxed: the three agree on ${Math.min(...RELAXED_BR_CD).toFixed(2)}–${Math.max(...RELAXED_BR_CD).toFixed(2)} Å, beside the 2.714 Å printed at 300 K. The printed optimised 3.053 Å is a minimum of neither potential; PBE-D3*, not at rest, was not started there. Cs–S: the classical preview stands alone, over 1 Å above print.`;

const MISMATCH_WHY =
  'No supercell of the printed constants gives 1.80 and 4.16 %. They are consistent with each other for a lattice-constant ratio of 1.0183 in the cells of reading B, but 5.898 / 5.810 is 1.0151.';

/**
 * Printed beside computed, for a document that began as a reading of the paper; empty for any other.
 * Printed numbers are never corrected: where they do not fit, the row says why.
 */
export function paperCheck(built: Built, report: Report): readonly PaperRow[] {
  if (!isOfPaperModel(built.recipe)) return [];
  const [substrate, film] = report.layers as [Report['layers'][number], Report['layers'][number]];
  const base = substrateOf(built.recipe).slab;
  const first = filmsOf(built.recipe)[0]!;
  const isUnchanged = unchangedPreset(built.recipe) !== null;
  const same = (
    text: string,
    computed: string,
    why: (agrees: boolean) => string,
    quantity: string,
  ) => {
    const agrees = text === computed;
    return { quantity, printed: text, computed, agrees, chosen: false, why: why(agrees) };
  };
  const countsWhy = (agrees: boolean) =>
    agrees
      ? 'Reading A: 2 × 2 of the a√2 × a rectangle, whole planes but for the lead of the terminating one.'
      : 'This reading keeps another printed number; the counts fit reading A only.';
  const plain = () => '';
  const putIn = (row: PaperRow): PaperRow => ({ ...row, chosen: row.agrees === true });
  const mismatchRow = (quantity: string, printed: string, f: number): PaperRow => ({
    quantity,
    printed,
    computed: `${signedPercent(f)} %`,
    agrees: Math.abs(100 * f).toFixed(2) === printed.slice(0, 4),
    chosen: false,
    why: MISMATCH_WHY,
  });
  const contact = (pair: 'Cs-S' | 'Br-Cd'): PaperRow => {
    const printed = PAPER_CONTACTS_ANG[pair]!.optimised.toFixed(3);
    const measured = report.contacts.find((c) => c.pair === pair && c.interface === 0);
    const computed = measured?.nearestMean.toFixed(3) ?? 'none';
    return {
      quantity: `${pair.replace('-', '–')} mean`,
      printed: `${printed} Å`,
      computed: measured ? `${computed} Å` : computed,
      agrees: printed === computed,
      chosen: printed === computed && isUnchanged,
      why:
        printed === computed && isUnchanged
          ? 'Chosen so: the preset’s shift was solved for the two printed means at d₀ = 2.80 Å. This is a rigid stack, not an optimised geometry.'
          : 'A rigid stack at this shift and d₀; the paper’s value is from its optimised geometry.',
    };
  };
  return [
    same('88', String(substrate.atoms), countsWhy, 'CsPbBr₃ slab, atoms'),
    same('112', String(film.atoms), countsWhy, 'CdS slab, atoms'),
    putIn(same('5.898 Å', `${base.cell.a.toFixed(3)} Å`, plain, 'a of CsPbBr₃')),
    putIn(same('5.810 Å', `${first.slab.cell.a.toFixed(3)} Å`, plain, 'a of CdS')),
    mismatchRow('mismatch along a', '1.80 %', report.mismatch!.a),
    mismatchRow('mismatch along b', '4.16 %', report.mismatch!.b),
    putIn(same('20 Å', `${Number(report.vacuum.toFixed(2))} Å`, plain, 'vacuum')),
    contact('Cs-S'),
    contact('Br-Cd'),
    ...(['relaxed', 'at300K'] as const).flatMap((state) =>
      (['Cs-S', 'Br-Cd'] as const).map((pair): PaperRow => {
        const { optimised, at300K } = PAPER_CONTACTS_ANG[pair]!;
        const of = (engine: keyof typeof PAPER_RUNS): string =>
          PAPER_RUNS[engine][pair][state].toFixed(3);
        const isRelaxed = state === 'relaxed';
        const byEngine = [
          of('universal'),
          of('classical'),
          isRelaxed ? `${DFT[pair].last.toFixed(3)}*` : '—',
        ];
        return {
          byEngine,
          quantity: `${pair.replace('-', '–')} ${isRelaxed ? 'relaxed' : 'at 300 K'}`,
          printed: `${(isRelaxed ? optimised : at300K).toFixed(3)} Å`,
          computed: byEngine.map((value, k) => `${PAPER_ENGINES[k]} ${value}`).join(', '),
          agrees: null,
          chosen: false,
          why: RUNS_WHY[`${pair} ${state}`],
        };
      }),
    ),
    {
      quantity: 'CdS plane',
      printed: '(220)',
      computed: `(${first.slab.hkl.join('')})`,
      agrees: null,
      chosen: false,
      why: '(220) names the orientation of (110) with half the plane spacing: the slab is the same. The atomic planes of CdS (110) lie 2.054 Å apart, which is d(220).',
    },
    {
      quantity: 'CdS space group',
      printed: 'Pnma',
      computed: 'F-43m',
      agrees: false,
      chosen: false,
      why: 'A slip in print: cubic CdS (zinc blende) is F-43m. Pnma (62) is the room-temperature phase of CsPbBr₃.',
    },
    {
      quantity: 'supercells',
      printed: '(3×2) | (3×3)',
      computed: `${sizeOf(base.matrix)} | ${sizeOf(first.slab.matrix)}`,
      agrees: sizeOf(base.matrix) === '(3×2)' && sizeOf(first.slab.matrix) === '(3×3)',
      chosen: false,
      why: 'The printed labels fit reading B; its counts are then 72 or 102, and 108 or 126 atoms, not 88 and 112.',
    },
  ];
}

/** "(3×2)" for a diagonal or swapped matrix, else the index of the supercell. */
function sizeOf([[a, b], [c, d]]: Built['slabs'][number]['matrix']): string {
  if (b === 0 && c === 0) return `(${Math.abs(a)}×${Math.abs(d)})`;
  if (a === 0 && d === 0) return `(${Math.abs(b)}×${Math.abs(c)})`;
  return `index ${a * d - b * c}`;
}
