const missing = new Set<string>();

/**
 * Remembers style sheets that could not be fetched. The bundler's loader counts each as fetched once it was asked for, so
 * that a part which is tried again would come without its looks.
 */
export function watchStyles(): void {
  const onError = ({ target }: Event): void => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== 'stylesheet') return;
    missing.add(target.href);
    target.remove();
  };
  // Such errors do not bubble.
  document.addEventListener('error', onError, { capture: true });
  window.addEventListener('online', () => void fetchMissingStyles().catch(() => undefined));
}

/** Fetches the style sheets that are missing. @returns rejects where one is still out of reach */
export async function fetchMissingStyles(): Promise<void> {
  await Promise.all([...missing].map(fetchStyle));
}

function fetchStyle(href: string): Promise<void> {
  missing.delete(href);
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => reject(new TypeError(`${href} could not be fetched`)));
    document.head.append(link);
  });
}
