import { CloseButton, Dialog } from '#ui/kit/overlay/Dialog.tsx';
import { OTHER_KEYS } from './otherKeys.ts';
import type { PaletteProps } from './Palette.tsx';
import './palette.css';

/** All keys of the page. */
export function Shortcuts({ keyed, onClose }: PaletteProps) {
  const rows = [
    ...keyed.map(({ keys, name }) => ['On the page', keys ?? '', name] as const),
    ...OTHER_KEYS,
  ];
  const places = [...new Set(rows.map(([where]) => where))];
  return (
    <Dialog labelledBy="shortcuts-title" className="shortcuts" closesOutside onClose={onClose}>
      <div className="titlebar">
        <h2 id="shortcuts-title">Keys</h2>
        <CloseButton onClose={onClose} />
      </div>
      {places.map((place) => (
        <section key={place} aria-label={place}>
          <h3 className="caps">{place}</h3>
          <dl>
            {rows
              .filter(([where]) => where === place)
              .map(([, keys, does]) => (
                <div key={keys}>
                  <dt>
                    {keys.split(', ').map((one) => (
                      <kbd key={one}>{one}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
