interface FetchingProps {
  /** What comes, as the beginning of a sentence, where it has no place on the page yet: told over the page then. */
  readonly what?: string;
}

/** Stands where a part of the page will be whose code is on its way; on a fast line it is never seen. */
export const Fetching = ({ what }: FetchingProps) => (
  <p className={what === undefined ? 'fetching' : 'fetching over'} role="status">
    {what === undefined ? 'Loading…' : `${what}: loading…`}
  </p>
);
