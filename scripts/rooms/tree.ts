import { parseSync } from 'oxc-parser';

/** A node of a syntax tree as the parser gives it. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Trees of all files have millions of entries: these are loops, which make no lists on the way. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (const key in node) {
    const value = node[key];
    if (typeof value !== 'object' || value === null || key === 'parent') continue;
    if (!Array.isArray(value)) {
      if (isNode(value)) children.push(value);
    } else for (const each of value) if (isNode(each)) children.push(each);
  }
  return children;
}

export const treeOf = (path: string, text: string): Node =>
  parseSync(path, text).program as unknown as Node;

/** A node and all below it, in the order of the text. */
export function* nodesOf(node: Node): Generator<Node> {
  const left = [node];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    yield next;
    left.push(...childrenOf(next).toReversed());
  }
}

const SCOPES =
  /^(Program|BlockStatement|StaticBlock|CatchClause|For\w*Statement|SwitchStatement|.*Function.*)$/;

/** Names that a pattern binds: `{ a, b: [c] }` binds a and c. */
function bound(pattern: Node | null): readonly string[] {
  if (pattern === null) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [pattern['name'] as string];
    case 'Property':
      return bound(pattern['value'] as Node);
    case 'AssignmentPattern':
      return bound(pattern['left'] as Node);
    case 'TSParameterProperty':
      return bound(pattern['parameter'] as Node);
    default:
      return /Pattern|RestElement/.test(pattern.type)
        ? childrenOf(pattern)
            .filter(({ type }) => !type.startsWith('TS'))
            .flatMap(bound)
        : [];
  }
}

/** Names that a scope declares by itself, those of the scopes within it left out. */
function declared(scope: Node): ReadonlySet<string> {
  const names = new Set<string>(
    [scope['params'] ?? [], scope['param'] ?? []].flat().flatMap((p) => bound(p as Node)),
  );
  const visit = (node: Node): void => {
    if (node.type === 'VariableDeclarator') for (const n of bound(node['id'] as Node)) names.add(n);
    if (/^(FunctionDeclaration|ClassDeclaration|Import\w*Specifier)$/.test(node.type)) {
      const id = (node['id'] ?? node['local']) as Node | null;
      if (id !== null) names.add(id['name'] as string);
    }
    if (node !== scope && SCOPES.test(node.type)) return;
    for (const child of childrenOf(node)) visit(child);
  };
  visit(scope);
  return names;
}

/** Places where some names are used as globals: no scope around declares them. */
export function globalsOf(tree: Node, wanted: ReadonlySet<string>): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node, hidden: ReadonlySet<string>, isName: boolean): void => {
    const known = SCOPES.test(node.type) ? new Set([...hidden, ...declared(node)]) : hidden;
    if (node.type === 'Identifier') {
      const name = node['name'] as string;
      if (!isName && wanted.has(name) && !known.has(name)) found.push(node);
    }
    for (const [key, value] of Object.entries(node))
      for (const child of [value].flat().filter(isNode)) {
        // What stands after a dot, before a colon or in a type is a name of its own, and no variable.
        const isOwnName = (key === 'property' || key === 'key') && node['computed'] !== true;
        if (!child.type.startsWith('TS')) visit(child, known, isOwnName);
        else if (/^TS(As|Satisfies|NonNull)Expression$/.test(child.type))
          visit(child, known, false);
      }
  };
  visit(tree, new Set(), false);
  return found;
}
