import { CHANNELS, components } from '#engines/universal/model/architecture.ts';
import { HARMONIC_COMPONENTS } from '#engines/universal/model/harmonics.ts';
import { INTERPOLATION } from './edgeInputs.ts';
import type { Network } from './network.ts';

/** Numbers of one atom with so many channels of each degree. */
const withComponents = (channels: readonly number[]): number =>
  channels.reduce((sum, count, l) => sum + count * components(l), 0);

/** How many numbers an evaluation keeps in the heap at once, forward and back. */
export function numbersFor({ layers }: Network, atoms: number, edges: number): number {
  const shapes = layers.map(({ shape }) => shape);
  const sums = withComponents(
    CHANNELS.map((_, l) => Math.max(...shapes.map(({ rows }) => rows[l] ?? 0))),
  );
  const perAtom = shapes.reduce((sum, { input, output }, index) => {
    const [into, out] = [withComponents(input), withComponents(output)];
    const features = withComponents(CHANNELS.slice(0, output.length));
    // There: up, before the norm, after it. Back: the same, but the first layer ends at its sums.
    return sum + into + out + features + out + (index === 0 ? 0 : 2 * into);
  }, sums + CHANNELS[0]);
  const perEdge = 2 * HARMONIC_COMPONENTS + INTERPOLATION + layers.length + 4;
  return perAtom * atoms + perEdge * edges;
}
