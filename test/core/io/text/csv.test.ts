import { expect, test } from 'vitest';
import { type CsvCell, csvRemark, csvRow } from '#core/io/text/csv.ts';
import { fc } from '../../../helpers/property.ts';

/** Rows of a CSV text by RFC 4180, written without a look at the writer. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let k = 0; k < text.length; k++) {
    const sign = text[k]!;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[k + 1] === '"') cell += text[++k];
      else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === ',' || sign === '\n') {
      row.push(cell);
      cell = '';
      if (sign === '\n') rows.push(row.splice(0));
    } else cell += sign;
  }
  expect([isQuoted, cell, row]).toEqual([false, '', []]);
  return rows;
}

/** What OWASP names, and their wide forms. */
const COMPUTED = /^\s*[=+\-@＝＋－＠]|^\t/u;
const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(Number(text));

const cells = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', '1', 'A'),
  }),
);

test('whatever the cells hold, they come back in one line, with an apostrophe before what would be computed', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cells, { minLength: 1 }), { minLength: 1 }), (rows) => {
      const read = parsed(rows.map(csvRow).join(''));
      expect(read.map((r) => r.length)).toEqual(rows.map((r) => r.length));
      for (const [i, row] of rows.entries())
        for (const [k, text] of row.entries()) {
          const back = read[i]![k]!;
          const line = text.replace(/[\r\n]+/g, ' ');
          expect(back === line || back === `'${line}`).toBe(true);
          if (!COMPUTED.test(line)) expect(back).toBe(line);
          if (COMPUTED.test(back))
            expect(back.split(/\s+/).filter(Boolean).every(isNumber)).toBe(true);
        }
    }),
    { seed: 1 },
  );
});

test.each<[CsvCell, string]>([
  ['=HYPERLINK("http://a.example","open")', `"'=HYPERLINK(""http://a.example"",""open"")"`],
  ['  =1+1', `"'  =1+1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['-2+3', `"'-2+3"`],
  ['+1.5e3', '+1.5e3'],
  ['-1 1 0', '-1 1 0'],
  ['two\r\nlines', 'two lines'],
  ['\n=1', `"' =1"`],
  ['CdS', 'CdS'],
  [-0.25, '-0.25'],
  [Number.NaN, ''],
  [Number.POSITIVE_INFINITY, ''],
  [null, ''],
])('%j is written %s', (cell, text) => expect(csvRow([cell])).toBe(`${text}\n`));

test('a remark is one line, and no part of it after a separator is computed', () => {
  expect(csvRemark('a title\n=1, =2;+A1,"=3", best: 0.5, -0.25')).toBe(
    `# a title =1, '=2;'+A1,"'=3", best: 0.5, -0.25\n`,
  );
});
