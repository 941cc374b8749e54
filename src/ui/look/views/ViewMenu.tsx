import type { ReactNode } from 'react';
import { part } from '#ui/kit/boundary/part.tsx';
import { Popover } from '#ui/kit/overlay/Popover.tsx';
import { useMenu } from '#ui/state/places.ts';
import type { ViewChoicesProps } from './ViewChoices.tsx';

const ViewChoices = part<ViewChoicesProps>({
  what: 'The list of views',
  load: () => import('./ViewChoices.tsx').then((m) => m.ViewChoices),
});

interface ViewMenuProps extends ViewChoicesProps {
  /** What stands above the views where the row has no room for it. */
  readonly children: ReactNode;
}

/** More views than the switch has room for. */
export function ViewMenu({ children, ...props }: ViewMenuProps) {
  const menu = useMenu('views');
  return (
    <Popover
      button="…"
      buttonClass="button small"
      buttonLabel="More views"
      label="More views"
      className="view-menu"
      {...menu}
    >
      {children}
      <ViewChoices {...props} />
    </Popover>
  );
}
