import type { ReactNode } from 'react';
import type { Lack } from '#render/stage/stage.ts';
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

/** What is left out of the picture, as this machine draws slowly. */
export function LackNotice({ lack, theme }: { readonly lack: Lack; readonly theme: SceneTheme }) {
  const [drawn, seen] = lack.atoms;
  const percent = Math.max(1, Math.round((100 * drawn) / seen));
  return (
    <p
      role="status"
      style={{
        position: 'absolute',
        bottom: 8,
        left: '50%',
        transform: 'translateX(-50%)',
        maxWidth: '60%',
        margin: 0,
        padding: '2px 8px',
        borderRadius: 6,
        background: theme.background,
        color: theme.muted,
        fontSize: 13,
        textAlign: 'center',
        pointerEvents: 'none',
      }}
    >
      {[drawn < seen && `${percent} % of the atoms in view`, lack.bonds && 'not all bonds']
        .filter(Boolean)
        .join(', ')}
      {' drawn, as this machine is slow. A saved picture has all.'}
    </p>
  );
}
