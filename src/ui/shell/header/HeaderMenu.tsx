import type { ReactNode } from 'react';
import type { Place } from '#app/shell/places.ts';
import { Popover } from '#ui/kit/overlay/Popover.tsx';
import { useMenu } from '#ui/state/places.ts';

/** What the header has no room for. */
export function HeaderMenu({
  places,
  children,
}: {
  /** Places that are opened from the menu. */
  readonly places: readonly Place[];
  readonly children: ReactNode;
}) {
  const menu = useMenu('more', places);
  return (
    <Popover
      button="⋯"
      buttonLabel="More"
      buttonClass="button"
      label="More"
      className="head-menu"
      closesOnChoice
      {...menu}
    >
      {children}
    </Popover>
  );
}
