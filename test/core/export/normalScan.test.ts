import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { normalScan } from '#core/export/references/normalScan.ts';
import { referencesOf } from '#core/export/references/references.ts';
import { det } from '#core/math/mat3.ts';
import { filesOf, sourceOf } from '../../helpers/export.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-normal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source = sourceOf();
const plain = {
  ...DEFAULT_EXPORT,
  vasp: {
    ...DEFAULT_EXPORT.vasp,
    job: { ...DEFAULT_EXPORT.vasp.job, scheduler: 'plain' as const },
  },
};
const files = filesOf(source, 'references', plain);
const bulk = (id: string) =>
  referencesOf(source.built, source.report, source.built.structure).all.find((r) => r.id === id)!
    .structure;

test('the scan runs from the unstrained distance of planes to the unstrained volume, plane kept', () => {
  const strained = bulk('upperBulkStrained');
  const scan = normalScan(strained, source.built, 1);
  expect(scan).toHaveLength(5);
  // CdS is stretched in its plane: its planes move together.
  expect(scan.at(-1)!.factor).toBeCloseTo(1, 12);
  expect(scan[0]!.factor).toBeLessThan(0.98);
  expect(det(scan[0]!.structure.lattice)).toBeCloseTo(det(bulk('upperBulkUnstrained').lattice), 8);
  for (const { factor, structure } of scan)
    for (let i = 0; i < 9; i++)
      expect(structure.lattice[i]! / (i % 3 === 2 ? factor : 1)).toBeCloseTo(
        strained.lattice[i]!,
        10,
      );
  // Only the film is strained.
  expect(normalScan(bulk('lowerBulkStrained'), source.built, 0)).toEqual([]);
});

test('the README says that the bulk is not relaxed along the normal, and how to get that energy', () => {
  const readme = files.get('README.txt')!.replace(/\s+/g, ' ');
  expect(readme).toContain('ISIF cannot free one direction alone');
  expect(readme).toContain('normal.txt');
  expect([...files.keys()].filter((p) => /^6.*normal-.*POSCAR$/.test(p))).toHaveLength(5);
  expect([...files.keys()].some((p) => /^[1-57].*normal-/.test(p))).toBe(false);
});

test('job.sh of the strained bulk runs every distance and lists the energies', () => {
  const root = join(folder, 'bulk');
  const prefix = '6-film-bulk-strained/';
  for (const [path, text] of files) {
    if (!path.startsWith(prefix)) continue;
    const to = join(root, path.slice(prefix.length));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, text);
  }
  writeFileSync(join(root, 'POTCAR'), 'Cd\n End of Dataset\nS\n End of Dataset\n');
  const fake = join(root, 'vasp');
  // The energy is a parabola of the number in the folder's name, lowest at 0.99.
  writeFileSync(
    fake,
    `#!/bin/bash
cat INCAR KPOINTS POSCAR POTCAR > /dev/null || exit 1
name=$(basename "$PWD"); f=\${name#normal-}
awk -v f="$f" 'BEGIN { e = -10 + (f - 0.99) ^ 2; print "  energy  without entropy= 0.0  energy(sigma->0) = " e }' > OUTCAR
echo "General timing and accounting informations for this job:" >> OUTCAR
echo run >> ran
`,
  );
  chmodSync(fake, 0o755);
  const submit = () =>
    spawnSync('bash', ['job.sh'], {
      cwd: root,
      env: { ...process.env, VASP: fake },
      encoding: 'utf8',
    });
  expect(submit()).toMatchObject({ status: 0, stderr: '' });
  const rows = readFileSync(join(root, 'normal.txt'), 'utf8').trimEnd().split('\n');
  expect(rows).toHaveLength(5);
  for (const row of rows) {
    const [, factor, energy] = /^normal-([\d.]+) (\S+)$/.exec(row)!.map(Number);
    expect(energy!).toBeCloseTo(-10 + (factor! - 0.99) ** 2, 4);
  }
  // What is done is not run again.
  expect(submit().status).toBe(0);
  const last = rows[0]!.split(' ')[0]!;
  expect(readFileSync(join(root, last, 'ran'), 'utf8')).toBe('run\n');
});
