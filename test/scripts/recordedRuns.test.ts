import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordedContacts } from '../../scripts/recorded/recordedContacts.ts';

test('what the page shows of the recorded run before it is fetched is what its frames say', () => {
  const read = (name: string) =>
    readFileSync(new URL(`../../public/structures/cspbbr3-cds-300K/${name}`, import.meta.url));
  expect(recordedContacts(read('XDATCAR.gz'), 20)).toBe(read('contacts.json').toString());
});
