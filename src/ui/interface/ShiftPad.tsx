import { useLayoutEffect, useMemo, useRef } from 'react';
import { type Cell2, inverse2, rowTimes, type Vec2 } from '#core/math/plane2.ts';
import { mapTuple } from '#core/math/vec3.ts';
import type { Landscape } from '#core/registry/landscape.ts';
import { MEASURES } from '#core/registry/measures.ts';
import { type RegistryCell, reduceShift } from '#core/registry/shiftCell.ts';
import { MAP_COLORS, type MapColors, ramp } from '#ui/kit/colorRamp.ts';
import { useDark } from '#ui/kit/theme.ts';

const WIDTH = 120;
const MAX_HEIGHT = 132;
const MIN_HEIGHT = 44;
/** Room for the dot at the rim of the cell. */
const MARGIN = 9;
/** An arrow key's step in fractions of the interface cell, Shift: ten of them; less in a small cell. */
const NUDGE = 0.005;
const STEPS_PER_CELL = 20;
/** Opposite edges of the cell are the same shift, so the pad ends just before 1. */
const LAST = 0.9999;

interface ShiftPadProps {
  readonly registry: RegistryCell;
  /** Relative to the slab below, fractions of the interface cell. */
  readonly shift: Vec2;
  readonly map: Landscape | null;
  readonly title: string;
  readonly onMove: (shift: Vec2) => void;
  readonly onDone: () => void;
}

/** The cell of shifts that differ, in its true shape, a to the right: drag the film about in it. */
export function ShiftPad(props: ShiftPadProps) {
  const { registry, shift, map, title, onMove, onDone } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  // By value: each build makes a new cell object, and only another cell is another picture.
  const cell = JSON.stringify(registry.cell);
  const frame = useMemo(() => frameOf(JSON.parse(cell) as Cell2), [cell]);
  const colors = MAP_COLORS[useDark() ? 'dark' : 'light'];
  const { inCell, steps } = reduceShift(registry, shift);
  const [x, y] = frame.place(inCell);
  const best = map && reduceShift(registry, map.best.shift).inCell;
  useLayoutEffect(() => {
    if (map && canvas.current) paint(canvas.current, frame, map, colors);
  }, [map, frame, colors]);
  const drag = (e: React.PointerEvent<HTMLButtonElement>) => {
    const box = e.currentTarget.getBoundingClientRect();
    const scale = WIDTH / box.width;
    const at = frame.read([(e.clientX - box.left) * scale, (e.clientY - box.top) * scale]);
    const kept = mapTuple(at, (f) => Math.min(LAST, Math.max(0, f)));
    // The same copy of the cell as before: atoms slide, they do not jump.
    onMove(rowTimes([kept[0] + steps[0], kept[1] + steps[1]], registry.rows));
  };
  const nudge = (e: React.KeyboardEvent) => {
    const [da, db] = ([0, 1] as const).map((k) => {
      const extent = Math.max(...registry.rows.map((r) => Math.abs(r[k])));
      return (e.shiftKey ? 10 : 1) * Math.min(NUDGE, extent / STEPS_PER_CELL);
    }) as [number, number];
    const by: Record<string, Vec2> = {
      ArrowLeft: [-da, 0],
      ArrowRight: [da, 0],
      ArrowUp: [0, db],
      ArrowDown: [0, -db],
    };
    const delta = by[e.key];
    if (delta === undefined) return;
    e.preventDefault();
    onMove([shift[0] + delta[0], shift[1] + delta[1]]);
  };
  return (
    <button
      type="button"
      className="registry-pad"
      title={title}
      aria-label={`Registry shift ${shift[0].toFixed(3)} along a, ${shift[1].toFixed(3)} along b; arrow keys move it`}
      style={{ aspectRatio: `${WIDTH} / ${frame.height}` }}
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        drag(e);
      }}
      onPointerMove={(e) => e.currentTarget.hasPointerCapture(e.pointerId) && drag(e)}
      onPointerUp={onDone}
      onKeyDown={nudge}
      onKeyUp={(e) => e.key.startsWith('Arrow') && onDone()}
    >
      {map && <canvas ref={canvas} />}
      <svg viewBox={`0 0 ${WIDTH} ${frame.height}`} aria-hidden="true">
        {!map && <path className="ground" d={`M${frame.corners.join('L')}Z`} />}
        {!map && <path className="middle" d={frame.middles} />}
        <path className="rim" d={`M${frame.corners.join('L')}Z`} />
        {best && <Best at={frame.place(best)} />}
        <circle className="dot" cx={x} cy={y} r={6} />
      </svg>
    </button>
  );
}

/** A cross with a ring: the best place of the map. */
function Best({ at: [x, y] }: { readonly at: Vec2 }) {
  const d = `M${x - 7} ${y}h4.5M${x + 2.5} ${y}h4.5M${x} ${y - 7}v4.5M${x} ${y + 2.5}v4.5`;
  return (
    <>
      <path className="best halo" d={d} />
      <path className="best" d={d} />
    </>
  );
}

/** How the cell lies on the pad. */
interface Frame {
  readonly height: number;
  /** Fractions of the rows → drawing units, y down. */
  readonly place: (inCell: Vec2) => Vec2;
  readonly read: (at: Vec2) => Vec2;
  readonly corners: readonly Vec2[];
  readonly middles: string;
}

function frameOf(cell: Cell2): Frame {
  const [a, b] = cell;
  const corners = [[0, 0] as const, a, [a[0] + b[0], a[1] + b[1]] as const, b];
  const [xs, ys] = [corners.map((c) => c[0]), corners.map((c) => c[1])];
  const [left, low] = [Math.min(...xs), Math.min(...ys)];
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - low];
  const scale = Math.min((WIDTH - 2 * MARGIN) / wide, (MAX_HEIGHT - 2 * MARGIN) / high);
  const height = Math.max(MIN_HEIGHT, scale * high + 2 * MARGIN);
  const [ox, oy] = [(WIDTH - scale * wide) / 2, (height - scale * high) / 2];
  const toCell = inverse2(cell);
  const place = (f: Vec2): Vec2 => {
    const [x, y] = rowTimes(f, cell);
    return [ox + scale * (x - left), height - oy - scale * (y - low)];
  };
  const segment = (p: Vec2, q: Vec2) => `M${place(p).join(' ')}L${place(q).join(' ')}`;
  return {
    height,
    place,
    read: ([x, y]) => rowTimes([left + (x - ox) / scale, low + (height - oy - y) / scale], toCell),
    corners: [place([0, 0]), place([1, 0]), place([1, 1]), place([0, 1])],
    middles: segment([0.5, 0], [0.5, 1]) + segment([0, 0.5], [1, 0.5]),
  };
}

/** Lowest and highest value of a map, the better end first. */
export function valueRange({ values, measure, best }: Landscape): readonly [number, number] {
  const small = MEASURES[measure].better === 'small';
  const worst = values.reduce((p, q) => (small ? Math.max(p, q) : Math.min(p, q)), best.value);
  return [best.value, worst];
}

function paint(canvas: HTMLCanvasElement, frame: Frame, map: Landscape, ends: MapColors): void {
  const density = Math.min(3, window.devicePixelRatio) * (canvas.clientWidth / WIDTH || 1);
  canvas.width = Math.round(WIDTH * density);
  canvas.height = Math.round(frame.height * density);
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(canvas.width, canvas.height);
  const colors = ramp(ends.worst, ends.best);
  const [best, worst] = valueRange(map);
  const span = best === worst ? 1 : worst - best;
  const root = MEASURES[map.measure].curve === 'root';
  for (let py = 0; py < canvas.height; py++)
    for (let px = 0; px < canvas.width; px++) {
      const [f, g] = frame.read([(px + 0.5) / density, (py + 0.5) / density]);
      if (f < 0 || f > 1 || g < 0 || g > 1) continue;
      const excess = Math.min(1, Math.max(0, (valueAt(map, [f, g]) - best) / span));
      const k = 3 * Math.round(255 * (1 - (root ? Math.sqrt(excess) : excess)));
      image.data.set(
        [colors[k]!, colors[k + 1]!, colors[k + 2]!, 255],
        4 * (py * canvas.width + px),
      );
    }
  context.putImageData(image, 0, 0);
}

/** The map between its points, for its picture: bilinear, and periodic. */
function valueAt({ counts: [n, m], values }: Landscape, [f, g]: Vec2): number {
  const [u, v] = [f * n, g * m];
  const [i, j] = [Math.floor(u), Math.floor(v)];
  const [s, t] = [u - i, v - j];
  const at = (p: number, q: number) => values[(q % m) * n + (p % n)]!;
  return (
    (1 - t) * ((1 - s) * at(i, j) + s * at(i + 1, j)) +
    t * ((1 - s) * at(i, j + 1) + s * at(i + 1, j + 1))
  );
}
