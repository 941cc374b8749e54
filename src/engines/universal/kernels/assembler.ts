/** Types of values, by their codes in the binary format. */
export const I32 = 0x7f;
export const F32 = 0x7d;
export const V128 = 0x7b;
export type ValueType = typeof I32 | typeof F32 | typeof V128;

/** The instructions that the kernels use: code bytes without operands. v128 holds four numbers of 32 bits. */
const OPCODES = {
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.mul': [0x6c],
  'i32.shl': [0x74],
  'i32.lt_s': [0x48],
  'i32.ge_s': [0x4e],
  'f32.add': [0x92],
  'f32.mul': [0x94],
  'f32x4.splat': [0xfd, 0x13],
  'f32x4.add': [0xfd, 0xe4, 0x01],
  'f32x4.mul': [0xfd, 0xe6, 0x01],
  'f32x4.relaxed_madd': [0xfd, 0x85, 0x02],
} as const;
export type Opcode = keyof typeof OPCODES;

/** Instructions with an address: code, and the alignment as a power of two. */
const MEMORY = {
  'f32.load': [[0x2a], 2],
  'f32.store': [[0x38], 2],
  'v128.load': [[0xfd, 0x00], 2],
  'v128.load32_splat': [[0xfd, 0x09], 2],
  'v128.store': [[0xfd, 0x0b], 2],
} as const;
type MemoryOpcode = keyof typeof MEMORY;

/** Writes the body of one function. Each call appends one instruction. */
export interface Code {
  readonly local: (type: ValueType) => number;
  readonly get: (local: number) => void;
  readonly set: (local: number) => void;
  readonly tee: (local: number) => void;
  readonly i32: (value: number) => void;
  readonly f32: (value: number) => void;
  readonly lane: (index: number) => void;
  readonly op: (name: Opcode) => void;
  /** The address is on the stack, in bytes; `offset` is added to it. */
  readonly memory: (name: MemoryOpcode, offset?: number) => void;
  /** Repeats the body, at least once, while it leaves a nonzero number on the stack. */
  readonly repeat: (body: () => void) => void;
  /** Runs the body if the number on the stack is not zero. */
  readonly when: (body: () => void) => void;
}

export interface WasmFunction {
  readonly name: string;
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
  readonly body: (code: Code) => void;
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

const vector = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];

/** Appended in pieces: a call with a long list of arguments would overflow the stack. */
function append(to: number[], from: readonly number[]): void {
  for (const byte of from) to.push(byte);
}

function section(id: number, content: readonly number[]): number[] {
  const out = [id, ...unsigned(content.length)];
  append(out, content);
  return out;
}

function assemble({ params, body }: WasmFunction): number[] {
  const bytes: number[] = [];
  const locals: ValueType[] = [];
  const put = (...list: readonly number[]) => append(bytes, list);
  const code: Code = {
    local: (type) => params.length + locals.push(type) - 1,
    get: (local) => put(0x20, ...unsigned(local)),
    set: (local) => put(0x21, ...unsigned(local)),
    tee: (local) => put(0x22, ...unsigned(local)),
    i32: (value) => put(0x41, ...signed(value)),
    f32: (value) => put(0x43, ...new Uint8Array(new Float32Array([value]).buffer)),
    lane: (index) => put(0xfd, 0x1f, index),
    op: (name) => put(...OPCODES[name]),
    memory: (name, offset = 0) => {
      const [opcode, alignment] = MEMORY[name];
      put(...opcode, alignment, ...unsigned(offset));
    },
    repeat: (run) => {
      put(0x03, 0x40);
      run();
      put(0x0d, 0x00, 0x0b);
    },
    when: (run) => {
      put(0x04, 0x40);
      run();
      put(0x0b);
    },
  };
  body(code);
  const out = vector(locals.map((type) => [1, type]));
  append(out, bytes);
  out.push(0x0b);
  const sized = unsigned(out.length);
  append(sized, out);
  return sized;
}

/**
 * A WebAssembly module that imports one memory, `env.memory`, and exports its functions by name.
 * @param sharedPages the most pages of a memory that threads share; absent: the memory is not shared
 */
export function wasmModule(
  functions: readonly WasmFunction[],
  sharedPages?: number,
): Uint8Array<ArrayBuffer> {
  const text = (value: string) => [...unsigned(value.length), ...new TextEncoder().encode(value)];
  const limits = sharedPages === undefined ? [0x00, 0x01] : [0x03, 0x01, ...unsigned(sharedPages)];
  const types = functions.map(({ params, results }) => [
    0x60,
    ...vector(params.map((type) => [type])),
    ...vector(results.map((type) => [type])),
  ]);
  const out = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  append(out, section(1, vector(types)));
  append(out, section(2, vector([[...text('env'), ...text('memory'), 0x02, ...limits]])));
  append(out, section(3, vector(functions.map((_, k) => unsigned(k)))));
  append(
    out,
    section(7, vector(functions.map(({ name }, k) => [...text(name), 0x00, ...unsigned(k)]))),
  );
  const bodies = unsigned(functions.length);
  for (const wanted of functions) append(bodies, assemble(wanted));
  append(out, section(10, bodies));
  return Uint8Array.from(out);
}
