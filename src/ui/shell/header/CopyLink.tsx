import { copyLink } from '#ui/palette/copyLink.ts';

/** Copies the address that rebuilds the document anywhere. */
export function CopyLink() {
  return (
    <button type="button" className="button" onClick={() => void copyLink()}>
      Copy link
    </button>
  );
}
