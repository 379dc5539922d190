import { describe, expect, test } from '@jest/globals';
import { unsubscribeLinks } from './unsubscribe-links.ts';

const secret = Buffer.alloc(32, 7);
const attempt = '0192f3a0-1111-7abc-8def-0123456789ab';
const mailbox = 'anna@nordlicht.example';

describe('the ways out of a message', () => {
  const links = unsubscribeLinks(secret, 'https://forms.agency.example');

  test('are a page that takes one click, and a mail to whoever wrote', () => {
    const token = links.token(attempt);
    expect(token).toMatch(/^[A-Za-z0-9_-]{40}$/);
    expect(links.headers(attempt, mailbox)).toEqual({
      'List-Unsubscribe': `<https://forms.agency.example/u/${token}>, <mailto:${mailbox}?subject=unsubscribe%20${token}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });

  test('are a mail alone without public pages, and no one-click where the page is not https', () => {
    const mail = `<mailto:${mailbox}?subject=unsubscribe%20${links.token(attempt)}>`;
    for (const url of [null, 'http://127.0.0.1:8502'])
      expect(unsubscribeLinks(secret, url).headers(attempt, mailbox)).toEqual({ 'List-Unsubscribe': mail });
    expect(unsubscribeLinks(secret, null).page(attempt)).toBeNull();
  });

  test('name the mailbox so that a mail program can write to it, whatever signs are in its address', () => {
    const { 'List-Unsubscribe': mail } = unsubscribeLinks(secret, null).headers(attempt, 'a+b%c&d@bücher.example');
    expect(mail).toMatch(/^<mailto:a%2Bb%25c%26d@b%C3%BCcher\.example\?subject=unsubscribe%20[\w-]{40}>$/);
  });

  test('name their message for ever, also where a mail program has dressed up the subject', () => {
    const token = links.token(attempt);
    expect(links.read(token)).toBe(attempt);
    for (const subject of [`unsubscribe ${token}`, `Re: Unsubscribe: ${token}`, `unsubscribe\r\n ${token} please`])
      expect(links.readMail(subject)).toBe(attempt);
  });

  test('are worth nothing when a sign was changed, another workspace made them, or they are not there', () => {
    const token = links.token(attempt);
    for (let at = 0; at < token.length; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect(links.read(changed)).toBeUndefined();
    }
    expect(unsubscribeLinks(Buffer.alloc(32, 8), null).read(token)).toBeUndefined();
    for (const text of ['', token.slice(1), `${token}A`, '../../etc/passwd', 'é'.repeat(40)])
      expect(links.read(text)).toBeUndefined();
    expect(links.readMail(`unsubscribe`)).toBeUndefined();
    expect(links.readMail(`unsubscribe ${token}x`)).toBeUndefined();
    expect(links.readMail('Bitte unsubscribe mich')).toBeUndefined();
  });
});
