import { useCallback } from 'react';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { draw, linear, type SegmentArrays } from '#render/gpu/segments.ts';
import { contactLines } from '#render/stage/contactLines.ts';
import type { Stage } from '#render/stage/stage.ts';
import { CONTACT_DASH, CONTACT_WIDTH } from '#render/style.ts';
import type { SceneContact } from '#render/types.ts';
import { Lines } from './Lines.tsx';

/** Pairs across the interface, dashed: they are distances, not bonds. */
export function Contacts(props: {
  readonly contacts: readonly SceneContact[];
  readonly drawn: DrawnAtoms;
  readonly stage: Stage;
}) {
  const { contacts, drawn, stage } = props;
  const fill = useCallback(
    (into: SegmentArrays) => {
      const { shown } = stage;
      if (shown === null) return;
      for (const contact of contacts) {
        const stroke = { rgb: linear(contact.color), width: CONTACT_WIDTH, dash: CONTACT_DASH };
        for (const [from, to] of contactLines(contact, drawn, shown.xyz))
          draw(into, from, to, stroke);
      }
    },
    [contacts, drawn, stage],
  );
  return (
    <Lines
      capacity={2 * contacts.length}
      fill={fill}
      frame={stage.frame}
      followers={stage.followers}
    />
  );
}
