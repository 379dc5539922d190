import { escapeHtml } from '@aicmo/core-server';

/** A whole page around its content, which is HTML already; in English where nothing else is said. */
export function page(title: string, content: string, language = 'en'): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="stylesheet" href="/style.css"></head>
<body><main>${content}</main></body>
</html>`;
}

/** A page that says one thing. */
export const messagePage = (title: string, paragraphs: readonly string[]): string =>
  page(title, `<h1>${escapeHtml(title)}</h1>${paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('')}`);
