import type { Model } from '#app/document/model.ts';

/** A card of the report; where cards fold into tabs, `open` says which one is seen. */
export interface CardProps {
  readonly model: Model;
  readonly open: boolean;
}
