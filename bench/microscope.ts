import { FIRST_OBSERVATION, INSTRUMENTS, observe } from '#core/microscope/observation.ts';
import { nanocrystalSpecimen } from '#core/microscope/specimen.ts';
import { imageSpots } from '#core/microscope/spectrum/indexing.ts';
import { spectrumOf } from '#core/microscope/spectrum/spectrum.ts';
import { nanocrystalPreset } from '#core/nanocrystal/nanocrystalPresets.ts';
import { library } from '../test/helpers/library.ts';

/** `npx tsx bench/microscope.ts`: time to build, image, transform and index nanocrystals, once each. */
const timed = <T>(run: () => T): readonly [T, number] => {
  const start = performance.now();
  const result = run();
  return [result, Math.round(performance.now() - start)];
};

const rows = [5.5, 16.1].flatMap((nm) => {
  const { recipe } = nanocrystalPreset(`cspbbr3-cds-${nm}nm`);
  const [specimen, build] = timed(() => nanocrystalSpecimen(recipe, library));
  return INSTRUMENTS.map(({ id, settings }) => {
    const [{ image, view }, imaging] = timed(() =>
      observe(specimen, { ...FIRST_OBSERVATION, ...settings }),
    );
    const [, indexing] = timed(() =>
      imageSpots(spectrumOf(image), specimen.crystals, view, image.thicknessAng),
    );
    return {
      particle: `${nm} nm`,
      atoms: image.atoms,
      instrument: id,
      pixels: `${image.width} × ${image.height}`,
      'build, ms': build,
      'image, ms': imaging,
      'transform, ms': indexing,
    };
  });
});
console.table(rows);
