import type { MailTexts } from '@aicmo/core-effects';
import type { MailDomainFinding } from '../../contract/mail-domain-report.ts';

/** What stood under the names that an SPF record leads to, by name in lower case. */
export type SpfTexts = ReadonlyMap<string, MailTexts>;

/** RFC 7208, section 4.6.4: whoever needs more questions than these gets an error instead of a pass. */
const mostLookups = 10;

/** The SPF records among texts (RFC 7208, section 4.5). */
export const spfRecords = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => /^v=spf1(?: |$)/i.test(text));

const termsOf = (record: string): readonly string[] => record.trim().split(/\s+/).slice(1);

/** The names that a record leads to; one with a macro depends on the message and is not followed. */
export const spfTargets = (record: string): readonly string[] =>
  termsOf(record).flatMap((term) => {
    const name = /^(?:[+?~-]?include:|redirect=)(\S+)$/i.exec(term)?.[1]?.toLowerCase();
    return name === undefined || name.includes('%') ? [] : [name];
  });

const isLookup = (term: string): boolean =>
  /^[+?~-]?(?:include:|exists:|(?:a|mx|ptr)(?:[:/]|$))/i.test(term) || /^redirect=/i.test(term);

interface Walk {
  readonly names: ReadonlySet<string>;
  readonly lookups: number;
  readonly unknown: string | undefined;
}

/** Everything that a record leads to, each name's questions counted as often as it is reached. */
function walk(record: string, texts: SpfTexts, above: readonly string[] = []): Walk {
  const names = new Set<string>();
  let lookups = termsOf(record).filter(isLookup).length;
  let unknown: string | undefined;
  for (const name of spfTargets(record)) {
    names.add(name);
    if (above.includes(name)) {
      lookups += mostLookups; // a circle: whoever follows it never comes to an end
      continue;
    }
    const answer = texts.get(name);
    if (answer?.kind !== 'found') {
      if (answer?.kind !== 'none') unknown ??= answer?.why ?? 'Not all of it was asked for.';
      continue;
    }
    const below = walk(spfRecords(answer.texts)[0] ?? '', texts, [...above, name]);
    for (const found of below.names) names.add(found);
    lookups += below.lookups;
    unknown ??= below.unknown;
  }
  return { names, lookups, unknown };
}

/**
 * What a domain says about who may send for it (RFC 7208).
 * @param provider the name that has to be included, or null when nobody knows it
 */
export function judgeSpf(domain: string, texts: SpfTexts, provider: string | null): MailDomainFinding {
  const finding = (
    verdict: MailDomainFinding['verdict'],
    sentences: readonly string[],
    found: string | null = null,
    value: string | null = null,
  ): MailDomainFinding => ({
    ...{ what: 'SPF', verdict, sentences: [...sentences], found },
    publish: value === null ? null : { name: domain, type: 'TXT', value },
  });
  const answer = texts.get(domain);
  if (answer === undefined || answer.kind === 'unknown')
    return finding('unknown', [`${domain} could not be asked. ${answer?.why ?? ''}`.trim()]);
  const [record, ...others] = answer.kind === 'found' ? spfRecords(answer.texts) : [];
  const wanted = provider === null ? null : `v=spf1 include:${provider} ~all`;
  if (record === undefined) {
    const help = wanted === null ? ' Your provider says which record it needs.' : '';
    return finding('fail', [`${domain} does not say who may send for it.${help}`], null, wanted);
  }
  if (others.length > 0) {
    const many = `There are ${others.length + 1} SPF records, and then none of them counts. Join them into one.`;
    return finding('fail', [many], [record, ...others].join('\n'));
  }
  return judgeRecord({ record, provider, finding }, walk(record, texts));
}

interface Judged {
  readonly record: string;
  readonly provider: string | null;
  readonly finding: (
    verdict: MailDomainFinding['verdict'],
    sentences: readonly string[],
    found?: string | null,
    value?: string | null,
  ) => MailDomainFinding;
}

function judgeRecord({ record, provider, finding }: Judged, { names, lookups, unknown }: Walk): MailDomainFinding {
  const last = termsOf(record)
    .find((term) => /^[+?~-]?all$/i.test(term))
    ?.toLowerCase();
  if (last === 'all' || last === '+all')
    return finding('fail', ['“+all” lets everybody send for this domain.'], record, repaired(record, provider, names));
  if (lookups > mostLookups) {
    const many = `Reading it needs ${lookups} questions to name servers; more than ${mostLookups} count as an error. Remove services that you no longer use.`;
    return finding('fail', [many], record);
  }
  if (provider !== null && !names.has(provider)) {
    if (unknown !== undefined) return finding('unknown', [`Not all of it could be read. ${unknown}`], record);
    const missing = `It does not include ${provider}, so mail from your provider looks forged.`;
    return finding('fail', [missing], record, repaired(record, provider, names));
  }
  const doubts = [
    ...(unknown === undefined ? [] : [`Not all of it could be read. ${unknown}`]),
    ...(provider === null ? ['Whether it allows your provider cannot be told here: compare it with its help.'] : []),
    ...(last === '?all' || (last === undefined && !/\bredirect=/i.test(record))
      ? ['It says nothing about everybody else. End it with “~all”.']
      : []),
  ];
  if (unknown !== undefined) return finding('unknown', doubts, record);
  return doubts.length > 0
    ? finding('warn', doubts, record)
    : finding('pass', [`It names who may send, with ${lookups} of ${mostLookups} questions.`], record);
}

/** The same record with the provider in it and without a door for everybody. */
function repaired(record: string, provider: string | null, names: ReadonlySet<string>): string {
  const rest = termsOf(record).filter((term) => !/^\+?all$/i.test(term));
  const include = provider !== null && !names.has(provider) ? [`include:${provider}`] : [];
  const end = rest.some((term) => /^[?~-]all$|^redirect=/i.test(term)) ? [] : ['~all'];
  return ['v=spf1', ...include, ...rest, ...end].join(' ');
}
