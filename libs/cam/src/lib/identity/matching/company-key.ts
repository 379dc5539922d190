import { foldName } from './fold-name.ts';

/**
 * Abbreviations of legal forms, folded, as they end a company's name. From the Entity Legal Forms code list of GLEIF
 * (ISO 20275, version 1.5, read 2026-11), of the countries that our lists come from, and the words that people add.
 */
const legalForms = new Set(
  [
    'ab ag aps as asa bv bvba co company corp corporation cv doo ead eg eirl eood ev gbr gesmbh gmbh',
    'gmbhco gp group gruppe hb holding holdings inc incorporated international kft kg kgaa kk ks lda limited',
    'lllp llc llp lp ltd ltda mbh nv nyrt ohg oo ood oy oyj pa plc pllc prc pte pty pvt',
    'sa sab sarl sas sasu sc scs se sia sl slu snc sp spa spk srl sro sp ta uab ug und and the z zoo zrt cie',
  ].flatMap((line) => line.split(' ')),
);

/** What a company is called, without legal form: `The Kurier Nord GmbH & Co. KG` → `kurier nord`. */
export function companyKey(name: string): string {
  if (name === '') return '';
  const folded = foldName(name.replaceAll(/[&+/]/g, ' ').replaceAll(/\b([a-z])\.\s?(?=[a-z]\b)/gi, '$1'));
  const words = folded.split(' ');
  let from = 0;
  let to = words.length;
  while (to > 1 && legalForms.has(words[to - 1] ?? '')) to -= 1;
  while (from < to - 1 && words[from] === 'the') from += 1;
  return words.slice(from, to).join(' ');
}
