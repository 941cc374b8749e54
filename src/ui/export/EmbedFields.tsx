import { useEffect, useId, useRef, useState } from 'react';
import { say } from '#app/shell/toasts.ts';
import { embedCodeNow } from './embedCode.ts';

/** The lines that show this document in another page, to be copied. */
export function EmbedFields({ title }: { readonly title: string }) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [code, setCode] = useState('');
  useEffect(() => {
    void embedCodeNow(title).then(setCode);
  }, [title]);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(code);
      say('Copied: paste it into the page.');
    } catch {
      say('This browser does not let a page copy: the code is selected.');
    }
  };
  return (
    <>
      <label htmlFor={id}>Code for the other page</label>
      <textarea id={id} ref={field} className="field" rows={6} readOnly value={code} />
      <p className="about">
        It shows the picture as it is seen now, its views and its recorded run, keeps nothing in the
        browser, and holds the whole document. Add <code>&amp;view=c</code> (or a, b) before the #
        for another view. The other page and this one may lie on different servers.
      </p>
      <p>
        <button type="button" className="button" disabled={code === ''} onClick={() => void copy()}>
          Copy code
        </button>
      </p>
    </>
  );
}
