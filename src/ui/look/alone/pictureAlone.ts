import { closePlace, openPlace, type Place, placesStore } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import { fillScreen } from '#ui/kit/fullScreen.ts';
import './pictureAlone.css';

const isOpen = (): boolean => placesStore.getState().open.includes('full-screen');

/**
 * The picture alone, on all of the screen, or back among the panels. Where a browser does not let a page fill the screen,
 * the picture fills the window.
 */
export function togglePictureAlone(): void {
  if (isOpen()) {
    closePlace('full-screen');
    return;
  }
  openPlace('full-screen');
  const back = window.matchMedia('(pointer: coarse)').matches
    ? 'Back, or Full screen under …, brings the panels back'
    : 'F or Escape brings the panels back';
  void fillScreen(true).then((isFull) =>
    say(isFull ? back : `This browser keeps its bars: the picture fills the window. ${back}`),
  );
}

/** What stands beside the picture, in its place or in a bar: where it is opened, the picture is not alone any more. */
const BESIDE: ReadonlySet<Place> = new Set<Place>([
  ...(['find', 'screen', 'present', 'look', 'atoms', 'analysis', 'md', 'story'] as const),
  ...(['export-menu', 'more', 'playback'] as const),
]);

let wasOpen = false;

/** The page as it is asked for, however that came: by the key, by Escape, Back or Forward. */
function follow(): void {
  const last = placesStore.getState().open.at(-1);
  if (isOpen() && last !== undefined && BESIDE.has(last)) {
    closePlace('full-screen');
    return;
  }
  const isNow = isOpen();
  if (isNow === wasOpen) return;
  wasOpen = isNow;
  document.documentElement.toggleAttribute('data-picture-alone', isNow);
  if (!isNow) void fillScreen(false);
}
placesStore.subscribe(follow);

// Escape on a full screen is the browser's own: the page only hears that it is over.
document.addEventListener('fullscreenchange', () => {
  if (!document.fullscreenElement) closePlace('full-screen');
});
