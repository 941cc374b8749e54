import { useEffect, useId, useRef, useState } from 'react';
import type { PreviewFile } from '#app/export/exportTasks.ts';

/** The files of a bundle, one of them open. */
export function ExportFiles({ files }: { readonly files: readonly PreviewFile[] }) {
  const id = useId();
  const first = files.find((f) => /INCAR$|relax\.in|in\.lammps/.test(f.path)) ?? files[0]!;
  const [path, setPath] = useState(first.path);
  const section = useRef<HTMLElement>(null);
  const text = useRef<HTMLPreElement>(null);
  // They were asked for, and below the settings and checks they would be out of sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time they are asked for
  useEffect(() => {
    text.current!.focus({ preventScroll: true });
    section.current!.scrollIntoView({ block: 'start' });
  }, [files]);
  const open = files.find((f) => f.path === path) ?? first;
  return (
    <section ref={section} className="export-files" aria-label="Files">
      <div className="row">
        <label htmlFor={id}>{files.length === 1 ? '1 file' : `${files.length} files`}</label>
        <select
          id={id}
          className="pick"
          value={open.path}
          onChange={(e) => setPath(e.target.value)}
        >
          {files.map((f) => (
            <option key={f.path}>{f.path}</option>
          ))}
        </select>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached by keys */}
      <pre ref={text} tabIndex={0}>
        {open.head}
        {open.chars > open.head.length && '\n…'}
      </pre>
    </section>
  );
}
