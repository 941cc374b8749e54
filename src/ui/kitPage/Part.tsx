import type { ReactNode } from 'react';

/** One part of the kit under its name. */
export function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section aria-label={name}>
      <h2 className="caps">{name}</h2>
      {children}
    </section>
  );
}
