import { freezeText } from '#core/recipe/freeze.ts';
import type { Freeze } from '#core/recipe/recipe.ts';

/** ", held planes: 2 lowest, 1 highest", to follow a protocol's text; empty when none is held. */
export function frozenText(freeze: Freeze): string {
  if (freeze.kind !== 'planes') {
    const text = freezeText(freeze);
    return text === '' ? '' : `, held: ${text}`;
  }
  const parts = [
    ...(freeze.bottom > 0 ? [`${freeze.bottom} lowest`] : []),
    ...(freeze.top > 0 ? [`${freeze.top} highest`] : []),
  ];
  return parts.length === 0 ? '' : `, held planes: ${parts.join(', ')}`;
}
