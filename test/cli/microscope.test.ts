import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { command } from '#cli/commands/scattering/microscope.ts';

const run = (...line: string[]) => command.run(readArguments(line, command.options));
interface Value {
  readonly view: { readonly of: string; readonly tiltDeg: number };
  readonly image: { readonly width: number; readonly height: number };
  readonly spots: readonly {
    readonly dAng: number;
    readonly indices: readonly ({ readonly crystal: string; readonly hkl: number[] } | null)[];
  }[];
  readonly diffraction: readonly { readonly crystal: string }[];
  readonly figureS2?: readonly { readonly what: string; readonly computed: string }[];
}

describe('microscope', () => {
  it('looks at a nanocrystal and holds it against Figure S2', async () => {
    const { value, text } = await run('preset:cspbbr3-cds-5.5nm', '--pixel', '0.4');
    const { spots, figureS2, diffraction } = value as Value;
    const strongest = spots[0]!;
    expect(strongest.dAng).toBeCloseTo(2.949, 1);
    expect(strongest.indices[0]).toMatchObject({ crystal: 'CsPbBr3' });
    expect(new Set(diffraction.map(({ crystal }) => crystal))).toEqual(new Set(['CsPbBr3', 'CdS']));
    expect(figureS2!.map(({ computed }) => computed).join()).toMatch(
      /0\.00° apart,normals 0\.00° apart,2\.085 Å,2\.372 Å, no spot,2\.054 Å/,
    );
    expect(text).toMatch(/haadf, 300 kV, along \[0 0 1\] of CsPbBr3/);
  });

  it('writes image, transform and spots, tilted, of a crystal', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'epistack-'));
    const files = ['a.png', 'b.png', 'c.csv'].map((name) => join(folder, name));
    const { value } = await run(
      ...['preset:CdS', '--zone', '1,1,1', '--mode', 'tem', '--tilt', '3,4', '--field', '4'],
      ...['--out', files[0]!, '--fft', files[1]!, '--saed', files[2]!],
    );
    const { view, image } = value as Value;
    // cos τ = cos 3° cos 4°.
    expect(view.tiltDeg).toBeCloseTo(4.9985, 3);
    const png = readFileSync(files[0]!);
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([image.width, image.height]);
    expect(readFileSync(files[2]!, 'utf8')).toMatch(/^crystal,h,k,l,gx_per_A/);
  });

  it('writes floats as TIFF with the size of a pixel', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'epistack-')), 'image.tif');
    await run(...['preset:Si', '--mode', 'potential', '--field', '2', '--out', path]);
    const tiff = readFileSync(path);
    expect(tiff.subarray(0, 4)).toEqual(Buffer.from([0x49, 0x49, 42, 0]));
    const tags = new Map(
      Array.from({ length: tiff.readUInt16LE(8) }, (_, k) => [
        tiff.readUInt16LE(10 + 12 * k),
        tiff.readUInt32LE(18 + 12 * k),
      ]),
    );
    expect([tags.get(256), tags.get(257)]).toEqual([100, 100]);
    // 0.2 Å: 5 · 10⁸ pixels a centimetre.
    expect(tiff.readUInt32LE(tags.get(282)!)).toBe(500_000_000);
    expect(tiff.length - tags.get(273)!).toBe(4 * 100 * 100);
    expect(tiff.readFloatLE(tags.get(273)!)).toBeGreaterThan(0);
  });

  it('names the film’s axes, and says what it does not know', async () => {
    const { value } = await run(
      ...['preset:cspbbr3-cds-c', '--of', 'film', '--zone', '-1,1,1', '--pixel', '0.4'],
    );
    expect((value as Value).view.of).toBe('CdS');
    await expect(run('preset:CdS', '--of', 'film')).rejects.toThrow(
      /--of is substrate, film, or one of 1/,
    );
    await expect(run('preset:CdS', '--mode', 'sem')).rejects.toThrow(
      /--mode is haadf, tem, potential/,
    );
    await expect(run('preset:CdS', '--out', 'x.gif')).rejects.toThrow(/ends in \.png/);
  });

  it('takes a file of which nothing repeats whole, without indices', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'epistack-')), 'particle.xyz');
    const box = 'Lattice="60 0 0 0 60 0 0 0 60" Properties=species:S:1:pos:R:3 pbc="F F F"';
    writeFileSync(path, `2\n${box}\nAu 20 30 10\nAu 24 30 35\n`);
    const { value, text } = await run(path, '--pixel', '0.5');
    const { image, spots, diffraction } = value as Value & {
      readonly image: { readonly atoms: number; readonly thicknessAng: number };
    };
    expect([image.atoms, image.thicknessAng]).toEqual([2, 25]);
    // 4 Å between them, and 10 Å on each side.
    expect([image.width, image.height]).toEqual([48, 40]);
    expect(diffraction).toEqual([]);
    expect(spots.every(({ indices }) => indices[0] === null)).toBe(true);
    expect(text).toContain('note: by its file nothing repeats');
  });
});
