import type { BrowserContext, Page, Request } from 'playwright-core';
import { isComplaint } from './chromium.ts';

/** What Chromium, Firefox and WebKit say of a request that was given up. */
const GIVEN_UP = /ERR_ABORTED|NS_BINDING_ABORTED|cancelled/;

/**
 * Collects what goes wrong in a tab: complaints of the console, uncaught exceptions, failed requests. A request that
 * was under way when the tab left its page is given up by the browser and is no fault of the page.
 * @returns the list, which grows
 */
export function tabFaults(context: BrowserContext, page: Page): string[] {
  const faults: string[] = [];
  let ofThisPage = new Set<Request>();
  const givenUp = new Map<Request, string>();
  page.on('console', (m) => {
    if (isComplaint(m)) faults.push(`${m.type()}: ${m.text()}`);
  });
  page.on('pageerror', (e) => faults.push(`uncaught: ${e.stack ?? e.message}`));
  let leaving = false;
  context.on('request', (r) => {
    ofThisPage.add(r);
    if (r.isNavigationRequest() && r.frame() === page.mainFrame()) leaving = true;
  });
  context.on('requestfailed', (r) => {
    const fault = `${r.url()}: ${r.failure()?.errorText}`;
    if (GIVEN_UP.test(fault)) {
      if (!ofThisPage.has(r)) return;
      givenUp.set(r, fault);
    }
    faults.push(fault);
  });
  context.on('response', (r) => {
    if (r.status() >= 400) faults.push(`${r.url()}: HTTP ${r.status()}`);
  });
  page.on('framenavigated', (frame) => {
    // A new entry of the history is a navigation, too, but leaves no page.
    if (frame !== page.mainFrame() || !leaving) return;
    leaving = false;
    for (const fault of givenUp.values()) faults.splice(faults.indexOf(fault), 1);
    givenUp.clear();
    ofThisPage = new Set();
  });
  return faults;
}
