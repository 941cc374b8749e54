/** Length of a scale bar and how it is written. */
export interface ScaleBar {
  readonly lengthAng: number;
  readonly text: string;
}

/** A round length, 1, 2 or 5, that is not longer than a third of the width. */
export function scaleBar(widthAng: number): ScaleBar {
  const most = widthAng / 3;
  const power = 10 ** Math.floor(Math.log10(most));
  const lengthAng = ([5, 2, 1].find((n) => n * power <= most) ?? 1) * power;
  const nm = lengthAng / 10;
  return { lengthAng, text: nm >= 1 ? `${nm} nm` : `${lengthAng} Å` };
}
