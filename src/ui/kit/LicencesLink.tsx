import type { ReactNode } from 'react';

interface LicencesLinkProps {
  /** Anchor within that page. */
  readonly part?: 'lammps';
  readonly children: ReactNode;
}

/** A link to the page of licences, which a build writes beside this one; `npm run dev` has none. */
export function LicencesLink({ part, children }: LicencesLinkProps) {
  return (
    <a href={`./licences/index.html${part ? `#${part}` : ''}`} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
