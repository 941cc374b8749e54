import { useStore } from 'zustand';
import { closeNotice, noticeStore } from '#app/shell/notices.ts';
import { CloseButton } from '#ui/kit/overlay/Dialog.tsx';
import './notices.css';

/** Messages that stay until they are answered or closed. */
export function Notices() {
  const notices = useStore(noticeStore, (s) => s.notices);
  return (
    <div className="notices" role="status">
      {notices.map(({ id, text, more = [], action }) => (
        <div key={id}>
          {more.length === 0 ? (
            <p>{text}</p>
          ) : (
            <details className="more">
              <summary>{text}</summary>
              <ul>
                {more.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </details>
          )}
          {action && (
            <button type="button" className="button small" onClick={action.run}>
              {action.label}
            </button>
          )}
          <CloseButton label="Close this message" onClose={() => closeNotice(id)} />
        </div>
      ))}
    </div>
  );
}
