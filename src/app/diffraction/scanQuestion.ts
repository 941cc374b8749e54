import { displacementsOf } from '#core/diffraction/displacementsText.ts';
import { radiationOf } from '#core/diffraction/radiation.ts';
import type { ScanGeometry, ScanSettings } from '#core/epitaxyScan/epitaxyScan.ts';
import { SMOOTH } from '#core/epitaxyScan/scanDefaults.ts';
import type { StackChoices } from '#core/epitaxyScan/stackScan.ts';
import { closingOf, filmsOf, type Recipe } from '#core/recipe/recipe.ts';
import type { Choices, ScanChoices } from './choices.ts';
import type { DiffractionTasks } from './diffractionTasks.ts';

/** Whether something of a stack can come again and again: all of a superlattice, or films that alternate. */
export const canRepeat = (recipe: Recipe): boolean =>
  closingOf(recipe).kind === 'superlattice' || filmsOf(recipe).length > 1;

/** The scan that the choices ask of a document. */
export function scanQuestion(
  recipe: Recipe,
  geometry: ScanGeometry,
  { radiation, from, to, displacementAng2, scan }: Choices,
): DiffractionTasks['scan']['request'] {
  const films = filmsOf(recipe).length;
  const isOut = geometry === 'out-of-plane';
  const settings: ScanSettings = {
    radiation: radiationOf(radiation),
    range: [from, Math.min(179, to)],
    instrumentDeg: scan.instrumentDeg,
    displacements: displacementAng2 > 0 ? displacementsOf(String(displacementAng2)) : {},
    attenuationUm: scan.attenuationUm,
    domainNm: scan.domainNm,
    footprint: isOut && scan.sampleMm > 0 ? { sampleMm: scan.sampleMm, beamMm: scan.beamMm } : null,
    roughness: isOut ? { surfaceAng: scan.surfaceAng, interfaceAng: scan.interfaceAng } : SMOOTH,
  };
  const choices: StackChoices = {
    geometry,
    filmPeriods: scan.filmPeriods.slice(0, films).map((n) => (n > 0 ? n : null)),
    repeats: canRepeat(recipe) ? scan.repeats : 1,
    isEndless: scan.isEndless,
    spacing: scan.spacing,
    depthNm: scan.depthNm,
    along: isOut ? null : scan.along,
  };
  return { recipe, choices, settings };
}

/** The options of `xrd` that ask the same in the terminal. */
export function scanOptions(
  { geometry, filmPeriods, repeats, isEndless, spacing, depthNm, along }: StackChoices,
  { radiation, range, instrumentDeg, displacements, ...settings }: ScanSettings,
  { decades }: Pick<ScanChoices, 'decades'>,
): string {
  const b = Object.values(displacements)[0];
  const { footprint } = settings;
  const { surfaceAng, interfaceAng } = settings.roughness;
  return [
    `--geometry ${geometry} --wavelength ${radiation.id} --range ${range.join(',')} --instrument ${instrumentDeg}`,
    ...(b === undefined ? [] : [`--debye-waller ${b}`]),
    ...(filmPeriods.some((n) => n !== null)
      ? [`--film-periods ${filmPeriods.map((n) => n ?? '-').join(',')}`]
      : []),
    ...(repeats > 1 ? [`--repeats ${repeats}`] : []),
    `--substrate ${isEndless ? 'endless' : 'slab'} --spacing ${spacing} --decades ${decades}`,
    ...(geometry === 'out-of-plane'
      ? [
          `--attenuation ${settings.attenuationUm}`,
          ...(footprint === null
            ? []
            : [`--sample ${footprint.sampleMm} --beam ${footprint.beamMm}`]),
          ...(surfaceAng > 0 || interfaceAng > 0
            ? [`--roughness ${surfaceAng},${interfaceAng}`]
            : []),
        ]
      : [
          `--domain ${settings.domainNm} --depth ${depthNm}`,
          ...(along === null ? [] : [`--along ${along.join(',')}`]),
        ]),
  ].join(' ');
}
