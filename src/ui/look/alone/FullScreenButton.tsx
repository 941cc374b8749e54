import { usePlaceButton } from '#ui/state/places.ts';

/** The picture alone on the screen, and back. */
export const togglePictureAlone = (): void =>
  void import('./pictureAlone.ts').then((m) => m.togglePictureAlone());

/** @param named in words, in a menu; else by a mark, in a row */
export function FullScreenButton({ named = false }: { readonly named?: boolean }) {
  return (
    <button
      type="button"
      className="button small"
      aria-label="Full screen"
      title="The picture alone on the screen, and back (F)"
      {...usePlaceButton('full-screen')}
      onClick={togglePictureAlone}
    >
      {named ? (
        'Full screen, and back'
      ) : (
        <svg className="theme-mark" viewBox="0 0 16 16" aria-hidden="true">
          <path
            d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
          />
        </svg>
      )}
    </button>
  );
}
