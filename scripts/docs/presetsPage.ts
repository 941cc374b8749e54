import { FAMILIES } from '#core/recipe/presets/presets.ts';

/** docs/presets.md, made of the families of presets. */
export const presetsPage = (): string => `# Presets

This page is made from the families of presets in \`src/core/recipe/presets\` by \`npm run docs\`.
[CONTRIBUTING.md](../CONTRIBUTING.md#add-a-preset) says how to add one. A preset is a recipe to start from: it is in the
menu of the page, and wherever the terminal takes a recipe it is \`preset:ID\`.

${FAMILIES.map(
  ({ label, presets }) =>
    `## ${label}\n\n${presets.map((p) => `- \`${p.id}\`, ${p.label}. ${p.about}`).join('\n')}`,
).join('\n\n')}
`;
