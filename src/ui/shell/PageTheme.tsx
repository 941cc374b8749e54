import { type ReactNode, useEffect } from 'react';
import { DarkContext } from '#ui/kit/theme.ts';
import { useTheme } from '#ui/state/hooks.ts';

/** Sets the theme in force on the page, and tells it to all that draws in colours of its own. */
export function PageTheme({ children }: { readonly children: ReactNode }) {
  const dark = useTheme();
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }, [dark]);
  return <DarkContext value={dark}>{children}</DarkContext>;
}
