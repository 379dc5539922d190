/** What looks like a key of some service, whoever's it is. */
const keyShapes =
  /\b(?:sk|rk|pk)-[A-Za-z0-9_-]{12,}|\b(?:ghp|gho|ghs|github_pat)_[A-Za-z0-9_]{16,}|\bAKIA[0-9A-Z]{16}\b|\bxox[abps]-[A-Za-z0-9-]{10,}|\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{6,}|-----BEGIN [A-Z ]*PRIVATE KEY-----/g;

/** Takes a key out of a text in every form in which a service may repeat it, and anything that looks like another. */
export function redact(text: string, apiKey: string): string {
  const forms = [
    apiKey,
    encodeURIComponent(apiKey),
    Buffer.from(apiKey).toString('base64'),
    JSON.stringify(apiKey).slice(1, -1),
  ];
  const known = forms.filter((form) => form.length >= 4).reduce((rest, form) => rest.replaceAll(form, '***'), text);
  return withoutKeys(known);
}

/** A text without whatever looks like a key. */
export const withoutKeys = (text: string): string => text.replace(keyShapes, '***');

/** Whether a text holds something that looks like a key; gives the first eight characters of it at most. */
export const keyIn = (text: string): string | undefined => text.match(keyShapes)?.[0].slice(0, 8);
