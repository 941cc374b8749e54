/** Signs for measured points, each told from the others without colour. */
export type Marker = 'disc' | 'square' | 'triangle' | 'diamond' | 'cross';

const MARKERS: readonly Marker[] = ['disc', 'square', 'triangle', 'diamond', 'cross'];
export const markerOf = (nth: number): Marker => MARKERS[nth % MARKERS.length]!;

/** Beyond the first and the last measured point, as a part of the span. */
export const POINT_ROOM = 0.03;

/**
 * Outline of a marker, to be filled, as data of an SVG path.
 * @param r half its width; all have about the same area
 */
export function markerPath(marker: Marker, x: number, y: number, r: number): string {
  const at = (...points: readonly (readonly [number, number])[]): string =>
    `M${points.map(([dx, dy]) => `${(x + r * dx).toFixed(1)} ${(y + r * dy).toFixed(1)}`).join('L')}Z`;
  switch (marker) {
    case 'disc':
      return `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    case 'square':
      return at([-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]);
    case 'triangle':
      return at([0, -1.25], [1.15, 0.85], [-1.15, 0.85]);
    case 'diamond':
      return at([0, -1.3], [1.2, 0], [0, 1.3], [-1.2, 0]);
    case 'cross': {
      const [a, b] = [0.4, 1.2];
      return at(
        [-b, -a],
        [-a, -a],
        [-a, -b],
        [a, -b],
        [a, -a],
        [b, -a],
        [b, a],
        [a, a],
        [a, b],
        [-a, b],
        [-a, a],
        [-b, a],
      );
    }
  }
}
