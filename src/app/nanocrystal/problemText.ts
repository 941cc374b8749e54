import { EpistackError } from '#core/errors.ts';

/** What the room calls the fields of a nanocrystal, the first that fits. */
const FIELDS: readonly (readonly [field: RegExp, name: string])[] = [
  [/^facets (\(.+\))$/, 'the face $1, “ends in”'],
  [/^(core\.)?facets/, 'the faces'],
  [/^cap\.directions\.core/, '“direction, core”'],
  [/^cap\.directions\.cap/, '“direction, its own”'],
  [/^cap\.facet/, '“face of the core”'],
  [/^cap\.plane/, '“its plane”'],
  [/^cap\.shape/, 'the shape of the second crystal'],
  [/^cap\.coherent/, 'the strain of the second crystal'],
  [/^cap/, 'the second crystal'],
  [/^core/, 'the core'],
  [/^relaxed/, 'the relaxed positions'],
];

const MOST_NAMED = 9_999_999;

/** Why a nanocrystal is not built, in the words of its room. */
export function problemText(error: Error): string {
  if (!(error instanceof EpistackError)) return error.message;
  const { failure } = error;
  if (failure.code === 'too-large') {
    const limit = failure.limit.toLocaleString('en');
    const size =
      failure.count > MOST_NAMED
        ? `far more than ${limit} ${failure.what}`
        : `${failure.count.toLocaleString('en')} ${failure.what}, ${limit} at most`;
    return `Too large: ${size}. Give smaller sizes.`;
  }
  if (failure.code !== 'setting' && failure.code !== 'recipe') return error.message;
  const { field, expected } = failure;
  const known = FIELDS.find(([pattern]) => pattern.test(field));
  if (known === undefined) return error.message;
  const [pattern, name] = known;
  return `In ${field.replace(pattern, name).replace(/[.[].*$/, '')}: expected ${expected}.`;
}
