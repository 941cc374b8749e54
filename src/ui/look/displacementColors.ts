/** Ends of the scale of displacements: grey atoms rest. On atoms and in their legend, in both themes. */
export const DISPLACEMENT_COLORS = { none: '#c4c8cb', full: '#b03a12' } as const;
