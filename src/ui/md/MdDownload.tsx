import { fullMemoryText } from '#app/md/own/ownWords.ts';
import type { LammpsPart, Md } from '#app/md/runStore.ts';
import { size } from '#app/md/words.ts';
import { LicencesLink } from '#ui/kit/LicencesLink.tsx';

interface MdDownloadProps {
  readonly build: LammpsPart;
  readonly downloadBytes: Md['downloadBytes'];
}

/** What a run fetches and how much memory it takes, before it does. */
export function MdDownload({ build, downloadBytes }: MdDownloadProps) {
  const bytes = downloadBytes[build];
  const licence = (
    <>
      GPL-2.0, <LicencesLink part="lammps">licence and source</LicencesLink>
    </>
  );
  const memory = fullMemoryText();
  if (build === 'full' && memory === null)
    return (
      <p className="warn" role="alert">
        It needs the full LAMMPS, and this browser gives it no memory of the kind that it is made
        for (WebAssembly with threads). Save the input and run it in an ordinary LAMMPS, or take the
        terminal, where <code>md</code> runs the same.
      </p>
    );
  if (build === 'full')
    return (
      <p className="about" data-testid="md-download">
        It needs the full LAMMPS ({licence}), which takes {memory} of memory while it runs
        {bytes > 0 &&
          `. The first run fetches it, ${size(bytes)}; nothing of it is loaded yet. It is no part of what the page keeps for use offline`}
        .
      </p>
    );
  if (bytes === 0) return null;
  return (
    <p className="about" data-testid="md-download">
      The first run fetches LAMMPS ({licence}), {size(bytes)}; nothing of it is loaded yet.
    </p>
  );
}
