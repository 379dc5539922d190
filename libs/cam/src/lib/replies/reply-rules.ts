import type { InboundMail } from './inbound-mail.ts';
import { negativeWords, optOutWords, positiveWords, unsureWords } from './reply-words.ts';
import { withoutAccents } from './without-accents.ts';

/** What a person's answer means. */
export type ReplyFinding = Pick<InboundMail, 'kind' | 'confidence' | 'evidence'>;

/**
 * What an answer means, by what was written new. An opt-out goes before everything: it is the one thing that must never
 * be missed. Where words speak for both sides, the answer is NEUTRAL with little confidence, and a person reads it.
 */
export function readReply(subject: string, newText: string): ReplyFinding {
  const text = newText.toLowerCase().normalize('NFC').replaceAll('’', "'").replaceAll(/\s+/g, ' ');
  const plain = withoutAccents(text);
  const found = (words: RegExp, within = plain): string | undefined => {
    const match = words.exec(within);
    return match === null ? undefined : text.slice(match.index, match.index + match[0].length);
  };
  const optOut = found(optOutWords) ?? bareOptOut(subject, text);
  if (optOut !== undefined) return { kind: 'UNSUBSCRIBE', confidence: 0.95, evidence: [optOut] };
  const negative = found(negativeWords);
  // What a refusal contains (“not interested”) is no interest: it is blanked before looking for some.
  const refusals = new RegExp(negativeWords, `${negativeWords.flags}g`);
  const positive = found(
    positiveWords,
    plain.replaceAll(refusals, (words) => '.'.repeat(words.length)),
  );
  const unsure = found(unsureWords);
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
    /^(?:(?:please|bitte|por favor|per favore|graag|proszę|venligst) )?(?:unsubscribe|stop|stop (?:pub|spam)|remove(?: me)?|opt[- ]?out|abmelden|abbestellen|austragen|désinscription|désabonner|désinscrire|stopp?|baja|darme de baja|cancella(?:mi|zione)?|disiscri\S+|cancelar|remover|descadastrar|uitschrijven|uitschrijving|afmelden|afmelding|abmeldung|désinscrire-moi|désabonnement|disiscrizione|cancelamento|wypisz|wypisać|avregistrering|rezygnuję|avregistrera|avsluta|afmeld|frameld|meld av|отписаться|отписка)(?:,? (?:please|pls|bitte|danke|svp|s'il vous plaît|merci|por favor|gracias|per favore|grazie|obrigad[oa]|aub|a\.u\.b\.|alstublieft|alsjeblieft|graag|bedankt|proszę|dziękuję|tack|tak|venligst|thanks|thank you))?[.!\s]*$/iu;
  const bare = subject.replace(/^(?:(?:re|aw|sv|antw)\s*:\s*)+/i, '').trim();
  if (word.test(text.trim())) return text.trim();
  const isEmptyOrMachine = text.trim().length < 120 && /unsubscrib|^$/.test(text.trim());
  return word.test(bare) && isEmptyOrMachine ? bare : undefined;
}
