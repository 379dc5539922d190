import { classifyInboundMail } from '@aicmo/cam';
import { verdict, type BenchContext, type BenchPart } from './bench-part.ts';
import { measured } from './measured.ts';

const goal = 500;

/** How many messages a second are understood: half of them bounces, half answers with our mail quoted below. */
export const classifyPart: BenchPart = {
  name: 'classify',
  what: 'incoming messages understood, one after another: bounces with a delivery status, answers that quote',
  run: async ({ rows, say }: BenchContext) => {
    const count = Math.min(rows, 5000);
    const mails = Array.from({ length: count }, (_, row) => new TextEncoder().encode(mailOf(row)));
    for (const mail of mails.slice(0, 200)) await classifyInboundMail(mail);
    const kinds = new Map<string, number>();
    const { ms, cpuMs } = await measured(async () => {
      for (const mail of mails) {
        const { kind } = await classifyInboundMail(mail);
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      }
    });
    const perSecond = (time: number): string => Math.round((count / time) * 1000).toLocaleString('en');
    say(`  ${count} messages: ${[...kinds].map(([kind, many]) => `${kind} ${many}`).join(', ')}`);
    say(`  ${perSecond(ms)} messages/s by the clock, ${perSecond(cpuMs)} for each second of one processor`);
    say(verdict('time of one processor for a message', cpuMs / count, 1000 / goal, 'ms'));
  },
};

const mailOf = (row: number): string => (row % 2 === 0 ? bounceOf(row) : answerOf(row));

const answers: readonly string[] = [
  'Sounds good, could we talk on Thursday?',
  'Danke, aber wir haben keinen Bedarf.',
  'Merci de me retirer de votre liste.',
  'Mi scriva a settembre, adesso siamo in fiera.',
];

const ours: readonly string[] = Array.from(
  { length: 20 },
  (_, line) => `Line ${line} of our first mail, which says in some words what we do and for whom.`,
);

/** An answer above our own mail, as plain text and as HTML. */
function answerOf(row: number): string {
  const said = answers[(row >> 1) % answers.length] ?? '';
  return [
    `From: Person ${row} <person${row}@company${row}.example>`,
    'To: anna@nordlicht.example',
    'Subject: Re: Ten vans',
    'Date: Mon, 2 Mar 2026 10:00:00 +0000',
    `In-Reply-To: <attempt-${row}@nordlicht.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=utf-8',
    '',
    said,
    '',
    'On Mon, Mar 2, 2026 at 9:00 AM Anna Berg <anna@nordlicht.example> wrote:',
    ...ours.map((line) => `> ${line}`),
    '--b1',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<div dir="ltr">${said}</div><div class="gmail_quote"><blockquote>${ours.join('<br>\r\n')}</blockquote></div>`,
    '--b1--',
    '',
  ].join('\r\n');
}

/** A delivery status notification with our mail given back. RFC 3464. */
const bounceOf = (row: number): string =>
  [
    'From: Mail Delivery System <MAILER-DAEMON@mx.nordlicht.example>',
    'To: anna@nordlicht.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Date: Mon, 2 Mar 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Your message could not be delivered to one or more recipients.',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.nordlicht.example',
    '',
    `Final-Recipient: rfc822; person${row}@company${row}.example`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
    '--b1',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: <attempt-${row}@nordlicht.example>`,
    `To: person${row}@company${row}.example`,
    'Subject: Ten vans',
    '',
    ...ours,
    '--b1--',
    '',
  ].join('\r\n');
