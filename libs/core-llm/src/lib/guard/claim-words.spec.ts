import { describe, expect, test } from '@jest/globals';
import { outputProblems } from './output-rules.ts';

const claimsIn = (text: string, input = ''): readonly string[] =>
  outputProblems(text, input)
    .filter(({ kind }) => kind === 'UNPROVEN_CLAIM')
    .map(({ found }) => found);

describe('a promise or comparison that nothing proves is found in', () => {
  test.each([
    [
      'English',
      'We are the #1 choice: guaranteed, award-winning, risk-free.',
      ['#1', 'guaranteed', 'award-winning', 'risk-free'],
    ],
    ['English, with a comparison', 'The best and fastest way.', ['best', 'fastest']],
    [
      'German',
      'Garantiert der beste Anbieter, preisgekrönt und risikofrei.',
      ['Garantiert', 'beste', 'preisgekrönt', 'risikofrei'],
    ],
    ['German, the first place', 'Die Nr. 1 und der Marktführer.', ['Nr. 1', 'Marktführer']],
    ['French', 'Résultats garantis : la meilleure solution, sans risque.', ['garantis', 'la meilleure', 'sans risque']],
    ['Spanish', 'El mejor precio, garantizado y sin riesgo.', ['El mejor', 'garantizado', 'sin riesgo']],
    ['Italian', 'Il migliore, il più veloce, qualità certificata.', ['Il migliore', 'il più veloce', 'certificata']],
    ['Dutch', 'De beste keuze: bewezen en gegarandeerd.', ['De beste', 'bewezen', 'gegarandeerd']],
    ['Portuguese', 'O melhor do setor, comprovado e sem risco.', ['O melhor', 'comprovado', 'sem risco']],
    ['Polish', 'Najlepsza oferta, gwarantowany wynik, lider rynku.', ['Najlepsza', 'gwarantowany', 'lider rynku']],
  ])('%s', (_, text, found) => {
    expect(claimsIn(text)).toEqual(found);
  });

  test.each([
    ['50 Prozent mehr', '50 Prozent'],
    ['30 pour cent de plus', '30 pour cent'],
    ['20 por ciento', '20 por ciento'],
    ['12 per cento', '12 per cento'],
    ['15 procent', '15 procent'],
  ])('a number without proof: %s', (text, found) => {
    expect(claimsIn(text)).toEqual([found]);
  });
});

describe('no claim is', () => {
  test.each([
    ['what the input says itself', 'Der Marktführer ruft an.', 'Wir sind Marktführer.'],
    ['the end of an English letter', 'Talk soon.\nBest regards\nAna', ''],
    ['the end of a German letter', 'Bis bald.\nBeste Grüße\nAna', ''],
    ['the beginning of a Dutch letter', 'Beste Jan,\nhartelijk dank.', ''],
    ['another word that begins so', 'Bestehende Kunden zeigen primitive Bestellungen und certainly bestow.', ''],
    ['an ordinary sentence in Spanish', 'Nos gustaría hablar con usted sobre su página.', ''],
    ['an ordinary sentence in Polish', 'Chcemy porozmawiać o Państwa stronie.', ''],
  ])('%s', (_, text, input) => {
    expect(claimsIn(text, input)).toEqual([]);
  });
});
