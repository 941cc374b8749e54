import type { ComponentProps, ReactNode } from 'react';

/** A button that opens the file chooser. The same file can be chosen twice in a row. */
export function FileButton({
  accept,
  onFile,
  children,
  className = 'button small filing',
  ...label
}: {
  /** Endings that the chooser offers first; absent: all files. */
  readonly accept?: string;
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
} & Omit<ComponentProps<'label'>, 'htmlFor' | 'children'>) {
  return (
    <label className={className} {...label}>
      {children}
      <input
        type="file"
        className="sr"
        accept={accept}
        onChange={(e) => {
          const file = e.target.files?.[0];
          e.target.value = '';
          if (file) onFile(file);
        }}
      />
    </label>
  );
}
