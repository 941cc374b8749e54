import { I32, V128, type WasmFunction } from './assembler.ts';
import type { MultiplyAdd } from './multiplyAdd.ts';

const BYTES = 4;
const VECTOR = 16;
/** Rows and vectors of columns that are kept in registers. */
const ROWS = 4;
const VECTORS = 2;

/** `Kernels.multiply` for columns that are a multiple of four: blocks of the result are kept in registers. */
export function multiplyFunction(multiplyAdd: MultiplyAdd): WasmFunction {
  return {
    name: 'multiply',
    params: [I32, I32, I32, I32, I32, I32, I32],
    results: [],
    body: (code) => {
      const [a, b, out, rows, inner, columns, add] = [0, 1, 2, 3, 4, 5, 6];
      const [aStride, bStride] = [code.local(I32), code.local(I32)];
      const [j, pa, pb, pout, k] = [0, 1, 2, 3, 4].map(() => code.local(I32)) as Five;
      const acc = Array.from({ length: ROWS * VECTORS }, () => code.local(V128));
      const splat = code.local(V128);
      const columnsOfB = Array.from({ length: VECTORS }, () => code.local(V128));
      const toBytes = (local: number) => {
        code.get(local);
        code.i32(2);
        code.op('i32.shl');
        code.set(local);
      };
      for (const place of [a, b, out]) toBytes(place);
      for (const [stride, count] of [
        [aStride, inner],
        [bStride, columns],
      ] as const) {
        code.get(count);
        code.i32(BYTES);
        code.op('i32.mul');
        code.set(stride);
      }
      const address = (base: number, stride: number, times: number) => {
        code.get(base);
        for (let n = 0; n < times; n++) {
          code.get(stride);
          code.op('i32.add');
        }
      };
      /** One block of r rows and v vectors of columns, at row pointer a, column byte j. */
      const block = (r: number, v: number) => {
        code.get(out);
        code.get(j);
        code.op('i32.add');
        code.set(pout);
        code.get(a);
        code.set(pa);
        code.get(b);
        code.get(j);
        code.op('i32.add');
        code.set(pb);
        for (let row = 0; row < r; row++)
          for (let n = 0; n < v; n++) {
            const into = acc[row * VECTORS + n]!;
            code.f32(0);
            code.op('f32x4.splat');
            code.set(into);
          }
        code.get(add);
        code.when(() => {
          for (let row = 0; row < r; row++)
            for (let n = 0; n < v; n++) {
              address(pout, bStride, row);
              code.memory('v128.load', n * VECTOR);
              code.set(acc[row * VECTORS + n]!);
            }
        });
        code.get(inner);
        code.set(k);
        code.repeat(() => {
          for (let n = 0; n < v; n++) {
            code.get(pb);
            code.memory('v128.load', n * VECTOR);
            code.set(columnsOfB[n]!);
          }
          for (let row = 0; row < r; row++) {
            address(pa, aStride, row);
            code.memory('v128.load32_splat');
            code.set(splat);
            for (let n = 0; n < v; n++)
              multiplyAdd(
                code,
                acc[row * VECTORS + n]!,
                () => code.get(splat),
                () => code.get(columnsOfB[n]!),
              );
          }
          code.get(pa);
          code.i32(BYTES);
          code.op('i32.add');
          code.set(pa);
          code.get(pb);
          code.get(bStride);
          code.op('i32.add');
          code.set(pb);
          code.get(k);
          code.i32(1);
          code.op('i32.sub');
          code.tee(k);
        });
        for (let row = 0; row < r; row++)
          for (let n = 0; n < v; n++) {
            address(pout, bStride, row);
            code.get(acc[row * VECTORS + n]!);
            code.memory('v128.store', n * VECTOR);
          }
      };
      /** All columns of r rows. */
      const strip = (r: number) => {
        code.i32(0);
        code.set(j);
        for (const v of [VECTORS, 1]) {
          const fits = () => {
            code.get(j);
            code.i32(v * VECTOR);
            code.op('i32.add');
            code.get(bStride);
            code.i32(1);
            code.op('i32.add');
            code.op('i32.lt_s');
          };
          fits();
          code.when(() => {
            code.repeat(() => {
              block(r, v);
              code.get(j);
              code.i32(v * VECTOR);
              code.op('i32.add');
              code.set(j);
              fits();
            });
          });
        }
      };
      for (const r of [ROWS, 1]) {
        const enough = () => {
          code.get(rows);
          code.i32(r);
          code.op('i32.ge_s');
        };
        enough();
        code.when(() => {
          code.repeat(() => {
            strip(r);
            for (const [pointer, stride] of [
              [a, aStride],
              [out, bStride],
            ] as const) {
              address(pointer, stride, r);
              code.set(pointer);
            }
            code.get(rows);
            code.i32(r);
            code.op('i32.sub');
            code.set(rows);
            enough();
          });
        });
      }
    },
  };
}
type Five = [number, number, number, number, number];
