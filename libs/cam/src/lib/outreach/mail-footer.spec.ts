import { describe, expect, test } from '@jest/globals';
import { MailLanguage } from '../../contract/mail-language.ts';
import { classifyInboundMail } from '../replies/classify-inbound-mail.ts';
import { languageOfLead } from '../suppression/language-of-lead.ts';
import { composeFooter } from './mail-footer.ts';

const sender = {
  clientName: 'Northwind',
  postalAddress: 'Hafenstr. 1',
  address: 'anna@northwind.example',
  disclaimers: [],
};
const url = 'https://forms.agency.example/u/AAAA';
const footer = (language: MailLanguage, unsubscribeUrl: string | null) =>
  composeFooter({ ...sender, language, unsubscribeUrl }).text;
const mail = (text: string) =>
  [
    'From: Maja <maja@kurier.example>\r\nTo: anna@northwind.example\r\nSubject: Re: Bikes\r\nMessage-ID: <1@kurier.example>',
    'MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit',
    `\r\n${text.replaceAll('\n', '\r\n')}\r\n`,
  ].join('\r\n');

describe('the end of a mail', () => {
  test.each(MailLanguage.options)(
    'in %s: the word that it asks for is understood, and quoting it is none',
    async (language) => {
      const text = footer(language, null);
      const word = /["„«”]\s?(\p{L}+)\s?["”“»]/u.exec(text)?.[1] ?? '';
      expect(await classifyInboundMail(mail(word))).toMatchObject({ kind: 'UNSUBSCRIBE' });
      for (const quoted of [text, footer(language, url)])
        expect((await classifyInboundMail(mail(`Yes, let us talk on Tuesday.\n\n${quoted}`))).kind).not.toBe(
          'UNSUBSCRIBE',
        );
      expect(footer(language, url)).toContain(`${url} (`);
    },
  );

  test('is in the language of whoever reads it, else of their country, else in English', () => {
    expect(languageOfLead({ language: 'pt-BR', country: 'DE' })).toBe('pt');
    expect(languageOfLead({ language: '', country: 'Österreich' })).toBe('de');
    expect(languageOfLead({ language: 'ja', country: 'Poland' })).toBe('pl');
    expect(languageOfLead({ language: '', country: 'Switzerland' })).toBe('en');
  });
});
