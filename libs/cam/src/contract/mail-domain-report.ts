import * as z from 'zod/mini';

/** A record as it has to be published at whoever runs the domain's name servers. */
export const DnsRecord = z.object({ name: z.string(), type: z.literal('TXT'), value: z.string() });
export type DnsRecord = z.infer<typeof DnsRecord>;

/** What one kind of record says. */
export const MailDomainFinding = z.object({
  what: z.enum(['SPF', 'DKIM', 'DMARC']),
  /** `unknown`: the name servers gave no answer, which is never taken for a pass. */
  verdict: z.enum(['pass', 'warn', 'fail', 'unknown']),
  /** Plain sentences: what was found and what to do, the gravest first. */
  sentences: z.array(z.string()),
  /** As it stands there now; null: there is none, or nobody knows. */
  found: z.nullable(z.string()),
  /** What to publish instead; null: nothing, or the provider has to say it. */
  publish: z.nullable(DnsRecord),
});
export type MailDomainFinding = z.infer<typeof MailDomainFinding>;

/** Whether others can see that mail of a domain really comes from it. */
export const MailDomainReport = z.object({
  domain: z.string(),
  at: z.string(),
  findings: z.array(MailDomainFinding),
});
export type MailDomainReport = z.infer<typeof MailDomainReport>;
