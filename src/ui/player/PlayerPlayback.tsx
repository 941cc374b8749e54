import { part } from '#ui/kit/boundary/part.tsx';
import { Popover } from '#ui/kit/overlay/Popover.tsx';
import { useMenu } from '#ui/state/places.ts';

// What is behind a button is not part of the first view.
const PlaybackFields = part<object>({
  what: 'Playback',
  load: () => import('./PlaybackFields.tsx').then((m) => m.PlaybackFields),
});

/** How frames are played, behind one button. */
export function Playback() {
  const menu = useMenu('playback');
  return (
    <Popover
      button="Playback ▴"
      buttonClass="button small"
      label="Playback"
      className="playback"
      {...menu}
    >
      <PlaybackFields />
    </Popover>
  );
}
