import { beforeAll, describe, expect, test } from '@jest/globals';
import { openPhoneParser, type ParsePhone } from '../leads/phone-identity.ts';
import { lookAtList } from './files/look-at-list.ts';
import { openListFile } from './files/open-list-file.ts';
import { createRowReader } from './read-row.ts';

let parsePhone: ParsePhone;
beforeAll(async () => {
  parsePhone = await openPhoneParser();
});

/** What becomes of the rows of a list whose columns were guessed: the way to reach each person, or why nobody is made of it. */
async function readRows(text: string) {
  const list = await openListFile({ bytes: Buffer.from(text) });
  const read = createRowReader({ header: list.header, mapping: lookAtList(list).mapping, parsePhone });
  const results = [];
  for await (const records of list.records()) results.push(...records.map(read));
  return results.map((row) =>
    row.ok ? row.lead.email || row.lead.linkedin || row.lead.phone : `${row.rejected.code}: ${row.rejected.reason}`,
  );
}

describe('a mail address in a list', () => {
  // The first row makes the column one of mail addresses, whatever stands in the second.
  const addressed = async (address: string) =>
    (await readRows(`Name\tEmail\nA\ta@x.example\nB\tb@x.example\nC\t${address}`))[2];

  test.each([
    ['with a name before it', 'Anna Berg <Anna.Berg@X.example>', 'anna.berg@x.example'],
    ['copied from a link', 'mailto:anna@x.example', 'anna@x.example'],
    ['with a plus', 'anna+fair@x.example', 'anna+fair@x.example'],
    ['with an apostrophe', "o'neil@x.example", "o'neil@x.example"],
    ['with the odd letters of RFC 5321', "!#$%&'*+/=?^_`{|}~-@x.example", "!#$%&'*+/=?^_`{|}~-@x.example"],
    ['at a domain of another script', 'anna@münchen.example', 'anna@xn--mnchen-3ya.example'],
    ['with letters that nobody sees', 'anna\u200b@x.example\u200e', 'anna@x.example'],
    ['of sixty-four letters before its domain', `${'a'.repeat(64)}@x.example`, `${'a'.repeat(64)}@x.example`],
  ])('%s is read', async (_, address, expected) => {
    expect(await addressed(address)).toBe(expected);
  });

  test.each([
    ['with a quoted part, which belongs to no person', '"""anna berg""@x.example"'],
    ['at the number of a machine', 'anna@[192.0.2.1]'],
    ['without a domain', 'anna'],
    ['without a name', '@x.example'],
    ['twice', 'anna@x.example; anna@y.example'],
    ['with two dots', 'anna..berg@x.example'],
    ['with a dot at its end', 'anna.@x.example'],
    ['with a space', 'anna berg@x.example'],
    ['at a domain without a dot', 'anna@localhost'],
    ['at a domain that begins with a hyphen', 'anna@-x.example'],
    ['of sixty-five letters before its domain', `${'a'.repeat(65)}@x.example`],
    ['that says there is none', 'n/a'],
  ])('%s is told to be none', async (_, address) => {
    expect(await addressed(address)).toMatch(/^email-invalid: “.*” is no mail address\.$/);
  });

  test.each([
    ['kuri\u0435r.example', 'mixes letters of two alphabets'],
    ['g\u03bfogle.example', 'mixes letters of two alphabets'],
  ])('at a domain that only looks like another (%s) is told to be one', async (domain, words) => {
    expect(await addressed(`anna@${domain}`)).toContain(words);
    expect(await addressed('анна@почта.рф')).toBe('анна@xn--80a1acny.xn--p1ai');
  });
});

describe('a row of a list', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'without any way to reach the person',
      'Name,Email\nA,a@x.example\nB,',
      [
        'a@x.example',
        'no-way-to-reach: It has no mail address, no LinkedIn profile and no phone number, so nobody could be recognised by it.',
      ],
    ],
    [
      'with the page of a company instead of a profile',
      'Name,LinkedIn\nA,linkedin.com/in/a\nB,linkedin.com/in/b\nC,linkedin.com/in/c\nD,linkedin.com/company/x',
      [
        'https://www.linkedin.com/in/a',
        'https://www.linkedin.com/in/b',
        'https://www.linkedin.com/in/c',
        'no-way-to-reach: “linkedin.com/company/x” is no personal LinkedIn profile, and there is no mail address.',
      ],
    ],
    [
      'with a number without its country',
      'Name,Phone\nA,+49 30 901820\nB,030 901820',
      [
        '+4930901820',
        'no-way-to-reach: “030 901820” is no phone number with its country (+49 …), and there is no mail address.',
      ],
    ],
    ['with a number of a spreadsheet', "Name,Phone\nA,'+49 30 901820", ['+4930901820']],
    [
      'whose person has opted out',
      'Name,Email,Email Opt Out\nA,a@x.example,0\nB,b@x.example,1\nC,c@x.example,TRUE',
      [
        'a@x.example',
        'opted-out: The list says that this person has opted out (“1”). Nobody who has becomes a lead.',
        'opted-out: The list says that this person has opted out (“TRUE”). Nobody who has becomes a lead.',
      ],
    ],
    [
      'with a name that lost a letter',
      'Name,Email,City\nJos\ufffd,j@x.example,\nA,a@x.example,',
      ['broken-letters: “Jos\ufffd” has a letter that an earlier program lost. Type it again.', 'a@x.example'],
    ],
    ['with a lost letter where nobody is greeted by it', 'Name,Email,Remark\nA,a@x.example,caf\ufffd', ['a@x.example']],
    [
      'with more cells than the header',
      'Name,Email\nA,a@x.example\nBerg, Bo,b@x.example',
      [
        'a@x.example',
        'too-many-cells: It has 3 cells where the header has 2. A separator inside a cell needs quotes around the cell.',
      ],
    ],
    [
      'that is the header once more',
      'Name,Email\nA,a@x.example\nName,Email',
      ['a@x.example', 'email-invalid: “Email” is no mail address.'],
    ],
    [
      'with a value of a thousand letters',
      `Name,Email\nA,a@x.example\n${'B'.repeat(1000)},b@x.example`,
      ['a@x.example', 'text-too-long: The fullName has 1000 characters; at most 500 are kept.'],
    ],
    [
      'with control characters',
      'Name,Email\nA\u0007,a@x.example\nB,b@x.example',
      ['control-characters: It has characters that are no text.', 'b@x.example'],
    ],
    [
      'with a NUL',
      'Name,Email\nA\0,a@x.example\nB,b@x.example',
      ['control-characters: It has characters that are no text.', 'b@x.example'],
    ],
    [
      'whose quotes do not close',
      'Name,Email\n"A,a@x.example\nB,b@x.example',
      ['quotes: A quotation mark opens and does not close where the cell ends.', 'b@x.example'],
    ],
    [
      'of JSON that is none',
      '{"Name":"A","Email":"a@x.example"}\n{"Name":\n{"Name":"B","Email":"b@x.example"}',
      ['a@x.example', 'json: It is no JSON object.', 'b@x.example'],
    ],
  ])('%s has a reason in words', async (_, text, expected) => {
    expect(await readRows(text)).toEqual(expected);
  });
});
