import type { Liquid as LiquidEngine, Template } from 'liquidjs';
import { templateVariables } from '../../contract/template-variable.ts';
import { openHtmlCleaner, type CleanHtml } from './html-cleaner.ts';
import { nearestName } from './nearest-name.ts';

/** Why a template cannot be used, or cannot be filled for this lead. */
export interface TemplateProblem {
  readonly kind: 'unknown-variable' | 'missing-value' | 'template-broken';
  /** The variable, where it is about one. */
  readonly variable?: string;
  /** One plain sentence for the operator. */
  readonly text: string;
}

/** The values of a template's variables by their names; empty texts count as missing. */
export type TemplateValues = Readonly<Record<string, string | null | undefined>>;

/** What filling a template gave. */
export type Rendered =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problems: readonly TemplateProblem[] };

/** What filling an HTML template gave: only what a mail may hold, and the same as plain text. */
export type RenderedHtml =
  ({ readonly ok: true } & CleanHtml) | { readonly ok: false; readonly problems: readonly TemplateProblem[] };

/** Checks and fills templates. Strict: no unknown variable, no missing value without a default, no file, no loop. */
export interface TemplateEngine {
  /** What is wrong with a template, whatever the lead; empty when it can be saved. */
  check(source: string): readonly TemplateProblem[];
  render(source: string, values: TemplateValues): Rendered;
  /** Values are text there: what looks like markup in them is escaped. Then everything is cleaned, see HtmlCleaner. */
  renderHtml(source: string, values: TemplateValues): RenderedHtml;
}

/** Tags that a message needs. Loops, files, assignments and raw text (which would hide a leftover `{{`) are not among them. */
const allowedTags: readonly string[] = ['if', 'unless', 'case', 'comment', '#'];
const known = templateVariables.map((variable) => variable.name);
const maxLength = 20_000;

/** The engine; liquidjs is loaded here, at the first call that needs it. */
export async function openTemplateEngine(): Promise<TemplateEngine> {
  const { Liquid } = await import('liquidjs');
  const plain = openLiquid(Liquid, {});
  const escaping = openLiquid(Liquid, { outputEscape: 'escape' });
  const cleaner = await openHtmlCleaner();
  return {
    ...plain,
    renderHtml: (source, values) => {
      const made = escaping.render(source, values);
      return made.ok ? { ok: true, ...cleaner.clean(made.text) } : made;
    },
  };
}

/** Checks and fills with one Liquid; what it has read once it keeps. */
function openLiquid(
  Liquid: typeof LiquidEngine,
  options: { readonly outputEscape?: 'escape' },
): Pick<TemplateEngine, 'check' | 'render'> {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    dynamicPartials: false,
    templates: {},
    parseLimit: maxLength,
    renderLimit: 200,
    memoryLimit: 1_000_000,
    ...options,
  });
  for (const tag of Object.keys(liquid.tags)) if (!allowedTags.includes(tag)) delete liquid.tags[tag];
  delete liquid.filters['raw']; // It would switch escaping off.
  const parsed = new Map<string, { readonly template: Template[]; readonly problems: readonly TemplateProblem[] }>();
  const parse = (source: string) => {
    const found = parsed.get(source);
    if (found) return found;
    const template = liquid.parse(source);
    const names = liquid.globalFullVariablesSync(template).filter((name) => !known.includes(name));
    const made = { template, problems: [...new Set(names)].map(unknownVariable) };
    parsed.set(source, made);
    return made;
  };
  const check: TemplateEngine['check'] = (source) => {
    try {
      return parse(source).problems;
    } catch (error) {
      return [broken(error)];
    }
  };
  return {
    check,
    render: (source, values) => {
      const problems = check(source);
      if (problems.length > 0) return { ok: false, problems };
      try {
        return { ok: true, text: String(liquid.renderSync(parse(source).template, scopeOf(values))) };
      } catch (error) {
        return { ok: false, problems: [missingOrBroken(error, values)] };
      }
    },
  };
}

/** `lead.firstName` → `{ lead: { firstName } }`, without what is missing, so that a strict read of it fails. */
function scopeOf(values: TemplateValues): Record<string, Record<string, string>> {
  const scope: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(values)) {
    const [group = '', field = ''] = name.split('.');
    const fields = (scope[group] ??= {});
    if (value !== null && value !== undefined && value.trim() !== '') fields[field] = value;
  }
  return scope;
}

function unknownVariable(name: string): TemplateProblem {
  const near = nearestName(name, known);
  const suggestion = near ? ` Did you mean "${near}"?` : '';
  return {
    kind: 'unknown-variable',
    variable: name,
    text: `There is no value called "${name}".${suggestion} Known are ${known.join(', ')}.`,
  };
}

function missingOrBroken(error: unknown, values: TemplateValues): TemplateProblem {
  const cause = error instanceof Error && 'originalError' in error ? error.originalError : undefined;
  const name = cause instanceof Error && 'variableName' in cause ? cause.variableName : undefined;
  if (typeof name !== 'string') return broken(error);
  const label = templateVariables.find((variable) => variable.name === name)?.label ?? name;
  const who = values['lead.name'] ?? 'This lead';
  const owner = name.startsWith('lead.') ? `${who} has` : 'There is';
  return {
    kind: 'missing-value',
    variable: name,
    text: `${owner} no "${label}", which the message needs. Enter it, or give ${name} a default in the template.`,
  };
}

function broken(error: unknown): TemplateProblem {
  const found = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const at = /, line:(\d+), col:\d+$/.exec(found);
  const line = at ? ` in line ${at[1] ?? ''}` : '';
  return {
    kind: 'template-broken',
    text: `The template cannot be read${line}: ${plainFault(at ? found.slice(0, at.index) : found)}.`,
  };
}

/** What liquidjs says, in the words of whoever writes a message. */
function plainFault(said: string): string {
  const [, open] = /^(?:output|tag) "?(\{[{%].*?)"? not closed$/.exec(said) ?? [];
  if (open !== undefined) return `“${open.split(/\\n/)[0]?.trim() ?? ''}” is not closed`;
  const [, filter] = /^undefined filter: (.*)$/.exec(said) ?? [];
  if (filter !== undefined) return `there is no filter called “${filter}”`;
  const [, tag] = /^tag "(.*)" not found$/.exec(said) ?? [];
  return tag === undefined ? said : `“{% ${tag} %}” is not known here`;
}
