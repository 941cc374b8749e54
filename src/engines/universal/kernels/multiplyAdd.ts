import type { Code } from './assembler.ts';

/** Emits acc + x · y → acc, for vectors: `x` and `y` put one on the stack each. */
export type MultiplyAdd = (code: Code, acc: number, x: () => void, y: () => void) => void;

export const multiplyThenAdd: MultiplyAdd = (code, acc, x, y) => {
  x();
  y();
  code.op('f32x4.mul');
  code.get(acc);
  code.op('f32x4.add');
  code.set(acc);
};

/** In one instruction, rounded once where the processor can: of the relaxed vector instructions, which not every engine has. */
export const fusedMultiplyAdd: MultiplyAdd = (code, acc, x, y) => {
  x();
  y();
  code.get(acc);
  code.op('f32x4.relaxed_madd');
  code.set(acc);
};
