import { SYMBOLS } from '#core/crystal/elements.ts';
import { sub, type Vec3 } from '#core/math/vec3.ts';
import type { View } from '#render/camera/view.ts';
import { boxCorners } from '#render/stage/box.ts';
import { contactLength, contactLines } from '#render/stage/contactLines.ts';
import {
  type LabelPlace,
  type LabelRequest,
  type LineSegment,
  placeLabels,
  placeOnAny,
  type Surroundings,
} from './labels.ts';
import type { OverlayCanvas } from './overlayCanvas.ts';
import { LABEL, labelRoom, onScreen, paintLabel } from './text.ts';

/** Equal lengths that would stand nearer to each other are written once. */
const TWICE_PX = 80;

/**
 * Beside the lines of contacts which elements meet there and how far from each other.
 * @param rightPx where the dimensions beside the cell begin, px from the left
 * @param areAside whether these say the lengths, where there is room: then only what is marked is written beside its line
 */
export function paintContactLabels(
  overlay: OverlayCanvas,
  rightPx: number,
  areAside: boolean,
): void {
  const { ctx, view, shown, discs, fontFamily } = overlay;
  const { drawn, xyz, props } = shown;
  const { textScale } = props.look;
  ctx.font = `500 ${LABEL.px * textScale}px ${fontFamily}`;
  const labels: ContactLabel[] = [];
  const lines: LineSegment[] = [];
  const sized = (text: string) => ({
    text,
    width: ctx.measureText(text).width + 2 * LABEL.padX,
    height: LABEL.height * textScale,
  });
  for (const contact of props.contacts) {
    const ends = contactLines(contact, drawn, xyz).map(([from, to]) => ({
      from: onScreen(view, from),
      to: onScreen(view, to),
    }));
    lines.push(...ends);
    const [line] = ends;
    if (!contact.labelled || !line || (areAside && !contact.flagged)) continue;
    if (isEndOn(line, contact.distanceAng, view)) continue;
    const length = shown.moving === null ? contact.distanceAng : contactLength(contact, drawn, xyz);
    const pair = [contact.a, contact.b].map((atom) => SYMBOLS[props.structure.numbers[atom]!]);
    const words = [pair.join('–'), `${length.toFixed(2)} Å`];
    const mark = contact.flagged ? ['▲'] : [];
    labels.push({
      ...line,
      ...sized([...mark, ...words].join(' ')),
      pair: pair.join('–'),
      bare: sized([...mark, words[1]].join(' ')),
      ink: contact.flagged ? contact.color : props.theme.ink,
    });
  }
  const screen = { ...labelRoom(overlay), widthPx: rightPx };
  const around = { discs, discCount: drawn.count, lines, edges: cellLines(overlay), screen };
  let places = placeContacts(labels, around);
  // Where the names of elements leave a pair without room, all do without.
  if (pairsOf(places.map(({ request }) => request)).size < pairsOf(labels).size) {
    const bare = labels.map((label) => ({ ...label, ...label.bare }));
    places = placeContacts(bare, around);
  }
  const written: (readonly [number, number, string])[] = [];
  for (const { request, place } of places) {
    const { text, width, height, ink } = request;
    const [x, y] = place;
    // One of two equal contacts side by side says it for both.
    if (written.some(([p, q, other]) => other === text && Math.hypot(x - p, y - q) < TWICE_PX))
      continue;
    written.push([x, y, text]);
    overlay.taken.push({ x, y, width, height });
    paintLabel(ctx, place, request, text, props.theme, ink);
  }
}

/** Places beside their lines; a pair that has none beside any of its lines covers some atoms rather than be missing. */
function placeContacts(labels: readonly ContactLabel[], around: Surroundings): Placed[] {
  const { discs, discCount, lines, edges, screen } = around;
  const beside = placeLabels(labels, discs, discCount, lines, edges, screen);
  const placed = labels.flatMap((request, i): Placed[] => {
    const place = beside[i];
    return place ? [{ request, place }] : [];
  });
  const said = pairsOf(placed.map(({ request }) => request));
  for (const pair of pairsOf(labels)) {
    if (said.has(pair)) continue;
    const taken = [
      ...screen.taken,
      ...placed.map(({ request, place: [x, y] }) => ({ ...request, x, y })),
    ];
    const found = placeOnAny(
      labels.filter((label) => label.pair === pair),
      { ...around, screen: { ...screen, taken } },
    );
    if (found) placed.push(found);
  }
  return placed;
}

interface Placed {
  readonly request: ContactLabel;
  readonly place: LabelPlace;
}

const pairsOf = (labels: readonly ContactLabel[]): Set<string> =>
  new Set(labels.map(({ pair }) => pair));

interface ContactLabel extends LabelRequest {
  /** Its elements, as "Cs–S". */
  readonly pair: string;
  /** The elements and the length. */
  readonly text: string;
  /** The length alone. */
  readonly bare: Pick<LabelRequest, 'width' | 'height'> & { readonly text: string };
  readonly ink: string;
}

/** Edges of the box and of the cells drawn in it, which would cross words. */
function cellLines({ view, shown: { drawn, props } }: OverlayCanvas): LineSegment[] {
  const corners = boxCorners(drawn, props.box);
  const [floor, lid] = [corners.slice(0, 4), corners.slice(4)];
  const rings: (readonly Vec3[])[] = props.outlines.map((outline) =>
    outline.corners.map((corner) => sub(corner, drawn.origin)),
  );
  if (props.look.showCell) rings.push(floor, lid);
  const posts = props.look.showCell ? floor.map((foot, k) => [foot, lid[k]!] as const) : [];
  const edges = rings.flatMap((ring) =>
    ring.map((from, k) => [from, ring[(k + 1) % ring.length]!] as const),
  );
  return [...edges, ...posts].map(([from, to]) => ({
    from: onScreen(view, from),
    to: onScreen(view, to),
  }));
}

/** Lines that are shortened more than this are seen from their end: a length beside them would stand on atoms. */
const SEEN_PART = 0.6;

/** Whether a line is seen from near its end, where its two atoms lie over each other. */
const isEndOn = ({ from, to }: LineSegment, lengthAng: number, view: View): boolean => {
  const px = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return px < (SEEN_PART * lengthAng * view.heightPx) / (2 * view.halfHeightAng);
};
