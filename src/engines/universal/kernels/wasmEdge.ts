import type { LayerShape } from '#engines/universal/model/architecture.ts';
import { type BlockEntry, couplingBlock } from '#engines/universal/model/couplingBlocks.ts';
import { harmonicOffset } from '#engines/universal/model/harmonics.ts';
import type { Path } from '#engines/universal/model/paths.ts';
import { type Code, F32, I32, V128, type ValueType, type WasmFunction } from './assembler.ts';
import type { MultiplyAdd } from './multiplyAdd.ts';

const BYTES = 4;
const LANES = 4;
const VECTOR = 16;
/** Channels whose weighted features are held in registers while the derivatives by B are summed. */
const HELD = 32;
/** Of a row of the table, what is weighed: the change to the next knot, the slope here, and the next row's slope. */
const TABLE_PARTS = [1, 2, 5];

/** Bytes of memory that the functions of one layer use for the radial weights and blocks of the edge at hand. */
export const scratchBytes = (shape: LayerShape): number =>
  2 * BYTES * shape.weights + VECTOR * Math.ceil((BYTES * blocksOf(shape).count) / VECTOR);

interface Block {
  readonly path: Path;
  readonly entries: readonly BlockEntry[];
  /** Place of its first number among those of all blocks. */
  readonly first: number;
}

function blocksOf(shape: LayerShape): { blocks: Block[]; count: number } {
  let count = 0;
  const blocks = shape.paths.map((path) => {
    const block = { path, entries: couplingBlock(path), first: count };
    count += block.entries.length;
    return block;
  });
  return { blocks, count };
}

/**
 * The two functions of `EdgeKernels` for one layer, unrolled over its couplings, four channels at a time.
 * @param scratch first byte of `scratchBytes` for them alone
 */
export function edgeFunctions(
  shape: LayerShape,
  names: { readonly forward: string; readonly backward: string },
  scratch: number,
  multiplyAdd: MultiplyAdd,
): WasmFunction[] {
  const { blocks } = blocksOf(shape);
  const [w, dw] = [scratch, scratch + BYTES * shape.weights];
  const b = dw + BYTES * shape.weights;
  const parameters = (...types: [ValueType, number][]): ValueType[] =>
    types.flatMap(([type, count]) => new Array<ValueType>(count).fill(type));

  /** The knot's values, if asked for, and weights times the change to the next knot and the slopes at both. */
  const interpolate = (
    code: Code,
    row: number,
    values: boolean,
    weights: readonly number[],
    into: number,
  ): void => {
    const splats = weights.map((weight) => {
      const local = code.local(V128);
      code.get(weight);
      code.op('f32x4.splat');
      code.set(local);
      return local;
    });
    const [at, sum] = [code.local(I32), code.local(V128)];
    code.i32(0);
    code.set(at);
    code.repeat(() => {
      const load = (part: number) => loadAt(code, row, at, part * BYTES * shape.weights);
      if (values) load(0);
      else zero(code);
      code.set(sum);
      for (const [k, part] of TABLE_PARTS.entries())
        multiplyAdd(
          code,
          sum,
          () => load(part),
          () => code.get(splats[k]!),
        );
      code.get(at);
      code.get(sum);
      code.memory('v128.store', into);
      next(code, at, BYTES * shape.weights);
    });
  };

  /** The blocks B of all paths for the direction of this edge. */
  const contract = (code: Code, y: number): void => {
    for (const { path, entries, first } of blocks)
      for (const [k, { terms }] of entries.entries()) {
        code.i32(0);
        for (const [n, { m2, factor }] of terms.entries()) {
          code.get(y);
          code.memory('f32.load', BYTES * (harmonicOffset(path.l2) + m2));
          code.f32(factor);
          code.op('f32.mul');
          if (n > 0) code.op('f32.add');
        }
        code.memory('f32.store', b + BYTES * (first + k));
      }
  };
  const loadBlock = (code: Code, entry: number): void => {
    code.i32(0);
    code.memory('v128.load32_splat', b + BYTES * entry);
  };
  const toBytes = (code: Code, locals: readonly number[]): void => {
    for (const local of locals) {
      code.get(local);
      code.i32(2);
      code.op('i32.shl');
      code.set(local);
    }
  };
  const loadAt = (code: Code, base: number, at: number, offset: number): void => {
    code.get(base);
    code.get(at);
    code.op('i32.add');
    code.memory('v128.load', offset);
  };
  const loadScratch = (code: Code, at: number, offset: number): void => {
    code.get(at);
    code.memory('v128.load', offset);
  };
  const storeAt = (code: Code, base: number, at: number, offset: number, value: number): void => {
    code.get(base);
    code.get(at);
    code.op('i32.add');
    code.get(value);
    code.memory('v128.store', offset);
  };
  /** Bytes from an atom's first number to component m of a degree. */
  const featureAt = (path: Path, m1: number) => BYTES * m1 * shape.input[path.l1]!;
  const sumAt = (path: Path, m3: number) => BYTES * (m3 * shape.rows[path.l3]! + path.row);

  const forward = (code: Code): void => {
    const [row, rise, low, high, y] = [0, 1, 2, 3, 4];
    const [h, a] = [
      [5, 6, 7, 8],
      [9, 10, 11, 12],
    ];
    toBytes(code, [row, y, ...h, ...a]);
    interpolate(code, row, true, [rise, low, high], w);
    contract(code, y);
    const at = code.local(I32);
    const features = Array.from({ length: 7 }, () => code.local(V128));
    const [weight, sum, total] = [code.local(V128), code.local(V128), code.local(V128)];
    for (const { path, entries, first } of blocks) {
      const [from, to] = [h[path.l1]!, a[path.l3]!];
      code.i32(0);
      code.set(at);
      code.repeat(() => {
        loadScratch(code, at, w + BYTES * path.weight);
        code.set(weight);
        for (let m = 0; m <= 2 * path.l1; m++) {
          loadAt(code, from, at, featureAt(path, m));
          code.set(features[m]!);
        }
        for (let m3 = 0; m3 <= 2 * path.l3; m3++) {
          const mine = entries.flatMap((entry, k) => (entry.m3 === m3 ? [{ entry, k }] : []));
          for (const [n, { entry, k }] of mine.entries()) {
            const feature = () => code.get(features[entry.m1]!);
            const block = () => loadBlock(code, first + k);
            if (n === 0) {
              feature();
              block();
              code.op('f32x4.mul');
              code.set(sum);
            } else multiplyAdd(code, sum, feature, block);
          }
          loadAt(code, to, at, sumAt(path, m3));
          code.set(total);
          multiplyAdd(
            code,
            total,
            () => code.get(weight),
            () => code.get(sum),
          );
          storeAt(code, to, at, sumAt(path, m3), total);
        }
        next(code, at, BYTES * path.channels);
      });
    }
  };

  const backward = (code: Code): void => {
    const [row, rise, low, high, dRise, dLow, dHigh, y, gy] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    const [h, g, a] = [
      [9, 10, 11, 12],
      [13, 14, 15, 16],
      [17, 18, 19, 20],
    ];
    toBytes(code, [row, y, gy, ...h, ...g, ...a]);
    interpolate(code, row, true, [rise, low, high], w);
    interpolate(code, row, false, [dRise, dLow, dHigh], dw);
    contract(code, y);
    const at = code.local(I32);
    const [weight, slope, sum, total] = [0, 0, 0, 0].map(() => code.local(V128)) as [
      number,
      number,
      number,
      number,
    ];
    const [slopes, byWeight] = [code.local(V128), code.local(V128)];
    const byHarmonics = Array.from({ length: 16 }, () => code.local(V128));
    const held = Array.from({ length: HELD / LANES }, () => code.local(V128));
    for (const { path, entries, first } of blocks) {
      const [from, into, to] = [h[path.l1]!, g[path.l1]!, a[path.l3]!];
      const ofM1 = (m: number) =>
        entries.flatMap((entry, k) => (entry.m1 === m ? [{ entry, k: first + k }] : []));
      // By features and by radial weights.
      code.i32(0);
      code.set(at);
      code.repeat(() => {
        loadScratch(code, at, w + BYTES * path.weight);
        code.set(weight);
        zero(code);
        code.set(byWeight);
        for (let m = 0; m <= 2 * path.l1; m++) {
          for (const [n, { entry, k }] of ofM1(m).entries()) {
            const derivative = () => loadAt(code, to, at, sumAt(path, entry.m3));
            const block = () => loadBlock(code, k);
            if (n === 0) {
              derivative();
              block();
              code.op('f32x4.mul');
              code.set(sum);
            } else multiplyAdd(code, sum, derivative, block);
          }
          multiplyAdd(
            code,
            byWeight,
            () => loadAt(code, from, at, featureAt(path, m)),
            () => code.get(sum),
          );
          if (shape.input.length === 1) continue;
          loadAt(code, into, at, featureAt(path, m));
          code.set(total);
          multiplyAdd(
            code,
            total,
            () => code.get(weight),
            () => code.get(sum),
          );
          storeAt(code, into, at, featureAt(path, m), total);
        }
        loadScratch(code, at, dw + BYTES * path.weight);
        code.set(slope);
        multiplyAdd(
          code,
          slopes,
          () => code.get(byWeight),
          () => code.get(slope),
        );
        next(code, at, BYTES * path.channels);
      });
      // By the harmonics.
      code.i32(0);
      code.set(at);
      const width = path.channels % HELD === 0 ? HELD : LANES;
      code.repeat(() => {
        for (let m = 0; m <= 2 * path.l1; m++) {
          for (let n = 0; n < width / LANES; n++) {
            loadScratch(code, at, w + BYTES * path.weight + n * VECTOR);
            loadAt(code, from, at, featureAt(path, m) + n * VECTOR);
            code.op('f32x4.mul');
            code.set(held[n]!);
          }
          for (const { entry } of ofM1(m)) {
            for (let n = 0; n < width / LANES; n++) {
              const derivative = () => loadAt(code, to, at, sumAt(path, entry.m3) + n * VECTOR);
              if (n === 0) {
                derivative();
                code.get(held[0]!);
                code.op('f32x4.mul');
                code.set(sum);
              } else multiplyAdd(code, sum, derivative, () => code.get(held[n]!));
            }
            for (const { m2, factor } of entry.terms)
              multiplyAdd(
                code,
                byHarmonics[harmonicOffset(path.l2) + m2]!,
                () => code.get(sum),
                () => {
                  code.f32(factor);
                  code.op('f32x4.splat');
                },
              );
          }
        }
        next(code, at, BYTES * path.channels, (BYTES * width) / VECTOR);
      });
    }
    for (const [k, local] of byHarmonics.entries()) {
      code.get(gy);
      code.get(gy);
      code.memory('f32.load', BYTES * k);
      sumLanes(code, local);
      code.op('f32.add');
      code.memory('f32.store', BYTES * k);
    }
    sumLanes(code, slopes);
  };

  return [
    {
      name: names.forward,
      params: parameters([I32, 1], [F32, 3], [I32, 9]),
      results: [],
      body: forward,
    },
    {
      name: names.backward,
      params: parameters([I32, 1], [F32, 6], [I32, 14]),
      results: [F32],
      body: backward,
    },
  ];
}

/** Ends a loop over bytes: one vector on, or `vectors`, and again while there are any. */
function next(code: Code, at: number, bytes: number, vectors = 1): void {
  code.get(at);
  code.i32(vectors * VECTOR);
  code.op('i32.add');
  code.tee(at);
  code.i32(bytes);
  code.op('i32.lt_s');
}

function zero(code: Code): void {
  code.f32(0);
  code.op('f32x4.splat');
}

function sumLanes(code: Code, local: number): void {
  for (let lane = 0; lane < LANES; lane++) {
    code.get(local);
    code.lane(lane);
    if (lane > 0) code.op('f32.add');
  }
}
