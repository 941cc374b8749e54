import { EpistackError } from '#core/errors.ts';
import { type DisorderedSites, isOrdered } from './disorder.ts';
import {
  type OrderedAtoms,
  type OrderedChoice,
  type OrderedModel,
  orderedAtoms,
  orderedModels,
} from './ordered.ts';
import { withPlaceSymmetry } from './placeSymmetry.ts';

/**
 * The atoms of a disordered crystal in the order that was chosen, with the words for its title and the warning.
 * @param choice undefined: none was made
 * @throws `partial-occupancy` with the models that may be chosen
 */
export function chooseOrder(
  listed: DisorderedSites,
  choice: OrderedChoice | undefined,
): { readonly atoms: OrderedAtoms; readonly model: OrderedModel; readonly warning: string } {
  const disordered = withPlaceSymmetry(listed);
  const found = choice === undefined ? null : orderedAtoms(disordered, choice);
  const labels = [...new Set(listed.sites.filter((s) => !isOrdered(s)).map((s) => s.label))];
  if (found === null) {
    const { models, reason } = orderedModels(disordered);
    throw new EpistackError({
      code: 'partial-occupancy',
      sites: labels.slice(0, 20),
      models: models.map(({ choice, name }) => ({ choice: String(choice), name })),
      reason,
    });
  }
  const { model, atoms } = found;
  const how =
    model.choice === 'majority'
      ? 'the most frequent atom is taken on each place, which may change the composition'
      : 'one arrangement of the exact composition of many';
  return {
    atoms,
    model,
    warning: `the file gives a disordered crystal (${labels.slice(0, 5).join(', ')}); this is an ordered model of it, ${model.name}: ${how}`,
  };
}

/** The title of an ordered model. */
export const orderedTitle = (title: string, { name }: OrderedModel): string =>
  `${title === '' ? '' : `${title}, `}ordered: ${name}`;
