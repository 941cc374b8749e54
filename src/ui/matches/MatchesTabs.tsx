import { TabList } from '#ui/kit/tabs/TabList.tsx';

const TABS = [
  ['explorer', 'Explorer'],
  ['matches', 'Matches'],
  ['relation', 'Known relation'],
] as const;
export type Tab = (typeof TABS)[number][0];

/** The tabs of the match view: map of planes, list of matches, or a known orientation relation. */
export function MatchesTabs(props: { readonly tab: Tab; readonly onTab: (tab: Tab) => void }) {
  return <TabList label="Ways to look for a match" tabs={TABS} {...props} />;
}
