import { expect, test } from 'vitest';
import { downloadName } from '#app/export/downloadName.ts';
import { FORMATS, OUTPUTS, RUN_OUTPUTS } from '#core/io/formats.ts';

test.each([
  ['structure.cif', ['.cif'], 'STEM.cif'],
  ['POSCAR', ['POSCAR*', '.vasp', '.poscar'], 'STEM.vasp'],
  ['XDATCAR', ['XDATCAR*'], 'XDATCAR_STEM'],
])('%s is offered with the name of the document', (fileName, known, name) =>
  expect(downloadName('STEM', fileName, known)).toBe(name),
);

test('every format that is read is recognised by the name that its file is offered by', () => {
  const written = [
    ...OUTPUTS.map(({ id, names, write }) => ({ id, names, fileName: write.fileName })),
    ...RUN_OUTPUTS.map(({ id, names, write }) => ({ id, names, fileName: write.run.fileName })),
  ];
  for (const { id, names, fileName } of written) {
    const name = downloadName('CdS-110_on_CsPbBr3-110', fileName, names);
    expect(name).toContain('CdS-110_on_CsPbBr3-110');
    if (!FORMATS.some((f) => f.id === id && ('structure' in f || 'trajectory' in f))) continue;
    const isKnown = names.some((known: string) =>
      known.startsWith('.') ? name.endsWith(known) : name.startsWith(known.replace('*', '')),
    );
    expect(isKnown, name).toBe(true);
  }
});
