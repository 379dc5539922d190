import type { InboundMail } from './inbound-mail.ts';
import { negativeWords, optOutWords, positiveWords, unsureWords } from './reply-words.ts';

/** What a person's answer means. */
export type ReplyFinding = Pick<InboundMail, 'kind' | 'confidence' | 'evidence'>;

/**
 * What an answer means, by what was written new. An opt-out goes before everything: it is the one thing that must never
 * be missed. Where words speak for both sides, the answer is NEUTRAL with little confidence, and a person reads it.
 */
export function readReply(subject: string, newText: string): ReplyFinding {
  const text = newText.toLowerCase().replaceAll('’', "'").replaceAll(/\s+/g, ' ');
  const optOut = optOutWords.exec(text)?.[0] ?? bareOptOut(subject, text);
  if (optOut !== undefined) return { kind: 'UNSUBSCRIBE', confidence: 0.95, evidence: [optOut] };
  const negative = negativeWords.exec(text)?.[0];
  // What a refusal contains (“not interested”) is no interest: it is taken out before looking for some.
  const positive = positiveWords.exec(text.replaceAll(new RegExp(negativeWords, `${negativeWords.flags}g`), ' '))?.[0];
  const unsure = unsureWords.exec(text)?.[0];
  if (negative !== undefined && positive !== undefined) {
    return { kind: 'NEUTRAL', confidence: 0.5, evidence: [negative, positive] };
  }
  if (negative !== undefined)
    return { kind: 'NEGATIVE', confidence: unsure === undefined ? 0.9 : 0.75, evidence: [negative] };
  if (positive !== undefined && unsure === undefined)
    return { kind: 'POSITIVE', confidence: 0.88, evidence: [positive] };
  if (unsure !== undefined) return { kind: 'NEUTRAL', confidence: 0.8, evidence: [unsure] };
  return { kind: 'NEUTRAL', confidence: 0.6, evidence: [newText.slice(0, 80)] };
}

/** A message that consists of the one word, in subject or text: what an unsubscribe link by mail writes. */
function bareOptOut(subject: string, text: string): string | undefined {
  const word =
    /^(?:please )?(?:unsubscribe|stop|remove(?: me)?|opt[- ]?out|abmelden|abbestellen|austragen|désinscription|désabonner|désinscrire|stopp?|baja|darme de baja|cancella(?:mi|zione)?|disiscri\S+|cancelar|remover|descadastrar|uitschrijven|afmelden|wypisz|rezygnuję|avregistrera|avsluta|afmeld|frameld|meld av|отписаться|отписка)[.!\s]*$/iu;
  const bare = subject.replace(/^(?:(?:re|aw|sv|antw)\s*:\s*)+/i, '').trim();
  if (word.test(text.trim())) return text.trim();
  const isEmptyOrMachine = text.trim().length < 120 && /unsubscrib|^$/.test(text.trim());
  return word.test(bare) && isEmptyOrMachine ? bare : undefined;
}
