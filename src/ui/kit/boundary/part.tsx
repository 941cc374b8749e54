import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { Boundary, NotFetched } from './Boundary.tsx';
import { Fetching } from './Fetching.tsx';
import { fetchMissingStyles } from './failedStyles.ts';

interface PartOptions<Props> {
  /** What it is, as the beginning of a sentence: "Find matches". */
  readonly what: string;
  /** `import(…)` of its code. */
  readonly load: () => Promise<ComponentType<Props>>;
  /** Class of its place on the page, where a message about it stands too. */
  readonly className?: string;
  /** Shown until the code is there. */
  readonly meanwhile?: ReactNode;
}

/** A part that a person opens and that has no place on the page until then. */
export const room = <Props extends object>(options: PartOptions<Props>): ComponentType<Props> =>
  part({ meanwhile: <Fetching what={options.what} />, ...options });

/**
 * A part of the page whose code is fetched when it is first shown. Where that fails, or the part itself does, it says so
 * in its place and can be tried again.
 */
export function part<Props extends object>(options: PartOptions<Props>): ComponentType<Props> {
  const { what, load, className, meanwhile = null } = options;
  let hasFailed = false;
  const fetched = () =>
    lazy(() =>
      Promise.all([load(), fetchMissingStyles()]).then(
        ([component]) => ({ default: component }),
        (cause: unknown) => {
          hasFailed = true;
          throw new NotFetched(what, { cause });
        },
      ),
    );
  let latest = fetched();
  /** React keeps a failed fetch for ever, so that the next try needs a component of its own. */
  const next = () => {
    if (hasFailed) latest = fetched();
    hasFailed = false;
    return latest;
  };
  // biome-ignore lint/correctness/noComponentHookFactories: called once, for a module's own constant, as `lazy` is
  return function Part(props: Props) {
    const [Loaded, setLoaded] = useState(next);
    return (
      <Boundary
        what={what}
        {...(className !== undefined && { className })}
        onRetry={() => setLoaded(next())}
        onClose={'onClose' in props ? (props.onClose as () => void) : undefined}
      >
        <Suspense fallback={meanwhile}>
          <Loaded {...props} />
        </Suspense>
      </Boundary>
    );
  };
}
