import { type ReactNode, useRef, useState } from 'react';
import type { Place } from '#app/shell/places.ts';
import { Popover } from '#ui/kit/overlay/Popover.tsx';
import { useMenuOf } from '#ui/state/places.ts';

/** What the header has no room for. */
export function HeaderMenu({
  places,
  children,
}: {
  /** Places that are opened from the menu. */
  readonly places: readonly Place[];
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useMenuOf(places, button);
  return (
    <Popover
      button="⋯"
      buttonLabel="More"
      buttonClass="button"
      buttonRef={button}
      label="More"
      className="head-menu"
      closesOnChoice
      isOpen={open}
      onOpen={setOpen}
    >
      {children}
    </Popover>
  );
}
