import { EpistackError } from '#core/errors.ts';
import { type Limits, searchMatches } from '#core/match/coincidence.ts';
import {
  energyDensity,
  J_PER_M2_PER_EV_PER_ANG2,
  surfaceStiffness,
  turnOf,
} from '#core/match/elastic.ts';
import type { Match } from '#core/match/match.ts';
import { type PlaneLattice, planeLatticeOf } from '#core/match/planeLattice.ts';
import { type Stiffness, turnStiffness } from '#core/match/stiffness.ts';
import { alongX } from '#core/match/strain.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import { withOwn } from '#core/recipe/crystals/library.ts';
import { linkOf } from '#core/recipe/share.ts';
import { defaultCut } from '#core/surface/defaultCut.ts';
import { cutSlab, heightsOf, type SlabCut } from '#core/surface/slab.ts';
import { defaultPlanesOf, type PlanesOf, surfaceOf } from '#core/surface/surface.ts';
import { polarityOf } from '#core/surface/tasker.ts';
import { type Candidate, type ScreenPlane, screenCrystal } from './candidates.ts';
import type { LineMatch, LineSide, ScreenLine } from './line.ts';
import { screenRecipe } from './recipe.ts';
import type { ScreenSettings } from './settings.ts';

/** A plane made ready to be matched: the same for all its partners. */
interface ReadyPlane {
  readonly lattice: PlaneLattice;
  readonly side: LineSide;
  readonly cut: SlabCut;
  readonly planesOf: PlanesOf;
  /** Stiffness of the film in its surface frame; null without elastic constants. */
  readonly stiffness: Stiffness | null;
  /** Volume of the slab's atoms in the bulk over its area: whole periods, Å. */
  readonly bulkThicknessAng: number;
}

/**
 * Evaluates candidates one by one; a plane is cut and its symmetry found once.
 * @param library where crystals are found that links do not carry
 * @returns candidate → line; nothing in a line depends on time, order or machine
 */
export function evaluator(
  settings: ScreenSettings,
  library: Library,
): (candidate: Candidate) => ScreenLine {
  const known = new Map<string, ReadyPlane>();
  const ready = (plane: ScreenPlane, face: SlabCut['face']): ReadyPlane => {
    const name = `${plane.material.id} ${plane.hkl} ${face}`;
    const found = known.get(name) ?? readyPlane(plane, face, settings.thicknessAng);
    known.set(name, found);
    return found;
  };
  return (candidate) => {
    try {
      const film = ready(candidate.film, 'bottom');
      const substrate = ready(candidate.substrate, 'top');
      return evaluate(candidate, film, substrate, settings, library);
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      return { key: candidate.key, refused: error.message };
    }
  };
}

function evaluate(
  candidate: Candidate,
  film: ReadyPlane,
  substrate: ReadyPlane,
  settings: ScreenSettings,
  library: Library,
): ScreenLine {
  const limits: Limits = {
    maxAreaAng2: settings.maxAreaAng2,
    tolerance: { mode: 'strain', maxStrain: settings.maxStrain },
    maxAtoms: settings.maxAtoms,
    mirrors: false,
  };
  const front: Match[] = [];
  let count = 0;
  // By area, then strain: whatever has less strain than all before it is on the front.
  for (const { matches } of searchMatches(film.lattice, substrate.lattice, limits))
    for (const match of matches) {
      count++;
      const last = front.at(-1);
      if (last === undefined || match.maxStrain < last.maxStrain - SAME_STRAIN) front.push(match);
    }
  const kept = keptOf(front, settings.keep);
  const best = kept.at(-1);
  const own = withOwn(library, [candidate.film.material, candidate.substrate.material]);
  const link =
    best === undefined
      ? null
      : linkOf(
          screenRecipe(
            { ...candidate.film, ...film.cut, planesOf: film.planesOf },
            { ...candidate.substrate, ...substrate.cut, planesOf: substrate.planesOf },
            best,
            own,
          ),
        );
  return {
    key: candidate.key,
    film: film.side,
    substrate: substrate.side,
    count,
    matches: kept.map((m) => lineMatch(m, film)),
    link,
  };
}

/** A repeat of a smaller cell has its strain within rounding. */
const SAME_STRAIN = 1e-9;

/** At most `keep` members of a front: the least strained, the smallest, then evenly between; by rising area. */
export function keptOf<T>(front: readonly T[], keep: number): readonly T[] {
  if (front.length <= keep) return front;
  if (keep === 1) return front.slice(-1);
  return Array.from(
    { length: keep },
    (_, i) => front[Math.round((i * (front.length - 1)) / (keep - 1))]!,
  );
}

function readyPlane(
  { material, hkl }: ScreenPlane,
  face: SlabCut['face'],
  thicknessAng: number,
): ReadyPlane {
  const crystal = screenCrystal(material);
  const surface = surfaceOf(crystal, hkl, defaultPlanesOf(crystal));
  const cut = defaultCut(surface, face, thicknessAng);
  const slab = cutSlab(surface, cut);
  const { lowAng, highAng } = heightsOf(slab);
  const atoms = slab.numbers.length;
  return {
    lattice: planeLatticeOf(surface, atoms),
    cut,
    planesOf: surface.planesOf,
    side: {
      id: material.id,
      name: material.name,
      formula: material.formula,
      hkl,
      planes: cut.planes,
      termination: cut.termination,
      label: surface.planes[cut.termination]!.label,
      thickness: rounded(highAng - lowAng, 4),
      terminations: surface.planes.filter((p) => p.equivalentTo === null).length,
      tasker: polarityOf(surface)?.type ?? null,
    },
    stiffness:
      face === 'bottom' && material.elastic !== undefined
        ? surfaceStiffness(material.elastic, material.spaceGroup.number, crystal.lattice, surface)
        : null,
    bulkThicknessAng: (surface.layerPeriodAng * atoms) / surface.numbers.length,
  };
}

/** Decimals are cut well above rounding, so that every machine writes the same digits. */
const lineMatch = (m: Match, film: ReadyPlane): LineMatch => ({
  filmMatrix: m.filmMatrix,
  substrateMatrix: m.substrateMatrix,
  filmArea: rounded(m.filmAreaAng2, 4),
  substrateArea: rounded(m.substrateAreaAng2, 4),
  mismatch: {
    a: rounded(m.mismatch.a, 7),
    b: rounded(m.mismatch.b, 7),
    gammaDeg: rounded(m.mismatch.gammaDeg, 5),
    area: rounded(m.mismatch.area, 7),
  },
  strain: {
    xx: rounded(m.strain.xx, 7),
    yy: rounded(m.strain.yy, 7),
    xy: rounded(m.strain.xy, 7),
  },
  maxStrain: rounded(m.maxStrain, 7),
  twistDeg: rounded((m.twistRad * 180) / Math.PI, 4),
  atoms: m.atoms,
  elastic: film.stiffness && rounded(elasticJPerM2(m, film.stiffness, film.bulkThicknessAng), 6),
});

function elasticJPerM2(m: Match, stiffness: Stiffness, bulkThicknessAng: number): number {
  const turned = turnStiffness(stiffness, turnOf(m.film, alongX(m.substrate)));
  const volumeAng3 = bulkThicknessAng * m.filmAreaAng2;
  const cellEv = (energyDensity(turned, m.strain) * volumeAng3) / 1000;
  return (cellEv / m.substrateAreaAng2) * J_PER_M2_PER_EV_PER_ANG2;
}

/** Without a negative zero. */
const rounded = (x: number, digits: number): number => Number(x.toFixed(digits)) + 0;
