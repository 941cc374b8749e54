/** A word of the terminal that nothing here is named by. */
export class UnknownWord extends Error {}
