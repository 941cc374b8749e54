import { type ComponentType, useEffect, useEffectEvent, useRef, useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { useStore } from 'zustand';
import type { Model } from '#app/document/model.ts';
import { dataSheetStore } from '#app/export/dataSheet.ts';
import { fetched } from '#app/shell/fetched.ts';
import type { SceneHandle } from '#render/types.ts';
import { useDark } from '#ui/kit/theme.ts';
import type { DataSheetProps } from './DataSheet.tsx';

interface SheetHostProps {
  readonly model: Model;
  readonly scene: SceneHandle | null;
}

/** What a sheet is made of, fetched once. */
interface Parts {
  readonly Sheet: ComponentType<DataSheetProps>;
  /** Draws the present view at once; null without WebGL 2. */
  readonly draw:
    | ((
        page: Pick<SheetHostProps, 'model'> & { readonly dark: boolean },
      ) => HTMLCanvasElement | null)
    | null;
}

interface PrintedSheet {
  readonly Sheet: Parts['Sheet'];
  readonly picture: HTMLCanvasElement | null;
}

/** A page that is merely looked at fetches nothing for printing before this. */
const SOON_MS = 10_000;

/**
 * Puts the data sheet in the place of the page while that is printed, whether by the export menu or by the browser.
 * The browser does not wait for what is fetched, so the sheet is fetched when the page is first touched.
 */
export function SheetHost({ model, scene }: SheetHostProps) {
  const asked = useStore(dataSheetStore, (s) => s.asked);
  const dark = useDark();
  const parts = useRef<Parts | null>(null);
  const [sheet, setSheet] = useState<PrintedSheet | null>(null);
  const fetchParts = useEffectEvent(async (): Promise<void> => {
    if (parts.current !== null) return;
    const [{ DataSheet }, { sheetPicture }] = await Promise.all([
      import('./DataSheet.tsx'),
      import('./sheetPicture.ts'),
    ]);
    const still = scene?.webgl2 ? await scene.still() : null;
    const draw: Parts['draw'] =
      still &&
      ((page) => {
        const now = scene?.now() ?? null;
        return now && sheetPicture(still, now, page);
      });
    parts.current = { Sheet: DataSheet, draw };
  });
  const print = useEffectEvent(async () => {
    if ((await fetched('The data sheet', async () => fetchParts().then(() => true))) !== null)
      window.print();
  });
  useEffect(() => {
    if (asked > 0) void print();
  }, [asked]);
  const before = useEffectEvent(() => {
    if (parts.current === null) return;
    const { Sheet, draw } = parts.current;
    // While the page still has its size: it is gone from the paper.
    const picture = draw?.({ model, dark }) ?? null;
    flushSync(() => setSheet({ Sheet, picture }));
  });
  useEffect(() => {
    // Without a network the page is printed as it stands.
    const early = () => void fetchParts().catch(() => undefined);
    const timer = setTimeout(early, SOON_MS);
    const after = () => setSheet(null);
    const once = { once: true, capture: true };
    document.addEventListener('pointerdown', early, once);
    document.addEventListener('keydown', early, once);
    const printed = () => before();
    window.addEventListener('beforeprint', printed);
    window.addEventListener('afterprint', after);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerdown', early, once);
      document.removeEventListener('keydown', early, once);
      window.removeEventListener('beforeprint', printed);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  if (sheet === null) return null;
  const { Sheet, picture } = sheet;
  return createPortal(<Sheet model={model} picture={picture} />, document.body);
}
