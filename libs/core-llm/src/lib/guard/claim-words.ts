/**
 * Words that promise or compare, by language, as patterns of whole words in any letter case: superlatives, guarantees,
 * awards and the first place. Fine when the input says so, a claim without proof when it does not. The farewell and the
 * salutation of a letter are none ("Best regards", „Beste Grüße“, „Beste Jan“).
 */
export const claimWords: Readonly<Record<string, readonly string[]>> = {
  en: [
    ...['guarantee[ds]?', 'proven', 'clinically', 'certified', 'award[- ]winning', 'world[- ]class', "world['’]s"],
    ...[
      'market leader',
      'leading',
      'number one',
      'no\\. ?1',
      '#1',
      'fastest',
      'cheapest',
      'risk[- ]free',
      'never fails',
    ],
    'best(?! (?:regards|wishes)| ?,)',
  ],
  de: [
    ...[
      'garantiert(?:e[rnsm]?)?',
      'garantien?',
      'bewiesen(?:e[rnsm]?)?',
      'nachweislich',
      'klinisch',
      'zertifiziert(?:e[rnsm]?)?',
    ],
    ...['preisgekrönt(?:e[rnsm]?)?', 'ausgezeichnet(?:e[rnsm])', 'weltweit führend(?:e[rnsm]?)?', 'führend(?:e[rnsm])'],
    ...[
      'marktführer(?:s|in)?',
      'nummer (?:eins|1)',
      'nr\\. ?1',
      'schnellste[rnsm]?',
      'günstigste[rnsm]?',
      'billigste[rnsm]?',
    ],
    ...['risikofrei(?:e[rnsm]?)?', 'ohne risiko', 'am besten', 'einzigartig(?:e[rnsm]?)?'],
    'beste[rnsm]?(?! (?:grüße|grüsse|wünsche)| \\p{L}+,\\s*(?:\\n|$))',
  ],
  fr: [
    ...[
      'garanti(?:e|s|es)?',
      'garantir',
      'prouvée?s?',
      'cliniquement',
      'certifiée?s?',
      'primée?s?',
      'leaders? du marché',
    ],
    ...['numéro (?:un|1)', 'n° ?1', '(?:le|la|les) meilleure?s?', '(?:le|la|les) plus (?:rapide|efficace)s?'],
    ...['(?:le|la|les) moins ch(?:er|ère)s?', 'sans (?:aucun )?risques?'],
  ],
  es: [
    ...[
      'garantizad[oa]s?',
      'garantizamos',
      'garantías?',
      'probad[oa]s?',
      'demostrad[oa]s?',
      'clínicamente',
      'certificad[oa]s?',
    ],
    ...[
      'galardonad[oa]s?',
      'líder(?:es)? del? (?:mercado|sector)',
      'número uno',
      'n\\.?º ?1',
      '(?:el|la|los|las) mejor(?:es)?',
    ],
    ...['(?:el|la|los|las) más (?:rápid|barat|efica)\\p{L}+', 'sin (?:ningún )?riesgos?'],
  ],
  it: [
    ...[
      'garantit[oaie]',
      'garantiamo',
      'garanzi[ae]',
      'comprovat[oaie]',
      'dimostrat[oaie]',
      'clinicamente',
      'certificat[oaie]',
    ],
    ...[
      'premiat[oaie]',
      'leader (?:di|del) (?:mercato|settore)',
      'numero uno',
      'n\\. ?1',
      '(?:il|la|i|le) miglior[ei]?',
    ],
    ...['(?:il|la|i|le) più (?:veloc|economic|efficac)\\p{L}+', 'senza rischi(?:o)?'],
  ],
  nl: [
    ...['gegarandeerde?', 'garanties?', 'bewezen', 'klinisch', 'gecertificeerde?', 'bekroonde?', 'marktleiders?'],
    ...['toonaangevende?', 'nummer (?:één|een|1)', 'nr\\. ?1', '(?:de|het) (?:aller)?beste', 'snelste', 'goedkoopste'],
    ...['risicoloos', 'zonder risico'],
  ],
  pt: [
    ...[
      'garantid[oa]s?',
      'garantimos',
      'garantias?',
      'comprovad[oa]s?',
      'clinicamente',
      'certificad[oa]s?',
      'premiad[oa]s?',
    ],
    ...['líder(?:es)? d[eo] (?:mercado|setor)', 'número um', 'n\\.?º ?1', '(?:o|a|os|as) melhor(?:es)?'],
    ...['(?:o|a|os|as) mais (?:rápid|barat|efica)\\p{L}+', 'sem (?:nenhum )?riscos?'],
  ],
  pl: [
    ...['gwarantowan\\p{L}+', 'gwarantujemy', 'gwarancj\\p{L}+', 'udowodnion\\p{L}+', 'sprawdzon\\p{L}+', 'klinicznie'],
    ...[
      'certyfikowan\\p{L}+',
      'nagradzan\\p{L}+',
      'lider(?:em|a)? rynku',
      'numer(?:em)? jeden',
      'nr 1',
      'najlep(?:sz|si)\\p{L}*',
    ],
    ...['najszyb(?:sz|si)\\p{L}*', 'najtań(?:sz|si)\\p{L}*', 'bez ryzyka'],
  ],
};
