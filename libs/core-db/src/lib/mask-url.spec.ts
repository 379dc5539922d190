import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskUrl } from '@aicmo/core-db';
import { plantedText } from '../testing/planted-text.ts';

describe('a masked address', () => {
  test.each([
    ['postgres://ada:s3cret@h:5432/d', 'postgres://ada:***@h:5432/d'],
    ['postgres://ada:s3@cr:et@h/d', 'postgres://ada:***@h/d'],
    ['postgres://ada:s3/cr?et#x@h/d', 'postgres://ada:***@h/d'],
    ['postgres://ada:s3cret@[::1]:5432/d', 'postgres://ada:***@[::1]:5432/d'],
    ['postgres://ada:s3cret@h1:5432,h2:5433/d', 'postgres://ada:***@h1:5432,h2:5433/d'],
    ['postgres://ada:s3cret@%2Fvar%2Frun/d', 'postgres://ada:***@%2Fvar%2Frun/d'],
    ['postgres://ada@corp:s3cret@h/d', 'postgres://ada@corp:***@h/d'],
    ['postgres://ada:s3cret', 'postgres://ada:***'],
    ['postgres://ada:12345678', 'postgres://ada:***'],
    ['postgres://ada:s3cret@h/d?application_name=me@x', 'postgres://ada:***@h/d?application_name=me@x'],
    ['"postgres://ada:s3cret@h/d"', '"postgres://ada:***@h/d"'],
    ['Error: postgres://ada:s3cret@h/d', 'Error: postgres://ada:***@h/d'],
    ['jdbc:postgresql://h:5432/d?user=ada&password=s3cret', 'jdbc:postgresql://h:5432/d?user=ada&password=***'],
    ['jdbc:oracle:thin:ada/s3cret@//h:1521/x', 'jdbc:oracle:thin:ada/***@//h:1521/x'],
    ['postgres://u:p@h/d?url=postgres://ada:s3cret@h2/d2', 'postgres://u:***@h/d?url=postgres://ada:***@h2/d2'],
    ['postgres%3A%2F%2Fada%3As3cret%40h%2Fd', 'postgres://ada:***@h/d'],
    ['postgres://ada%3As3cret@h/d', 'postgres://ada%3A***@h/d'],
  ])('shows user and host: %s is %s', (url, shown) => {
    expect(maskUrl(url)).toBe(shown);
  });

  test.each([
    ['ada:s3cret@h/d', 'ada:***@h/d'],
    ['//ada:s3cret@h/d', '//ada:***@h/d'],
    ['postgres:/ada:s3cret@h/d', 'postgres:/ada:***@h/d'],
    ['postgres:s3cret@h/d', 'postgres:***@h/d'],
    ['ada:s3cret', 'ada:***'],
    ['s3cret', '***'],
    ['c2VjcmV0IHNlY3JldCBz/ZWNy0==', '***'],
  ])('needs no scheme: %s is %s', (url, shown) => {
    expect(maskUrl(url)).toBe(shown);
  });

  test.each([
    ['postgres://ada@h/d?password=s3cret&sslmode=require', 'postgres://ada@h/d?password=***&sslmode=require'],
    ['postgres://ada@h/d?password=s3@cr/e?t#x&sslmode=disable', 'postgres://ada@h/d?password=***&sslmode=disable'],
    ['postgres://h/d?sslpassword=s3cret', 'postgres://h/d?sslpassword=***'],
    ['postgres://ada@h/d?options=-c%20app.token%3Ds3cret', 'postgres://ada@h/d?options=-c app.token=***'],
    ['https://h/?api_key=s3cret&access_token=s3cret', 'https://h/?api_key=***&access_token=***'],
    ["host=h user=ada password='s3 cret' dbname=d", 'host=h user=ada password=*** dbname=d'],
    [String.raw`host=h password='s3\' cret' user=ada`, 'host=h password=*** user=ada'],
    ["host=h user=ada password='s3cret", 'host=h user=ada password=***'],
    [String.raw`host=h password=s3\ cret user=ada`, 'host=h password=*** user=ada'],
    ['Server=h;User Id=ada;Password=s3;cret;Database=d', 'Server=h;User Id=ada;Password=***;Database=d'],
    ['{"user":"ada","password":"s3cret","host":"h"}', '{"user":"ada","password":***,"host":"h"}'],
    ['PGPASSWORD=s3cret psql -h h', 'PGPASSWORD=***'],
    ['psql --password s3cret', 'psql --password ***'],
    ['Authorization: Bearer s3cret', 'Authorization: ***'],
    ['postgres://sk-abcdefghijklmnop1234@h/d', 'postgres://***@h/d'],
  ])('hides what a name calls secret, and keys known by their shape: %s is %s', (url, shown) => {
    expect(maskUrl(url)).toBe(shown);
  });

  test.each([
    'sqlite:/var/a.db',
    'sqlite:///home/me@corp/a.db',
    '/var/lib/aicmo.db',
    String.raw`C:\data\a.db`,
    'aicmo.db',
    'localhost:5432/aicmo',
    'postgres://localhost:5432/aicmo?sslmode=verify-full',
    'postgres://h1:5432,h2:5433/d',
    'postgres://ada@h/d?user=ada@tenant',
    'host=h user=ada@corp dbname=d',
    '',
  ])('is the address itself when it holds no secret: %s', (url) => {
    expect(maskUrl(url)).toBe(url);
  });

  test.each([[undefined], [null], [Number.NaN], [{ password: 's3cret' }], [Symbol('s3cret')], ['\u0000\ud800']])(
    'never throws, whatever it is given',
    (value) => {
      expect(maskUrl(value as string)).not.toContain('s3cret');
    },
  );

  test('is the same for a URL object, and cut when it is endless', () => {
    expect(maskUrl(new URL('postgres://ada:s3cret@h/d') as unknown as string)).toBe('postgres://ada:***@h/d');
    expect(maskUrl(`postgres://ada:${'s3cret'.repeat(1e5)}@h/d`)).toBe('postgres://ada:***');
  });

  test('hides a planted password in every notation and shows who and where', () => {
    fc.assert(
      fc.property(plantedText, ({ text, pieces, user, host }) => {
        const shown = maskUrl(text);
        const shows = (text: string): boolean =>
          [text, decodeURIComponent(text), encodeURIComponent(text)].some((each) => shown.includes(each));
        expect({
          leaked: pieces.filter((piece) => shown.includes(piece)),
          isUserShown: shows(user),
          isHostShown: shows(host),
          again: maskUrl(shown),
        }).toEqual({ leaked: [], isUserShown: true, isHostShown: true, again: shown });
      }),
      { numRuns: 1000, seed: 42 },
    );
  });

  test('of any text is one line, and masked once is masked for good', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const shown = maskUrl(text);
        expect(shown).not.toMatch(/[\u0000-\u001f\u007f]/);
        expect(maskUrl(shown)).toBe(shown);
      }),
      { numRuns: 300, seed: 42 },
    );
  });
});
