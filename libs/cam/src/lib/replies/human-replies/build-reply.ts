import type { HumanReply, QuoteStyle, ReplyQuoting } from './human-reply.ts';
import { bounceWords, quotedWords, type QuotedWords } from './quoted-words.data.ts';

/** The message of ours that every answer is to. */
export const answeredMessageId = 'attempt-7@nordlicht.example';

/** The answer as it would be received (RFC 5322). @param row its place, which decides encoding and address. */
export function buildReply(reply: HumanReply, row: number): string {
  const words = quotedWords[reply.language];
  const { quoting } = reply;
  const html = quoting?.style.startsWith('HTML') ?? false;
  const body =
    quoting === undefined ? reply.text : html ? htmlBody(reply, quoting, words) : plainBody(reply, quoting, words);
  return rawMail(`${words.answerPrefix} Nordlicht`, body, { row, html });
}

/** One message out of its subject and its words. */
export function rawMail(subject: string, body: string, { row, html }: { row: number; html: boolean }): string {
  const encoded = row % 3 === 0;
  return [
    `From: "M. Lund" <m.lund${row}@kurier-nord.example>`,
    'To: Anna Berg <anna@nordlicht.example>',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'Date: Mon, 2 Mar 2026 11:30:00 +0100',
    `Message-ID: <answer-${row}@kurier-nord.example>`,
    `In-Reply-To: <${answeredMessageId}>`,
    `References: <first@nordlicht.example> <${answeredMessageId}>`,
    'MIME-Version: 1.0',
    `Content-Type: text/${html ? 'html' : 'plain'}; charset=utf-8`,
    `Content-Transfer-Encoding: ${encoded ? 'base64' : '8bit'}`,
    '',
    encoded
      ? (
          Buffer.from(body)
            .toString('base64')
            .match(/.{1,76}/g) ?? []
        ).join('\r\n')
      : body.replaceAll('\n', '\r\n'),
    '',
  ].join('\r\n');
}

/** The lines that are quoted. */
const oldLines = ({ of }: ReplyQuoting, words: QuotedWords): readonly string[] =>
  of === 'BOUNCE' ? bounceWords : of === 'ABSENCE' ? words.absence : words.ours;

const marked = (lines: readonly string[]): string => lines.map((line) => `> ${line}`).join('\n');

const blockOf = ({ block: [from, sent, to, subject] }: QuotedWords): string =>
  [
    `${from}: Anna Berg <anna@nordlicht.example>`,
    `${sent}: 02.03.2026 10:00`,
    `${to}: M. Lund`,
    `${subject}: Nordlicht`,
  ].join('\n');

function plainBody({ text }: HumanReply, quoting: ReplyQuoting, words: QuotedWords): string {
  const old = oldLines(quoting, words);
  const said = quoting.signature === undefined ? text : `${text}\n\n${quoting.signature}`;
  const [webmail, desktop, phone] = words.introductions;
  const bodies: Readonly<Partial<Record<QuoteStyle, () => string>>> = {
    MARKS: () => `${said}\n\n${marked(old)}`,
    GMAIL: () => `${said}\n\n${webmail}\n\n${marked(old)}`,
    THUNDERBIRD: () => `${said}\n\n${desktop}\n${marked(old)}`,
    PHONE: () => `${said}\n\n> ${phone}\n> \n${marked(old)}`,
    OUTLOOK: () => `${said}\n\n________________________________\n${blockOf(words)}\n\n${old.join('\n\n')}`,
    OUTLOOK_BARS: () => `${said}\n\n${words.bars}\n${blockOf(words)}\n\n${old.join('\n\n')}`,
    TOP: () => `${desktop}\n${marked(old)}\n\n${said}`,
    INLINE: () => {
      const [first = '', second = ''] = said.split('\n');
      return `${desktop}\n${marked(old.slice(0, 1))}\n\n${first}\n\n${marked(old.slice(1))}\n\n${second}`;
    },
  };
  return bodies[quoting.style]?.() ?? said;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const inHtml = (text: string): string => escaped(text).replaceAll('\n', '<br>');

function htmlBody({ text }: HumanReply, quoting: ReplyQuoting, words: QuotedWords): string {
  const old = oldLines(quoting, words).map((line) => `<div>${escaped(line)}</div>`);
  const signature = quoting.signature === undefined ? '' : `<br><div>${inHtml(quoting.signature)}</div>`;
  const [webmail, , phone] = words.introductions;
  const page = (inside: string): string => `<html><head><meta charset="utf-8"></head><body>${inside}</body></html>`;
  if (quoting.style === 'HTML_GMAIL')
    return (
      `<div dir="ltr"><div>${inHtml(text)}</div>${signature}</div><br><div class="gmail_quote gmail_quote_container">` +
      `<div dir="ltr" class="gmail_attr">${escaped(webmail)}<br></div>` +
      `<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">${old.join('')}</blockquote></div>`
    );
  if (quoting.style === 'HTML_APPLE')
    return page(
      `<div dir="auto">${inHtml(text)}${signature}</div><div dir="ltr"><br><blockquote type="cite">${escaped(phone)}` +
        `<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">${old.join('')}</div></blockquote>`,
    );
  const block = blockOf(words).replaceAll(/^([^:]+):/gm, '<b>$1:</b>');
  return page(
    `<div class="WordSection1"><p class="MsoNormal">${inHtml(text)}</p>${signature}<div>` +
      '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">' +
      `${block.replaceAll(/<(anna@[^>]+)>/g, '&lt;$1&gt;').replaceAll('\n', '<br>')}</p></div></div>${old.join('')}</div>`,
  );
}
