const quoted = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

/** The address of the picture alone, with the whole document in it, as it is seen. @param link of the page */
export function embedAddress(link: string): string {
  const address = new URL(link);
  address.search = '?embed';
  return address.href;
}

/** HTML that shows a document in another page. */
export const embedCode = (link: string, title: string): string =>
  `<iframe src="${quoted(embedAddress(link))}" title="${quoted(title)}" width="720" height="480" style="border: 0; max-width: 100%" loading="lazy" allow="fullscreen"></iframe>`;

/** The same for the document of this page. */
export const embedCodeNow = async (title: string): Promise<string> =>
  embedCode((await import('#app/story/seenLink.ts')).pageLink(), title);
