import { derivedStore } from '#app/document/derive.ts';
import { documentStore } from '#app/document/document.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { shareLink } from '#app/document/shareLink.ts';
import { tabStore } from '#app/document/tabDocument.ts';
import { openHidden } from '#app/look/hidden.ts';
import { keptSettings, showSettings } from '#app/look/lending.ts';
import { pictureOf, rangesSaid } from '#app/look/seen.ts';
import { labelStore } from '#app/look/selection.ts';
import { sessionStore } from '#app/look/session.ts';
import { viewOnlyStore } from '#app/look/viewOnly.ts';
import { forgetTabCopy, readTabCopy, SEEN_KEY, writeTabCopy } from '#app/shell/tabCopy.ts';
import { say } from '#app/shell/toasts.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import type { StorySeen } from '#core/story/story.ts';
import { packedSeen, readableSeen, seenInLink } from '#engines/zip/packedSeen.ts';
import { lectureStore } from './lecture.ts';
import { playingStore } from './playing.ts';
import { seenNow } from './seenNow.ts';
import { lookOf, storySetting, wholeLook } from './storySettings.ts';

/** The address that rebuilds the document as it is seen now. */
export const pageLink = (): string =>
  shareLink() + (playingStore.getState().now === null ? packedSeen(seenNow()) : '');

/** Shows the document as a link or a reload says, all of it; what is not said is as usual. */
function show(seen: StorySeen): void {
  const { cut } = markedAtoms([], documentStore.getState().committed);
  const { hidden, viewOnly, labels } = pictureOf(seen, cut);
  openHidden(hidden);
  viewOnlyStore.setState(viewOnly);
  labelStore.setState(labels, true);
  showSettings({ ...wholeLook(seen.look), ...rangesSaid(seen.picture) });
  if (seen.view !== undefined) lectureStore.setState({ view: { ...seen.view } });
  const { of } = seen.picture ?? {};
  if (of !== undefined) tellOtherAtoms(of);
}

/** Numbers of atoms that the stack has not are of no use: said as soon as it is built. */
function tellOtherAtoms(of: number): void {
  const told = (): boolean => {
    const { model } = derivedStore.getState();
    if (model === null) return false;
    const count = model.built.structure.numbers.length;
    if (count !== of)
      say(
        `This link hides or labels single atoms of ${of}, and the stack has ${count}: these are not shown so.`,
      );
    return true;
  };
  if (told()) return;
  const stop = derivedStore.subscribe(() => told() && stop());
}

interface Kept {
  readonly id: string;
  /** Of the address then: another one that was opened since says itself what is seen. */
  readonly hash: string;
  readonly seen: StorySeen;
}

/**
 * Shows what the address says of how its document is seen, or after a reload what was seen before it.
 * @returns why that could not be read, or null
 */
export function openSeen(): string | null {
  const kept = readTabCopy('sessionStorage', SEEN_KEY) as Kept | undefined;
  if (kept?.hash === location.hash && kept.id === tabStore.getState().id) {
    // Of another version perhaps: what it cannot say any more is as usual.
    show(readableSeen(kept.seen, storySetting, () => undefined));
    return null;
  }
  return openSeenLink(location.hash);
}

/** @returns why it could not be read, or null */
export function openSeenLink(address: string): string | null {
  let problem: string | null = null;
  try {
    const seen = seenInLink(address, storySetting, (left) => {
      problem = left;
    });
    if (seen !== undefined) show(seen);
    return problem;
  } catch (error) {
    return `The view of this link could not be opened: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** Keeps how the document is seen for a reload of this tab, which is about to begin. */
export function keepSeen(): void {
  const seen = seenNow();
  const isOwnLook =
    canonicalJson(lookOf(sessionStore.getState())) === canonicalJson(lookOf(keptSettings()));
  const { look: _, ...rest } = seen;
  const isPlain = isOwnLook && packedSeen(rest) === '';
  const isTold = playingStore.getState().now !== null;
  const kept: Kept = { id: tabStore.getState().id, hash: location.hash, seen };
  if (isPlain || isTold) forgetTabCopy('sessionStorage', SEEN_KEY);
  else writeTabCopy('sessionStorage', SEEN_KEY, kept);
}
