import { SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { type DisorderedSites, emptyPart, isOrdered, type SharedSite } from './disorder.ts';
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
  const labels = [...new Set(listed.sites.filter((s) => !isOrdered(s)).map(sharesOf))];
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
    warning: `the file gives a disordered crystal (${labels.slice(0, 5).join('; ')}); this is an ordered model of it, ${model.name}: ${how}`,
  };
}

/** Who shares a site and how: "Fe1/Co1: Fe 0.75, Co 0.25". */
function sharesOf(site: SharedSite): string {
  // Some labels say it already: "Nb, 0.8Nb + 0.2Zr".
  if (site.label.includes(', ')) return site.label;
  const empty = emptyPart(site);
  const parts = [
    ...site.occupants.map(({ z, occupancy }) => `${SYMBOLS[z]} ${rounded(occupancy)}`),
    ...(empty > 0 ? [`empty ${rounded(empty)}`] : []),
    ...(site.alternative === null ? [] : ['one of several places']),
  ];
  return `${site.label}: ${parts.join(', ')}`;
}

const rounded = (part: number): string => String(Number(part.toFixed(3)));

/** The title of an ordered model. */
export const orderedTitle = (title: string, { name }: OrderedModel): string =>
  `${title === '' ? '' : `${title}, `}ordered: ${name}`;
