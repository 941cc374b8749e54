import type { Story } from '#core/story/story.ts';
import { storyOf } from './readStory.ts';

interface ShippedStory {
  readonly id: string;
  readonly title: string;
  readonly load: () => Promise<{ readonly default: unknown }>;
}

/** The stories that come with the page, in the order of the list. */
export const SHIPPED_STORIES: readonly ShippedStory[] = [
  {
    id: 'cds-on-cspbbr3',
    title: 'Why CdS grows on CsPbBr₃',
    load: () => import('#stories/cds-on-cspbbr3.json'),
  },
  {
    id: 'lattice-to-mismatch',
    title: 'From lattice to mismatch',
    load: () => import('#stories/lattice-to-mismatch.json'),
  },
  {
    id: 'critical-thickness',
    title: 'Coherent or not: critical thickness',
    load: () => import('#stories/critical-thickness.json'),
  },
  {
    id: 'six-numbers',
    title: 'One interface, six numbers for its strain',
    load: () => import('#stories/six-numbers.json'),
  },
  {
    id: 'twist-and-moire',
    title: 'Twist and moiré',
    load: () => import('#stories/twist-and-moire.json'),
  },
];

/** A story that comes with the page; null for an unknown id. */
export async function shippedStory(id: string): Promise<Story | null> {
  const found = SHIPPED_STORIES.find((s) => s.id === id);
  return found === undefined ? null : storyOf(JSON.stringify((await found.load()).default));
}
