import { readdirSync, readFileSync } from 'node:fs';

/** Memory of all browser processes that this one started, MB: shared pages are divided among those that share them. */
export function memoryMB(): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((n) => /^\d+$/.test(n)))
    try {
      // "pid (name) state parent …"; the name may hold anything.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      parents.set(Number(name), Number(fields[1]));
    } catch {
      // It has ended meanwhile.
    }
  const isOurs = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === process.pid) return true;
    return false;
  };
  let kB = 0;
  for (const pid of parents.keys())
    if (isOurs(pid))
      try {
        if (!/chrom/i.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) continue;
        const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
        kB += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
      } catch {
        // It has ended meanwhile.
      }
  return kB / 1000;
}
