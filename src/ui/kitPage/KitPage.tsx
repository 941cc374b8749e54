import { useEffect, useState } from 'react';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { DarkContext } from '#ui/kit/theme.ts';
import { Colours, LongTables, Plots, Points } from './DataStates.tsx';
import { Fields, RefusedFieldStates } from './FieldStates.tsx';
import { Buttons, Drop, DropHintState, Overlays, TabStates, Toasts } from './PartStates.tsx';
import './kitPage.css';

/** All parts of the kit in all their states: to look at, and for the tests of their keys and contrasts. */
export function KitPage() {
  const [theme, setTheme] = useState<'light' | 'dark'>('light');
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <DarkContext value={theme === 'dark'}>
      <main className="kit-page">
        <header>
          <h1>Kit</h1>
          <SegmentedControl
            label="Theme"
            value={theme}
            options={[
              ['light', 'light'],
              ['dark', 'dark'],
            ]}
            onChange={setTheme}
          />
        </header>
        <Buttons />
        <Fields />
        <RefusedFieldStates />
        <TabStates />
        <Overlays />
        <Toasts />
        <Drop />
        <DropHintState />
        <Plots />
        <Points />
        <LongTables />
        <Colours />
      </main>
    </DarkContext>
  );
}
