import { parseInstant, type Refusal } from '@aicmo/core-kernel';
import { changedFields } from '../hash/content-hash.ts';
import { findPlaceholders } from '../qc/checks/placeholders.ts';
import type { GateFacts, MediaRights, Upstream } from './gate-facts.ts';

/** Every reason why something may not leave, in the order in which a person would clear them; empty when it may. */
export function deliveryRefusals(facts: GateFacts): readonly Refusal[] {
  return [
    ...placeholderRefusals(facts),
    ...qcRefusals(facts),
    ...approvalRefusals(facts),
    ...facts.upstream.flatMap(freshnessRefusals),
    ...rightsRefusals(facts),
    ...windowRefusals(facts),
  ];
}

const byPerson = (code: string, text: string): Refusal => ({ code, text, liftedBy: 'person' });

function placeholderRefusals({ content }: GateFacts): readonly Refusal[] {
  const found = findPlaceholders(content.text);
  if (found.length === 0) return [];
  return [
    byPerson('placeholder-left', `Something is left to fill in: ${found.map((each) => `"${each}"`).join(', ')}.`),
  ];
}

function qcRefusals({ qc, hash }: GateFacts): readonly Refusal[] {
  if (!qc) return [byPerson('qc-missing', 'The checks have not run on it yet.')];
  if (qc.hash !== hash) return [byPerson('qc-outdated', 'The checks ran on an earlier text. Run them again.')];
  if (qc.verdict !== 'FAIL') return [];
  return (
    qc.checks
      // Leftovers are looked for again on the text itself, above: once is enough.
      .filter(({ id, outcome, severity }) => outcome === 'FAIL' && severity === 'BLOCKER' && id !== 'placeholders')
      .map(({ why }) => byPerson('qc-failed', why))
  );
}

function approvalRefusals({ approval, hash, fieldHashes }: GateFacts): readonly Refusal[] {
  if (!approval) return [byPerson('not-approved', 'Nobody has approved it yet.')];
  const { decision, by, why } = approval;
  if (decision === 'CHANGES_REQUESTED') return [byPerson('changes-requested', `${by} asked for a change: ${why}`)];
  if (decision === 'WITHDRAWN') return [byPerson('approval-withdrawn', `${by} took the approval back: ${why}`)];
  if (approval.hash === hash) return [];
  const fields = changedFields(approval.fieldHashes, fieldHashes).map((field) => fieldNames[field] ?? field);
  return [
    byPerson(
      'approval-other-content',
      `Since ${by} approved it, ${listed(fields)} changed. It has to be approved again.`,
    ),
  ];
}

const fieldNames: Readonly<Record<string, string>> = {
  text: 'the text',
  mediaDigests: 'the pictures',
  links: 'the links',
  audience: 'who it is for',
  channel: 'the platform',
  window: 'the time',
};

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? 'something';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function freshnessRefusals({ name, standing }: Upstream): readonly Refusal[] {
  switch (standing) {
    case 'current':
      return [];
    case 'stale':
      return [byPerson('upstream-stale', `It was made from the ${name}, which is out of date.`)];
    case 'superseded':
      return [byPerson('upstream-superseded', `It was made from the ${name}; a newer one is approved.`)];
    case 'not-approved':
      return [byPerson('upstream-not-approved', `It was made from the ${name}, which is not approved.`)];
    case 'unknown':
      return [byPerson('upstream-unknown', 'It was made from a document that is not here any more.')];
  }
}

function rightsRefusals({ content, rights, now }: GateFacts): readonly Refusal[] {
  return content.mediaDigests.flatMap((digest) => {
    const known = rights.find((each) => each.digest === digest);
    if (!known)
      return [byPerson('rights-unknown', 'It carries a picture of which nobody has said that we may use it.')];
    return rightsOf(known, now);
  });
}

function rightsOf({ name, grantedBy, until }: MediaRights, now: string): readonly Refusal[] {
  if (grantedBy === null) return [byPerson('rights-missing', `Nobody has said that we may use "${name}".`)];
  if (until === null || until > now) return [];
  return [byPerson('rights-expired', `The right to use "${name}" ended on ${dayOf(until)}.`)];
}

function windowRefusals({ content: { window }, now }: GateFacts): readonly Refusal[] {
  if (!window) return [];
  if (now < window.from) {
    const notBefore = parseInstant(window.from);
    return [{ code: 'before-window', text: 'Its time has not come yet.', liftedBy: 'time', notBefore }];
  }
  if (window.to === null || now < window.to) return [];
  return [byPerson('after-window', 'Its time is over. Choose a new one and have it approved again.')];
}

const dayOf = (moment: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(moment));
