import { command as build } from '#cli/commands/build.ts';
import { command as convert } from '#cli/commands/convert.ts';
import { command as exporting } from '#cli/commands/export.ts';
import { command as film } from '#cli/commands/film.ts';
import { command as indexing } from '#cli/commands/indexImage.ts';
import { command as inspect } from '#cli/commands/inspect.ts';
import { command as match } from '#cli/commands/match.ts';
import { command as md } from '#cli/commands/md.ts';
import { command as nanocrystal } from '#cli/commands/nanocrystal.ts';
import { command as orientation } from '#cli/commands/orientation.ts';
import { command as picture } from '#cli/commands/picture.ts';
import { command as microscope } from '#cli/commands/scattering/microscope.ts';
import { command as xrd } from '#cli/commands/scattering/xrd.ts';
import { command as screen } from '#cli/commands/screen.ts';
import { command as slab } from '#cli/commands/slab.ts';
import { command as stack } from '#cli/commands/stack.ts';
import { command as story } from '#cli/commands/story.ts';
import { command as adhesion } from '#cli/commands/universal/adhesion.ts';
import { command as elastic } from '#cli/commands/universal/elastic.ts';
import { command as energy } from '#cli/commands/universal/energy.ts';
import { command as lattice } from '#cli/commands/universal/lattice.ts';
import { command as relax } from '#cli/commands/universal/relax.ts';
import { command as terminations } from '#cli/commands/universal/terminations.ts';
import type { Command } from './command.ts';

/** Every command, in the order of `epistack --help`. */
export const COMMANDS: readonly Command[] = [
  inspect,
  slab,
  match,
  stack,
  build,
  convert,
  exporting,
  picture,
  film,
  story,
  md,
  energy,
  relax,
  adhesion,
  lattice,
  elastic,
  terminations,
  nanocrystal,
  microscope,
  orientation,
  indexing,
  xrd,
  screen,
];
