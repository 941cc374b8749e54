import { newId } from '#app/document/tabDocument.ts';
import { tellUnkept, toldIfSlow } from '#app/document/unkept.ts';
import { isWorthKeeping, type KeptNanocrystal } from '#app/nanocrystal/keptNanocrystal.ts';
import { nanocrystalStore, openKeptNanocrystal } from '#app/nanocrystal/nanocrystalStore.ts';
import { notify } from '#app/shell/notices.ts';
import { isNanocrystal, readDocument, saveDocument, savePicture } from './shelf.ts';
import { nanocrystalClaims } from './tabClaims.ts';

/** Edits that follow each other are kept together. */
const SAVE_MS = 400;
/** A picture is taken when nothing was edited for so long. */
const PICTURE_MS = 1500;

/**
 * Keeps the nanocrystal of this tab among the documents of the browser while its room is open.
 * @param picture takes a small picture of what is shown, as a data URL; null where it cannot
 * @returns stops, and gives the nanocrystal free for other tabs
 */
export function keepNanocrystals(picture: () => Promise<string | null>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pictureTimer: ReturnType<typeof setTimeout> | undefined;
  let saved: KeptNanocrystal | null = null;
  let isStopped = false;

  const keep = async (now: KeptNanocrystal): Promise<void> => {
    if (!isWorthKeeping(now) || now === saved) return;
    try {
      // One of a link or of an earlier version has no time of an edit.
      await toldIfSlow(saveDocument(now.editedMs > 0 ? now : { ...now, editedMs: Date.now() }));
      if (nanocrystalStore.getState() === now) saved = now;
    } catch (error) {
      tellUnkept(error);
    }
  };
  const keepNow = (): Promise<void> => {
    clearTimeout(timer);
    return keep(nanocrystalStore.getState());
  };
  const takePicture = async (): Promise<void> => {
    await keepNow();
    const { id } = nanocrystalStore.getState();
    if (saved?.id !== id) return;
    const taken = await picture().catch(() => null);
    if (taken !== null && nanocrystalStore.getState().id === id)
      // Without it the list shows no picture.
      await savePicture(id, taken).catch(() => undefined);
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void keepNow(), SAVE_MS);
    clearTimeout(pictureTimer);
    pictureTimer = setTimeout(() => void takePicture(), PICTURE_MS);
  };
  /** Claims it for this tab, or goes on with a copy when another tab has it. */
  const own = async (id: string): Promise<void> => {
    const isMine = await nanocrystalClaims.claim(id);
    const now = nanocrystalStore.getState();
    if (isStopped || now.id !== id) return;
    if (isMine) {
      // Another tab may have gone on with it while the room was closed here.
      const kept = await readDocument(id).catch(() => null);
      const isNewer = kept !== null && isNanocrystal(kept) && kept.editedMs > now.editedMs;
      if (isNewer && nanocrystalStore.getState() === now) openKeptNanocrystal(kept);
      return;
    }
    notify({
      id: 'twice',
      text: `“${now.recipe.title}” is open in another tab, too. This tab goes on with a copy: what you change here is kept beside it.`,
    });
    saved = { ...now, id: newId(), editedMs: 0 };
    nanocrystalStore.setState(saved, true);
  };
  const onHidden = (): void => {
    if (document.visibilityState === 'hidden') void keepNow();
  };

  const stop = nanocrystalStore.subscribe((now, before) => {
    if (now.id !== before.id) {
      void keep(before);
      void own(now.id);
    }
    later();
  });
  document.addEventListener('visibilitychange', onHidden);
  void own(nanocrystalStore.getState().id);
  later();
  return () => {
    stop();
    clearTimeout(pictureTimer);
    document.removeEventListener('visibilitychange', onHidden);
    isStopped = true;
    nanocrystalClaims.release();
    void keepNow();
  };
}
