import { escapeHtml } from '@aicmo/core-server';

/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

type Piece = Html | string | number | null | undefined | readonly Piece[];

/** HTML from a template: every value is escaped unless it is HTML already; null and undefined are nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return {
    html: parts.reduce((text, part, index) => `${text}${index === 0 ? '' : written(values[index - 1])}${part}`, ''),
  };
}

function written(value: Piece): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return 'html' in value ? value.html : value.map(written).join('');
}
