import { sessionStore } from '#app/look/session.ts';
import { type FileNumber, fileNumbers, numbersIn } from '#app/player/fileColumns.ts';
import { playerStore } from '#app/player/player.ts';
import type { FrameColours, Legend } from '#ui/look/colouring.ts';
import { evenEnds, STOPS, scaleOf, unknownKey } from './scale.ts';

const ABOUT =
  'As the file says of each atom in the shown frame, also where positions are smoothed; by itself the scale holds all frames that were looked at';

let listed: {
  readonly of: object | undefined;
  readonly colours: readonly FrameColours[];
} = { of: undefined, colours: [] };

/** By what the file that is played holds of each atom; the same objects for as long as it is. */
export function fileColours(): readonly FrameColours[] {
  const { source } = playerStore.getState();
  if (listed.of !== source?.columns)
    listed = { of: source?.columns, colours: fileNumbers(source).map(coloursOf) };
  return listed.colours;
}

const coloursOf = (number: FileNumber): FrameColours => {
  const legend = (): Legend => legendOf(number, sessionStore.getState().colourRanges[number.id]);
  return {
    id: number.id,
    label: number.label,
    ...(number.gaps !== null && { gaps: number.gaps }),
    colors({ columns }) {
      const values = numbersIn(number, columns);
      if (values === null) return null;
      const { stops, low, high } = legend().scale!;
      const colorAt = scaleOf(stops, low, high);
      const out = new Float32Array(3 * values.length);
      for (let i = 0; i < values.length; i++) out.set(colorAt(values[i]!), 3 * i);
      return out;
    },
    legend,
  };
};

function legendOf(
  { unit, column, low: least, high: most, gaps }: FileNumber,
  typed: readonly [number, number] | undefined,
): Legend {
  const isSigned = least < 0;
  const span = Math.max(Math.abs(least), Math.abs(most));
  const digits = span > 0 ? Math.min(4, Math.max(0, 2 - Math.floor(Math.log10(span)))) : 2;
  const [low, high] = typed ?? evenEnds([least, most], isSigned ? 'diverging' : 'rising', digits);
  return {
    about: ABOUT,
    keys: gaps === null ? [] : [unknownKey(`no number: ${column} is ${gaps}`)],
    scale: {
      unit,
      digits,
      low,
      high,
      stops: STOPS[isSigned ? 'diverging' : 'rising'],
      isAutomatic: typed === undefined,
    },
  };
}
