const UNIT = '(?:[ÅKs%]|[nµm]m|[fpn]s|m?eV|[MG]Pa|e/Å²|°C?|atoms)(?![\\p{L}\\d])';
const MEETING = new RegExp(`(?<=[\\d.]) (?=${UNIT})`, 'gu');

/** The same text with a space that no line breaks at between a number and its unit. */
export const unbroken = (text: string): string => text.replace(MEETING, '\u00a0');
