import type { ReactNode } from 'react';
import type { SceneTheme } from '#render/types.ts';

/** A message in place of the picture: what happened, and what to do. */
export function SceneNotice(props: {
  readonly theme: SceneTheme;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const { theme, title, children } = props;
  return (
    <div
      role="status"
      style={{
        position: 'absolute',
        inset: 0,
        display: 'grid',
        placeItems: 'center',
        padding: 24,
        background: theme.background,
        color: theme.ink,
      }}
    >
      <div style={{ maxWidth: 380, textAlign: 'center', lineHeight: 1.5 }}>
        <p style={{ margin: '0 0 6px', fontWeight: 600, fontSize: 15 }}>{title}</p>
        <p style={{ margin: 0, fontSize: 13, color: theme.muted }}>{children}</p>
      </div>
    </div>
  );
}
