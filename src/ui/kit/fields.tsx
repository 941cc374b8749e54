import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import './fields.css';
import './columned.css';
import { Roving } from '#ui/kit/tabs/Roving.tsx';
import { readNumber, stepped, writtenNumber } from './numberText.ts';
import { useRefusal } from './refusal.ts';

interface NumberFieldProps {
  readonly label: string;
  /** Null shows an empty field, marked as refused until something is typed. */
  readonly value: number | null;
  readonly digits: number;
  readonly step: number;
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  readonly short?: boolean;
  readonly hideLabel?: boolean;
  readonly title?: string;
  /** Without trailing zeros. */
  readonly trim?: boolean;
  /** Each keystroke that gives a number within the limits, and each arrow. */
  readonly onPreview: (value: number) => void;
  /** On Enter, on blur, or when an arrow key is released; for work too slow for each keystroke. */
  readonly onCommit?: () => void;
  /** Escape has taken back what was typed. */
  readonly onEscape?: () => void;
}

/** Escape takes back what was typed; the next one closes the dialog around, which the browser would do at once. */
const keepsOpen = (e: KeyboardEvent): void => e.preventDefault();

/**
 * A number one can type, or step with the arrow keys (Shift: ten steps). A number beyond the limits is refused: the
 * text stays, the reason is shown, and the form learns of it through `RefusalContext`.
 */
export function NumberField(props: NumberFieldProps) {
  const {
    label,
    value,
    digits,
    step,
    min,
    max,
    unit,
    short,
    hideLabel,
    title,
    trim,
    onPreview,
    onCommit,
    onEscape,
  } = props;
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const limits = { min, max, digits };
  const written = value === null ? '' : writtenNumber(value, digits, trim);
  const shown = text ?? written;
  const refused = text === null ? value === null : readNumber(text, limits) === null;
  useRefusal(id, refused);
  const nudge = (direction: number, many: boolean) => {
    setText(null);
    onPreview(stepped(value, direction * step * (many ? 10 : 1), limits));
  };
  const finish = () => {
    // A refused entry stays with its reason, so that typed text never disappears silently.
    if (refused) return;
    setText(null);
    onCommit?.();
  };
  return (
    <>
      <div className="row" title={title}>
        <label htmlFor={id} className={hideLabel ? 'sr' : undefined}>
          {label}
        </label>
        <span className={refused ? 'field bad' : 'field'}>
          <input
            id={id}
            className={short ? 'short' : undefined}
            // The number pad of an iPhone has no minus.
            inputMode={min < 0 ? 'text' : digits === 0 ? 'numeric' : 'decimal'}
            value={shown}
            aria-invalid={refused}
            aria-describedby={refused ? `${id}-hint` : undefined}
            onChange={(e) => {
              setText(e.target.value);
              const next = readNumber(e.target.value, limits);
              if (next !== null) onPreview(next);
            }}
            onKeyDown={(e) => {
              if (e.key === 'Enter') finish();
              if (e.key === 'Escape' && text !== null) {
                // A number that already took effect is not taken back: then Escape is the dialog's.
                if (refused || onEscape) keepsOpen(e);
                setText(null);
                onEscape?.();
              }
              if (e.key === 'ArrowUp' || e.key === 'ArrowDown') {
                e.preventDefault();
                nudge(e.key === 'ArrowUp' ? 1 : -1, e.shiftKey);
              }
            }}
            onKeyUp={(e) => {
              if (e.key === 'ArrowUp' || e.key === 'ArrowDown') onCommit?.();
            }}
            onBlur={finish}
          />
          {unit && <span className="unit">{unit}</span>}
        </span>
      </div>
      {refused && (
        <p id={`${id}-hint`} role="alert" className="hint">
          {digits === 0 ? 'A whole number' : 'A number'} from {min} to {max}
          {unit ? ` ${unit}` : ''}
          {written !== '' && `; Escape keeps ${written}`}
        </p>
      )}
    </>
  );
}

/**
 * Text that must pass a parser before it takes effect: Miller indices, say. What is being typed stays while an earlier
 * entry takes effect, which may come later than Enter.
 */
export function ParsedField<T>(props: {
  readonly label: string;
  readonly text: string;
  readonly title?: string;
  readonly parse: (text: string) => T | null;
  /** What the text should be, said when it is not. */
  readonly expected: string;
  /** The value was understood but refused; the message is shown elsewhere. */
  readonly refused?: boolean;
  readonly onCommit: (value: T) => void;
}) {
  const { label, text, title, parse, expected, onCommit } = props;
  const id = useId();
  const [typed, setTyped] = useState<{ readonly text: string; readonly isSent: boolean } | null>(
    null,
  );
  const isFocused = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is the answer to what was sent
  useEffect(() => setTyped((t) => (t?.isSent || !isFocused.current ? null : t)), [text]);
  const draft = typed?.text ?? text;
  const value = parse(draft);
  const isRefused = value === null || props.refused === true;
  useRefusal(id, isRefused);
  const finish = () => {
    if (value === null || typed === null || typed.isSent || draft === text) return;
    setTyped({ text: draft, isSent: true });
    onCommit(value);
  };
  return (
    <>
      <div className="row" title={title}>
        <label htmlFor={id}>{label}</label>
        <span className={isRefused ? 'field bad' : 'field'}>
          <input
            id={id}
            value={draft}
            aria-invalid={isRefused}
            aria-describedby={value === null ? `${id}-hint` : undefined}
            onChange={(e) => setTyped({ text: e.target.value, isSent: false })}
            onKeyDown={(e) => {
              if (e.key === 'Enter') finish();
              if (e.key === 'Escape' && typed !== null) {
                keepsOpen(e);
                setTyped(null);
              }
            }}
            onFocus={() => {
              isFocused.current = true;
            }}
            onBlur={() => {
              isFocused.current = false;
              finish();
            }}
          />
        </span>
      </div>
      {value === null && (
        <p id={`${id}-hint`} role="alert" className="hint">
          {expected}; Escape keeps {text}
        </p>
      )}
    </>
  );
}

export function Choice<T extends string>(props: {
  readonly label: string;
  readonly title?: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly onChange: (value: T) => void;
}) {
  const id = useId();
  return (
    <div className="row" title={props.title}>
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="pick"
        value={props.value}
        onChange={(e) => props.onChange(e.target.value as T)}
      >
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

export function SegmentedControl<T extends string>(props: {
  readonly label: string;
  readonly value: T | null;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly onChange: (value: T) => void;
}) {
  return (
    <Roving className="segments" style={{ margin: 0 }} aria-label={props.label}>
      {props.options.map(([value, text]) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === props.value}
          onClick={() => props.onChange(value)}
        >
          {text}
        </button>
      ))}
    </Roving>
  );
}
