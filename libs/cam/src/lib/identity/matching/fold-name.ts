import anyAscii from 'any-ascii';

/**
 * Letters of Cyrillic and Greek that look like Latin ones, and those in the same order. In a word that is Latin otherwise
 * they are a slip of the keyboard or a trick. From Unicode Technical Standard 39, confusables.txt, version 16, 2026-11.
 */
const lookAlikes =
  '\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u03bf\u03bd\u03c1\u03b1\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7';
const looksLike = 'aeopcyxijsdqwABEKMHOPCTYXIJSovpaABEZHIKMNOPTYX';
const greekOrCyrillic = /[\p{Script=Greek}\p{Script=Cyrillic}]/u;
const latin = /\p{Script=Latin}/u;

/**
 * A name in plain small Latin letters, its words separated by one space: `Jürgen Groß` and `Juergen Gross` are one, and
 * so are `Иванов` and `Ivanov`. Only for comparing: nobody is greeted like that.
 */
export function foldName(text: string): string {
  const plain = /^[\x00-\x7f]*$/.test(text) ? text : anyAscii(unmask(text.normalize('NFKC')));
  return plain
    .toLowerCase()
    .replace(/['’`.]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/ae|oe|ue/g, umlaut);
}

/** Umlauts are written in two ways, and transliteration writes the shorter one; `Manuel` gets it too, on both sides. */
const umlaut = (letters: string): string => letters.charAt(0);

/** Puts Latin letters for look-alikes in each word that has Latin letters too. */
function unmask(text: string): string {
  if (!greekOrCyrillic.test(text) || !latin.test(text)) return text;
  const unmaskWord = (word: string): string =>
    latin.test(word) ? Array.from(word, (sign) => looksLike.charAt(lookAlikes.indexOf(sign)) || sign).join('') : word;
  return text.split(' ').map(unmaskWord).join(' ');
}
