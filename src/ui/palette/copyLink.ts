import { shareLink } from '#app/document/persist.ts';
import { fetched } from '#app/shell/fetched.ts';
import { say } from '#app/shell/toasts.ts';
import { copyAddress } from '#ui/kit/copyAddress.ts';

/** Copies the address that rebuilds the document, with what is drawn by hand, anywhere. */
export async function copyLink(): Promise<void> {
  const link = await fetched('The link', shareLink);
  if (link !== null) say(await copyAddress(link, 'the whole document'));
}
