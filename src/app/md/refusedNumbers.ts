import { createRefusedFields } from '#app/shell/refusedFields.ts';

/** Fields of the form of MD runs with a refused number; no run starts while there are any. */
export const refusedNumbers = createRefusedFields();
