import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(options: { readonly resultTypes: readonly string[] }): Promise<{
    violations: readonly {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>;
}

/** What axe finds to mend on the page as it stands, of any severity, each rule with the elements. */
export async function violations(page: Page): Promise<readonly string[]> {
  // As text: the page's own policy forbids a script element.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(async () => {
    const found = await (window as unknown as { axe: Axe }).axe.run({
      // What is right is not collected, with its elements, at each of a hundred calls.
      resultTypes: ['violations'],
    });
    return found.violations.map(
      ({ id, impact, nodes }) =>
        `${id} (${impact}): ${nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`,
    );
  });
}
