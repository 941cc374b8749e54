/** Of a browser's `navigator`, what is mended. */
interface Languages {
  readonly language: string;
  readonly languages: readonly string[];
}

const FALLBACK = 'en';

/**
 * Gives the page a language that number formats understand. Some browsers report what the system says, such as "C" or
 * "en-US@posix"; libraries hand that to `Intl` while they load, which throws, and nothing of them would load.
 */
export function mendLanguage(navigator: Languages): void {
  const languages = (navigator.languages ?? []).flatMap(understood);
  const [language = FALLBACK] = [...understood(navigator.language), ...languages];
  if (language !== navigator.language) define(navigator, 'language', language);
  const all = languages.length > 0 ? languages : [language];
  if (all.join() !== navigator.languages?.join()) define(navigator, 'languages', all);
}

/** @returns the tag, or what stands before its first odd character, or nothing */
function understood(tag: string): readonly string[] {
  for (const candidate of [tag, /^[\w-]*/.exec(String(tag))![0].replaceAll('_', '-')])
    try {
      new Intl.NumberFormat(candidate);
      if (candidate) return [candidate];
    } catch {
      // Not a language tag.
    }
  return [];
}

function define(navigator: Languages, name: keyof Languages, value: unknown): void {
  try {
    Object.defineProperty(navigator, name, { value, configurable: true });
  } catch {
    // A browser that forbids it: the plots say that they could not be loaded.
  }
}
