import { library } from '#app/document/library.ts';
import type { Model } from '#app/document/model.ts';
import { storyNumber } from '#core/story/storyNumbers.ts';

/** Numbers to be read aloud, each with what it is; those that the stack does not have are left out. */
export function StepNumbers({
  names,
  model,
  areMoving,
}: {
  readonly names: readonly string[];
  readonly model: Model;
  /** They change with every frame: a screen reader that read each of them would never end. */
  readonly areMoving: boolean;
}) {
  const shown = names.flatMap((name) => {
    const number = storyNumber(name);
    const value = number?.value({ ...model, library }) ?? null;
    return number === undefined || value === null ? [] : [{ ...number, text: value }];
  });
  if (shown.length === 0) return null;
  return (
    <dl aria-live={areMoving ? 'off' : undefined}>
      {shown.map(({ name, label, definition, text }) => (
        <div key={name}>
          <dd data-testid={`number-${name}`}>{text}</dd>
          <dt title={definition}>{label}</dt>
        </div>
      ))}
    </dl>
  );
}
