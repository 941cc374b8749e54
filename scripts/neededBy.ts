import type { Plugin } from 'vite';

/**
 * Collects the modules that a script imports from its start, itself left out, so that they become one file: left to itself the bundler makes
 * some fifty of them, one for each set of later parts that share something, and small files pack worse.
 * @param script end of its path
 */
export function neededBy(script: string): {
  readonly plugin: Plugin;
  readonly includes: (id: string) => boolean;
} {
  const needed = new Set<string>();
  const plugin: Plugin = {
    name: `epistack-needed-by-${script}`,
    apply: 'build',
    buildEnd() {
      needed.clear();
      const open = [...this.getModuleIds()].filter((id) => id.endsWith(script));
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        if (needed.has(id)) continue;
        needed.add(id);
        open.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
  };
  // The script itself waits for later parts, which need these modules: in one file they would wait for each other.
  return { plugin, includes: (id) => needed.has(id) && !id.endsWith(script) };
}
