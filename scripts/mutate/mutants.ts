import { parseSync } from 'oxc-parser';

/** One small change of a source file. */
export interface Mutant {
  /** Path from the root of the repository. */
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  /** Replaced range of the file's text, UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  /** The same for the same change of the same line, also when lines above it come and go. */
  readonly key: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

type Edit = Pick<Mutant, 'kind' | 'start' | 'end' | 'after'>;

const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '**': '*',
};
const COMPARISON: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
};
const ASSIGNMENT: Readonly<Record<string, string>> = {
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
  '/=': '*=',
};
/** Members that stand for their opposites. */
const MEMBERS: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  sin: 'cos',
  cos: 'sin',
  some: 'every',
  every: 'some',
};
/** Calls that are left out: the receiver, or the first argument of `Math.abs`, stands alone. */
const DROPPED = new Set(['filter', 'sort', 'toSorted', 'slice', 'trim', 'reverse', 'toReversed']);

/** All mutants of a file, in the order of its text. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const edits: Edit[] = [];
  visit(program as unknown as Node, text, edits);
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  const seen = new Map<string, number>();
  return edits
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map((edit) => {
      const line = starts.findLastIndex((at) => at <= edit.start) + 1;
      const before = text.slice(edit.start, edit.end);
      const words = text.slice(starts[line - 1], starts[line] ?? text.length).trim();
      const name = `${file}: ${words} : ${before} > ${edit.after}`;
      const count = seen.get(name) ?? 0;
      seen.set(name, count + 1);
      return { ...edit, file, line, before, key: `${name} #${count}` };
    });
}

export const mutated = (text: string, { start, end, after }: Mutant): string =>
  text.slice(0, start) + after + text.slice(end);

/** What a node is refused with, or what only the compiler reads, is not changed. */
const UNTOUCHED = new Set(['ThrowStatement', 'ImportDeclaration', 'ExportAllDeclaration']);
/** Of these only the expression is run. */
const TYPED = new Set(['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression']);

function visit(node: Node, text: string, out: Edit[]): void {
  if (UNTOUCHED.has(node.type)) return;
  if (TYPED.has(node.type)) {
    visit(node['expression'] as Node, text, out);
    return;
  }
  if (node.type.startsWith('TS') || isBuffer(node)) return;
  out.push(...editsOf(node, text));
  for (const [key, value] of Object.entries(node)) {
    if (key === 'typeAnnotation' || key === 'typeArguments' || key === 'typeParameters') continue;
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) visit(child, text, out);
  }
}

const isNode = (x: unknown): x is Node =>
  typeof x === 'object' && x !== null && typeof (x as Node).type === 'string';

/** Of `new Float64Array(3 * n)`: more room than is needed changes nothing. */
const isBuffer = (node: Node): boolean =>
  node.type === 'NewExpression' &&
  String((node['callee'] as Node)['name']).endsWith('Array') &&
  (node['arguments'] as readonly Node[])[0]?.type !== 'ArrayExpression';

const isText = (node: Node): boolean =>
  node.type === 'TemplateLiteral' ||
  (node.type === 'Literal' && typeof node['value'] === 'string') ||
  (node.type === 'BinaryExpression' && isText(node['left'] as Node));

function editsOf(node: Node, text: string): readonly Edit[] {
  const { start, end } = node;
  const whole = (kind: string, after: string): Edit => ({ kind, start, end, after });
  /** The operator between two operands, whose own text may hold comments but no operator. */
  const operator = (kind: string, after: string): Edit => {
    const from = (node['left'] as Node).end;
    const at = text.indexOf(node['operator'] as string, from);
    return { kind, start: at, end: at + (node['operator'] as string).length, after };
  };
  switch (node.type) {
    case 'BinaryExpression': {
      const op = node['operator'] as string;
      if (Object.hasOwn(COMPARISON, op))
        return COMPARISON[op]!.map((to) => operator('comparison', to));
      const isJoin = op === '+' && (isText(node['left'] as Node) || isText(node['right'] as Node));
      return Object.hasOwn(ARITHMETIC, op) && !isJoin
        ? [operator('arithmetic', ARITHMETIC[op]!)]
        : [];
    }
    case 'LogicalExpression': {
      const op = node['operator'] as string;
      if (op === '??') return [whole('logic', sliceOf(node['left'] as Node, text))];
      return [operator('logic', op === '&&' ? '||' : '&&')];
    }
    case 'AssignmentExpression': {
      const op = node['operator'] as string;
      return Object.hasOwn(ASSIGNMENT, op) ? [operator('arithmetic', ASSIGNMENT[op]!)] : [];
    }
    case 'UnaryExpression': {
      const op = node['operator'] as string;
      const inner = sliceOf(node['argument'] as Node, text);
      return op === '-' || op === '!' ? [whole('sign', `(${inner})`)] : [];
    }
    case 'UpdateExpression': {
      const inner = sliceOf(node['argument'] as Node, text);
      const op = node['operator'] === '++' ? '--' : '++';
      return [whole('arithmetic', node['prefix'] ? op + inner : inner + op)];
    }
    case 'Literal':
      return literalEdits(node);
    case 'ConditionalExpression':
    case 'IfStatement': {
      const { start: from, end: to } = node['test'] as Node;
      return ['true', 'false'].map((after) => ({ kind: 'condition', start: from, end: to, after }));
    }
    case 'ExpressionStatement':
      return node['directive'] ? [] : [whole('statement', ';')];
    case 'CallExpression':
      return callEdits(node, text);
    default:
      return [];
  }
}

const sliceOf = (node: Node, text: string): string => text.slice(node.start, node.end);

function literalEdits({ value, start, end }: Node): readonly Edit[] {
  if (typeof value === 'boolean') return [{ kind: 'constant', start, end, after: String(!value) }];
  if (typeof value !== 'number') return [];
  const next = Number.isInteger(value) && value <= 10 ? value + 1 : value * 2;
  return [{ kind: 'constant', start, end, after: String(next) }];
}

function callEdits(node: Node, text: string): readonly Edit[] {
  const callee = node['callee'] as Node;
  if (callee.type !== 'MemberExpression' || callee['computed']) return [];
  const property = callee['property'] as Node;
  const name = property['name'] as string;
  const receiver = sliceOf(callee['object'] as Node, text);
  const { start, end } = node;
  if (Object.hasOwn(MEMBERS, name)) {
    const after = MEMBERS[name]!;
    return [{ kind: 'function', start: property.start, end: property.end, after }];
  }
  const first = (node['arguments'] as readonly Node[])[0];
  if (receiver === 'Math' && name === 'abs' && first !== undefined)
    return [{ kind: 'function', start, end, after: `(${sliceOf(first, text)})` }];
  return DROPPED.has(name) ? [{ kind: 'function', start, end, after: receiver }] : [];
}
