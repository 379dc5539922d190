/** The bytes of a list: a header that is not ours and so many people, each at a company of their own. */
export function aLeadFile(people: number, options: { readonly from?: number } = {}): Uint8Array {
  const { from = 1 } = options;
  const titles = ['Head of Operations', 'CEO', 'Marketing Manager', 'Accountant'];
  const rows = Array.from({ length: people }, (_, index) => {
    const number = from + index;
    const title = titles[number % titles.length] ?? '';
    return `Person ${number};p${number}@firm${number}.example;${title};Firm ${number} GmbH;${(number * 7) % 900};Germany`;
  });
  return new TextEncoder().encode(['Ansprechpartner;E-Mail;Funktion;Firma;Mitarbeiter;Land', ...rows].join('\r\n'));
}
