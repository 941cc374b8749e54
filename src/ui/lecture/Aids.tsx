import { useEffect, useRef, useState } from 'react';

/** A red dot that follows the pointer, which is hidden meanwhile. */
export function Laser() {
  const dot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = (e: PointerEvent) => {
      dot.current!.style.translate = `${e.clientX}px ${e.clientY}px`;
      dot.current!.hidden = false;
    };
    document.documentElement.classList.add('pointing');
    document.addEventListener('pointermove', follow);
    return () => {
      document.documentElement.classList.remove('pointing');
      document.removeEventListener('pointermove', follow);
    };
  }, []);
  return <div ref={dot} className="laser" aria-hidden="true" hidden />;
}

/** The time of day and how long the lecture has taken. */
export function Clock() {
  const [sinceMs] = useState(() => Date.now());
  const [nowMs, setNow] = useState(sinceMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const time = new Date(nowMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return (
    <span
      className="clock"
      role="timer"
      aria-label="Time of day, and minutes since the clock began"
    >
      {time} · {minutesText(nowMs - sinceMs)}
    </span>
  );
}

/** "75:03" of milliseconds. */
function minutesText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Nothing, until a key or a press. */
export function Blank({ onEnd }: { readonly onEnd: () => void }) {
  return (
    <button
      type="button"
      className="blank"
      aria-label="The screen is blank: any key brings the picture back"
      onClick={onEnd}
    />
  );
}
