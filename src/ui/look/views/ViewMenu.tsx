import { part } from '#ui/kit/boundary/part.tsx';
import { Popover } from '#ui/kit/overlay/Popover.tsx';
import { useMenu } from '#ui/state/places.ts';
import type { ViewChoicesProps } from './ViewChoices.tsx';

const ViewChoices = part<ViewChoicesProps>({
  what: 'The list of views',
  load: () => import('./ViewChoices.tsx').then((m) => m.ViewChoices),
});

/** More views than the switch has room for. */
export function ViewMenu(props: ViewChoicesProps) {
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
      <ViewChoices {...props} />
    </Popover>
  );
}
