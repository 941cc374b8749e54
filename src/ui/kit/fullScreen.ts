/** Fills the screen with the page, or gives it back. @returns whether the browser allows it */
export async function fillScreen(isFull: boolean): Promise<boolean> {
  try {
    if (!isFull) {
      if (document.fullscreenElement) await document.exitFullscreen();
    } else if (!document.fullscreenElement) await document.documentElement.requestFullscreen();
    return true;
  } catch {
    return false;
  }
}
