/*
 * Names before the @ that belong to a task and not to a person. From RFC 2142 (sections 2 to 6) and the words that
 * companies of the countries we know use for the same; own list of 2026-11.
 */
const roles = new Set(
  [
    'info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster www uucp ftp',
    'admin administrator billing accounting accounts contact hello hi help helpdesk service services office team mail',
    'hr jobs career careers recruiting press media pr legal privacy gdpr dpo compliance orders order shop store',
    'noreply no-reply donotreply do-not-reply mailer-daemon newsletter subscribe unsubscribe root reception inquiries',
    'kontakt buero büro verkauf vertrieb einkauf personal bewerbung presse rechnung buchhaltung datenschutz empfang',
    'contacto ventas compras ayuda contabilidad informacion administracion prensa empleo',
    'contatti vendite acquisti amministrazione ufficio commerciale assistenza lavoro',
    'contactez accueil achats comptabilite direction secretariat commercial recrutement',
  ].flatMap((line) => line.split(' ')),
);

/** The role that an address names; undefined for one that may be a person's. A tag behind `+` does not hide it. */
export function roleOf(email: string): string | undefined {
  const local = email.slice(0, email.lastIndexOf('@')).split('+', 1)[0] ?? '';
  return roles.has(local.toLowerCase()) ? local : undefined;
}
