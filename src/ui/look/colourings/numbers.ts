import { coordination } from '#core/atoms/coordination.ts';
import { inPlaneStrain } from '#core/atoms/inPlaneStrain.ts';
import { interfaceDistances } from '#core/atoms/interfaceDistance.ts';
import { trueMinus } from '#core/math/decimals.ts';
import { byQuantity } from './scale.ts';

const OF_A_FILE = 'not known of atoms of a file';

export const byInterfaceDistance = byQuantity({
  id: 'interface',
  label: 'Interface distance',
  unit: 'Å',
  digits: 1,
  about:
    'Distance from the nearest interface along the normal; an interface lies midway between the atoms that face each other',
  colors: 'falling',
  values: ({ model }) => model && interfaceDistances(model.built),
  lacking: 'there is no interface',
});

export const byCoordination = byQuantity({
  id: 'coordination',
  label: 'Coordination',
  unit: 'neighbours against bulk',
  digits: 0,
  about:
    'Neighbours in the stack less those of the same atom in its bulk crystal. Neighbours are ions of unlike charge, or atoms without charges, but no metal and a cation; as far as 1.2 times the sum of covalent radii, the limit moved to the nearest gap in the distances of the bulk; in metals one shell; those in the other slab count',
  colors: 'steps',
  values({ model }) {
    if (model === null) return null;
    const { now, bulk } = coordination(model.built);
    return Float64Array.from(now, (n, i) => n - bulk[i]!);
  },
  lacking: OF_A_FILE,
  nameOf: (value) => (value === 0 ? 'as in bulk' : value < 0 ? `${-value} fewer` : `${value} more`),
});

export const byCharge = byQuantity({
  id: 'charge',
  label: 'Formal charge',
  unit: 'e',
  digits: 1,
  about: 'Formal charge by the oxidation states of the crystal, before anything relaxes',
  colors: 'diverging',
  values: ({ model }) => model?.built.charges ?? null,
  lacking: 'charges are not known',
  nameOf: (value) => trueMinus(`${value > 0 ? '+' : ''}${Number(value.toFixed(3))} e`),
});

export const byStrain = byQuantity({
  id: 'strain',
  label: 'In-plane strain',
  unit: '%',
  digits: 2,
  about:
    'Mean in-plane strain against the unstrained crystal: half the trace of U − 1. Of a rigid stack that of the slab; where positions are relaxed, of the neighbours within 4.8 Å by least squares',
  colors: 'diverging',
  values: ({ model }) => model && inPlaneStrain(model.built).map((x) => 100 * x),
  lacking: OF_A_FILE,
});
