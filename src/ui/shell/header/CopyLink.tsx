import { shareLink } from '#app/document/persist.ts';
import { fetched } from '#app/shell/fetched.ts';
import { say } from '#app/shell/toasts.ts';

/** Copies the address that rebuilds the document anywhere. */
export function CopyLink() {
  return (
    <button type="button" className="button" onClick={() => void copy()}>
      Copy link
    </button>
  );
}

async function copy(): Promise<void> {
  const link = await fetched('The link', shareLink);
  if (link === null) return;
  window.history.replaceState(window.history.state, '', link);
  try {
    await navigator.clipboard.writeText(link);
    say('Link copied: it holds the whole document.');
  } catch {
    say('The link is in the address bar (this browser does not let a page copy).');
  }
}
