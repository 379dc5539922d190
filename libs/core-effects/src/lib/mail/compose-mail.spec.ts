import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { composeMail, type MailDraft } from './compose-mail.ts';

const aDraft = (given: Partial<MailDraft> = {}): MailDraft => ({
  ...{ from: { name: 'Anna Berg', address: 'anna@nordlicht.example' }, subject: 'Ten vans', text: 'Hello Maja' },
  ...{ to: { name: 'Maja', address: 'maja@kurier-nord.example' }, html: null, references: [], headers: {} },
  ...{ messageId: 'attempt-1@nordlicht.example', at: '2026-03-02T10:00:00.000Z' },
  ...given,
});
const text = async (given: Partial<MailDraft> = {}): Promise<string> =>
  Buffer.from(await composeMail(aDraft(given))).toString();
const headOf = (message: string): string => (message.split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ');

describe('a composed message', () => {
  test('says who writes to whom, when, and under which Message-ID', async () => {
    const head = headOf(await text());
    expect(head).toContain('From: Anna Berg <anna@nordlicht.example>');
    expect(head).toContain('To: Maja <maja@kurier-nord.example>');
    expect(head).toContain('Date: Mon, 02 Mar 2026 10:00:00 +0000');
    expect(head).toContain('Message-ID: <attempt-1@nordlicht.example>');
    expect(head).not.toContain('In-Reply-To');
  });

  test('continues a thread', async () => {
    const head = headOf(await text({ references: ['one@x.example', 'two@x.example'] }));
    expect(head).toContain('In-Reply-To: <two@x.example>');
    expect(head).toContain('References: <one@x.example> <two@x.example>');
  });

  test('is the same bytes for the same draft, so that what was approved is what leaves', async () => {
    const given = { html: '<p>Hello <b>Maja</b></p>' };
    expect(await text(given)).toBe(await text(given));
    expect(await text(given)).not.toBe(await text({ ...given, messageId: 'attempt-2@nordlicht.example' }));
  });

  test('carries HTML beside the text', async () => {
    const message = await text({ html: '<p>Hello</p>' });
    expect(headOf(message)).toContain('multipart/alternative');
    expect(message).toContain('Hello Maja');
    expect(message).toContain('<p>Hello</p>');
  });

  test('lets no line break begin a header of its own', async () => {
    const message = await text({
      subject: 'Hello\r\nBcc: everybody@x.example',
      headers: { 'List-Unsubscribe': '<https://x.example/u>\r\nX-Evil: yes' },
      to: { name: 'Maja\r\nCc: other@x.example', address: 'maja@kurier-nord.example' },
    });
    expect(
      headOf(message)
        .split('\r\n')
        .filter((line) => /^(?:Bcc|Cc|X-Evil):/i.test(line)),
    ).toEqual([]);
  });

  test('encodes names and subjects of any script, and its text too', async () => {
    const message = await text({
      subject: '十台のバン',
      text: 'Grüße, 日本',
      from: { name: 'Jürgen Ä', address: 'j@x.example' },
    });
    expect(Buffer.from(headOf(message)).every((byte) => byte < 127)).toBe(true);
    expect(headOf(message)).toMatch(/Subject: =\?UTF-8\?/);
  });

  test('is signed when there is a key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const headers = {
      'List-Unsubscribe': '<https://x.example/u>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    };
    const head = headOf(
      await text({ headers, dkim: { domain: 'nordlicht.example', selector: 's1', privateKey: pem } }),
    );
    expect(head).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;.* d=nordlicht\.example;.* s=s1;/);
    expect(head.toLowerCase()).toMatch(/h=[^;]*from:[^;]*subject/);
    expect(head.toLowerCase()).toMatch(/h=[^;]*list-unsubscribe[^;]*list-unsubscribe-post/);
  });
});
