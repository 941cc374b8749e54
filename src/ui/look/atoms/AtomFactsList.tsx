import type { Fact } from './atomWords.ts';

/** Names and values in two columns. */
export function AtomFactsList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="atom-facts">
      {facts.map(([name, value, about]) => (
        <div key={name} title={about}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
