import { invalid } from '@aicmo/core-kernel';
import type { CaptureFormDraft } from '../../contract/capture.ts';

const longest = { name: 100, title: 120, intro: 1000, consentText: 1000, label: 80, sites: 20 } as const;

/**
 * A form as it is kept. Throws `invalid` (`form-…`) with the part that is wrong: a form without a name, a title or a
 * sentence to agree to is none, and a site is an origin, not a page.
 */
export function checkedForm(draft: CaptureFormDraft): CaptureFormDraft {
  const text = (part: 'name' | 'title' | 'intro' | 'consentText', what: string): string => {
    const found = draft[part].trim();
    if (found === '' && part !== 'intro') throw wrong(part, `A form needs ${what}.`);
    if (found.length > longest[part])
      throw wrong(part, `Found ${found.length} characters; ${what} has at most ${longest[part]}.`);
    return found;
  };
  const fields = draft.fields.map((field) => ({ ...field, label: field.label.trim() }));
  const twice = fields.find(({ name }, index) => fields.findIndex((each) => each.name === name) !== index);
  if (twice) throw wrong('fields', `“${twice.label}” is asked twice. Ask it once.`);
  if (fields.some(({ label }) => label === '' || label.length > longest.label))
    throw wrong('fields', `Each question needs words of at most ${longest.label} characters above its field.`);
  if (draft.sites.length > longest.sites)
    throw wrong('sites', `At most ${longest.sites} web addresses can show a form.`);
  return {
    ...{ name: text('name', 'a name'), title: text('title', 'a title'), intro: text('intro', 'an introduction') },
    consentText: text('consentText', 'a sentence that the visitor agrees to'),
    ...{ fields, sites: [...new Set(draft.sites.map(siteOf))], campaignId: draft.campaignId },
  };
}

/** `https://www.example.com/contact` → `https://www.example.com`; plain http for this machine only. */
function siteOf(text: string): string {
  const url = URL.parse(text.trim());
  const isLocal = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal))) return url.origin;
  throw wrong('sites', `Found “${text.slice(0, 80)}”; expected a web address like https://www.example.com.`);
}

const wrong = (field: string, message: string) =>
  invalid({ code: `form-${field.toLowerCase()}`, message, details: { field } });
