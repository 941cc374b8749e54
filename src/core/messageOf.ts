/** What anything that was thrown says: by its message, or as text where it is no Error. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
