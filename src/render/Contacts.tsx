import { useCallback } from 'react';
import type { DrawnAtoms } from './buffers.ts';
import { contactLines } from './contacts.ts';
import { Lines } from './Lines.tsx';
import type { FrameUniforms } from './materials.ts';
import { draw, linear, type Segments } from './segments.ts';
import { CONTACT_DASH, CONTACT_WIDTH } from './style.ts';
import type { SceneContact } from './types.ts';

/** Pairs across the interface, dashed: they are distances, not bonds. */
export function Contacts(props: {
  readonly contacts: readonly SceneContact[];
  readonly drawn: DrawnAtoms;
  /** The structure's positions or a frame's; a new array is a new frame. */
  readonly xyz: ArrayLike<number>;
  readonly frame: FrameUniforms;
}) {
  const { contacts, drawn, xyz, frame } = props;
  const fill = useCallback(
    (into: Segments) => {
      for (const contact of contacts) {
        const stroke = { rgb: linear(contact.color), width: CONTACT_WIDTH, dash: CONTACT_DASH };
        for (const [from, to] of contactLines(contact, drawn, xyz)) draw(into, from, to, stroke);
      }
    },
    [contacts, drawn, xyz],
  );
  return <Lines capacity={2 * contacts.length} fill={fill} frame={frame} />;
}
