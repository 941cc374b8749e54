import { useEffect, useRef } from 'react';
import { type GreyPicture, rgbaOf } from '#core/microscope/picture/greyPicture.ts';

/** A grey picture at the size that there is. */
export function GreyCanvas({
  picture,
  label,
}: {
  readonly picture: GreyPicture;
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = picture;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(rgbaOf(picture), width, height), 0, 0);
  }, [picture, width, height]);
  return <canvas ref={canvas} width={width} height={height} role="img" aria-label={label} />;
}
