import { fetched } from '#app/shell/fetched.ts';
import { say } from '#app/shell/toasts.ts';
import { copyAddress } from '#ui/kit/copyAddress.ts';

/** Copies the address that shows the document anywhere as it is seen here, with what is drawn by hand. */
export async function copyLink(): Promise<void> {
  const link = await fetched('The link', async () =>
    (await import('#app/story/seenLink.ts')).pageLink(),
  );
  if (link !== null) say(await copyAddress(link, 'the whole document, as it is seen here'));
}
