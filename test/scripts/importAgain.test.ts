import { expect, test } from 'vitest';
import { withSecondTry } from '../../scripts/importAgain.ts';

test('an import() of a part of the page is tried again under another address; nothing else is touched', () => {
  const code = 'x(()=>import(`./A-12345678.js`),[]);import "./b.js";import("lib");import(url);';
  expect(withSecondTry(code)).toBe(
    'x(()=>import(`./A-12345678.js`).catch(()=>import(`./A-12345678.js?again=`+Date.now())),[]);import "./b.js";import("lib");import(url);',
  );
});
