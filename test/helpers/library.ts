import { readFileSync } from 'node:fs';
import type { Library, Material } from '#core/recipe/crystals/library.ts';

const folder = new URL('../../public/structures/', import.meta.url);
const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

/** The library as files, as the terminal reads it. */
export const library: Library = new Map(
  (json('index.json') as { materials: { id: string; file: string }[] }).materials.map((m) => [
    m.id,
    json(m.file) as Material,
  ]),
);
