import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withoutShaders } from '../../scripts/threeShaders.ts';

const three = readFileSync('node_modules/three/build/three.module.js', 'utf8');
const left = withoutShaders(three);

test('what our own programs include of three is kept, the shaders of its materials are not', () => {
  const kept = (name: string) => new RegExp(`^var ${name} = (.*)$`, 'm').exec(left)![1]!;
  for (const name of ['colorspace_fragment', 'colorspace_pars_fragment'])
    expect(three).toContain(`var ${name} = ${kept(name)}`);
  expect(kept('lights_physical_pars_fragment')).toBe(
    '"#error left out by scripts/threeShaders.ts";',
  );
  expect(three.length - left.length).toBeGreaterThan(130_000);
});

test('nothing but those strings is changed', () => {
  const strings = /^((?:var|const) [\w$]+ = )".*";$/;
  const lines = [three.split('\n'), left.split('\n')] as const;
  expect(lines[1]).toHaveLength(lines[0].length);
  for (const [i, line] of lines[1].entries())
    if (line !== lines[0][i]) {
      expect(line).toMatch(strings);
      expect(lines[0][i]).toMatch(strings);
    }
});
