/** Puts a link into the address bar and the clipboard. @param what the link holds @returns what to say */
export async function copyAddress(link: string, what: string): Promise<string> {
  window.history.replaceState(window.history.state, '', link);
  try {
    await navigator.clipboard.writeText(window.location.href);
    return `Link copied: it holds ${what}.`;
  } catch {
    return 'The link is in the address bar (this browser does not let a page copy).';
  }
}
