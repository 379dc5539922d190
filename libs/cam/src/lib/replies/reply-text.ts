/** Lines that begin what an answer quotes, in the languages of the mail programs that write them. */
const quoteIntroductions: readonly RegExp[] = [
  /^\s*(?:on|am|le|el|il|em|op|w dniu|dnia|den|d\.|på|pe|ti|ke|to|pt|dne|в|на|在|tarih)\s.{4,200}(?:wrote|schrieb|écrit|a écrit|escribió|scritto|escreveu|schreef|napisał\(?a?\)?|pisze|skrev|kirjoitti|napsal\(?a?\)?|писал\(?а?\)?|написал\(?а?\)?|yazdı|写道).{0,120}[:：]\s*$/iu,
  /^.{0,120}<[^<>\s]{3,120}@[^<>\s]{3,120}>.{0,80}(?:wrote|schrieb|écrit|escribió|ha scritto|escreveu|schreef|napisał\(?a?\)?|pisze|skrev|写道|のメッセージ)?.{0,10}[:：]\s*$/iu,
  /^.{0,120}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|napisał\(?a?\)?|skrev)\s?:\s*$/iu,
  /^\s*[-_*]{2,}\s*(?:original (?:message|appointment)|forwarded message|ursprüngliche nachricht|original-nachricht|weitergeleitete nachricht|message (?:d'origine|original|transféré)|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|doorgestuurd bericht|wiadomość oryginalna|oryginalna wiadomość|ursprungligt meddelande|oprindelig (?:meddelelse|besked)|opprinnelig melding|alkuperäinen viesti|исходное сообщение|původní zpráva|orijinal mesaj|元のメッセージ|原始邮件)\s*[-_*]{0,}/iu,
  /^\s*(?:begin forwarded message|anfang der weitergeleiteten|début du message réexpédié|inicio del mensaje reenviado|inizio messaggio inoltrato)/iu,
  /^_{10,}\s*$/u,
  /^\s*(?:this is an automatically generated delivery status notification|your message (?:to|did not reach|wasn't delivered)|delivery has failed to these recipients)/iu,
];

/** `From: …` followed by another line of a header, which is how Outlook quotes. */
const headerLine =
  /^\s*\*?(?:from|von|de|da|van|od|från|fra|lähettäjä|от|kimden|发件人|差出人|sent|gesendet|envoyé|enviado(?: el)?|inviato|verzonden|wysłano|skickat|sendt|date|datum|fecha|data|dato|to|an|à|para|a|aan|do|till|til|subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|ämne|emne|cc|kopie)\s?:\*?\s+\S/iu;

/** What stands before a name at the end, and what phones write by themselves. */
const signatureStart =
  /^\s*(?:--\s?|—|__+|-{3,})$|^\s*(?:sent from my|sent from (?:outlook|mail|yahoo|proton)|get outlook for|gesendet (?:von|mit)|von meinem \S+ gesendet|envoyé (?:de|depuis)|enviado (?:desde|do|de) mi?|inviato da|(?:verzonden|verstuurd) (?:vanaf|met|via)|wysłan[oey] z|skickat (?:från|med)|sendt (?:fra|med)|gesendet via|enviado (?:com|através)|inviato (?:con|tramite)|envoyé avec|(?:télécharger|obtenir|obtener|obter|scarica|holen sie sich|hämta|hent|pobierz) outlook|outlook voor \S{2,10} downloaden|pobierz (?:program )?outlook|lähetetty|отправлено (?:с|из)|iphone)[^\n]{0,60}$/iu;

const farewell =
  /^\s*(?:(?:kind|best|warm|many|with)? ?(?:regards|wishes)|best|cheers|thanks(?: and regards)?|thank you|sincerely|yours(?: truly| sincerely)?|(?:mit )?(?:freundlichen?|besten?|viele[nr]?|liebe[nr]?|herzliche[nr]?|schöne[nr]?)? ?(?:grüßen?|gruß|gruss|grüssen?)|mfg|lg|vg|(?:bien )?cordialement|bien à vous|(?:sincères )?salutations|un saludo|saludos(?: cordiales)?|atentamente|cordiali saluti|distinti saluti|saluti|un saluto|(?:com os melhores |melhores )?cumprimentos|atenciosamente|abraços?|met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|(?:z )?(?:poważaniem|wyrazami szacunku)|pozdrawiam|(?:med )?(?:vänliga?|venlig|vennlig) ?(?:hälsning(?:ar)?|hilsen)|mvh|hälsningar|hilsen|bästa hälsningar|ystävällisin terveisin|с уважением|saygılarımla)\s*[,!.]{0,2}\s*$/iu;

/** The most of an answer that is looked at, in characters. */
const longest = 20_000;

/**
 * What a person wrote new: without what is quoted below or above it, and without the signature. Line by line and in
 * one pass, because a stranger wrote it: parsers that match whole quotations by patterns can be held up for minutes.
 * Gives the whole text when nothing would be left, so that an answer is never lost.
 */
export function newTextOf(text: string): string {
  const lines = text.slice(0, longest).replaceAll(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').split('\n');
  const own = withoutSignature(beforeQuotation(lines));
  const written = own
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  if (/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(written)) return written;
  return withoutSignature(lines.filter((line) => !isQuoted(line) && !isIntroduction(line)))
    .join('\n')
    .trim();
}

const isQuoted = (line: string): boolean => /^\s*(?:>|\|\s)/.test(line);
const isIntroduction = (line: string): boolean => quoteIntroductions.some((pattern) => pattern.test(line));

/** Everything up to the quotation; answers that stand between quoted lines are kept, the quoted lines are not. */
function beforeQuotation(lines: readonly string[]): readonly string[] {
  const own: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (isQuoted(line)) continue;
    if (opensQuotation(lines, index)) {
      // An introduction that is followed by “>” lines may have answers between them; any other ends the answer.
      if (!introducesMarks(lines, index)) return own;
      continue;
    }
    own.push(line);
  }
  return own;
}

function opensQuotation(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (isIntroduction(line)) return true;
  // Programs break “On …, somebody <address>” and “wrote:” over two or three lines.
  const joined = [line, lines[index + 1] ?? '', lines[index + 2] ?? ''].map((each) => each.trim()).join(' ');
  if (/^\s*(?:on|am|le|el|il|em|op|w dniu|den)\s/iu.test(line) && line.length < 200 && isBroken(joined)) return true;
  return headerLine.test(line) && (headerLine.test(lines[index + 1] ?? '') || headerLine.test(lines[index + 2] ?? ''));
}

const isBroken = (joined: string): boolean =>
  /^(?:on|am|le|el|il|em|op|w dniu|den)\s.{4,300}(?:@|\d{4}|\d:\d\d).{0,200}(?:wrote|schrieb|écrit|escribió|scritto|escreveu|schreef|napisał\(?a?\)?|skrev).{0,100}:/iu.test(
    joined,
  );

const introducesMarks = (lines: readonly string[], index: number): boolean => {
  const next = lines
    .slice(index + 1, index + 5)
    .find((line) => line.trim() !== '' && !/(?:wrote|schrieb|:)\s*$/.test(line));
  return next !== undefined && isQuoted(next);
};

function withoutSignature(lines: readonly string[]): readonly string[] {
  const marked = lines.findIndex((line, index) => index > 0 && signatureStart.test(line));
  const upTo = marked === -1 ? lines : lines.slice(0, marked);
  // A farewell ends what is said only when a few short lines follow it: a name, a title, a number.
  const end = upTo.findIndex((line, index) => index > 0 && farewell.test(line) && isShort(upTo.slice(index + 1)));
  return end === -1 ? upTo : upTo.slice(0, end);
}

const isShort = (lines: readonly string[]): boolean => {
  const said = lines.filter((line) => line.trim() !== '');
  return said.length <= 12 && said.every((line) => line.length <= 90);
};
