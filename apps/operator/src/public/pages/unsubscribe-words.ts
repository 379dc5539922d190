import type { MailLanguage } from '@aicmo/cam/contract';

/** What the page says on which people unsubscribe; `{client}` and `{address}` stand for whose message it was, and to whom. */
export interface UnsubscribeWords {
  readonly askTitle: string;
  readonly ask: string;
  readonly stop: string;
  readonly doneTitle: string;
  readonly done: string;
  /** Where neither is known any more. */
  readonly doneUnknown: string;
  readonly mistake: string;
  readonly notedTitle: string;
  readonly noted: string;
}

/** In the language of whoever reads it. */
export const unsubscribeWords: Readonly<Record<MailLanguage, UnsubscribeWords>> = {
  en: {
    askTitle: 'No more messages?',
    ask: '{client} writes to {address}. With one click that stops for good: {client} writes no more, and neither does anybody else for whom we write.',
    stop: 'Unsubscribe',
    doneTitle: 'Unsubscribed',
    done: 'Nothing more is sent to {address}, neither by {client} nor by anybody else for whom we write.',
    doneUnknown: 'Nothing more is sent to you.',
    mistake: 'That was a mistake',
    notedTitle: 'Noted',
    noted:
      'You told us that it was a mistake. Nothing is sent to {address} until a person of {client} has looked at this.',
  },
  de: {
    askTitle: 'Keine Nachrichten mehr?',
    ask: '{client} schreibt an {address}. Ein Klick beendet das für immer: Weder {client} noch andere, für die wir schreiben, melden sich dann noch.',
    stop: 'Abmelden',
    doneTitle: 'Abgemeldet',
    done: 'An {address} wird nichts mehr gesendet, weder von {client} noch von anderen, für die wir schreiben.',
    doneUnknown: 'Ihnen wird nichts mehr gesendet.',
    mistake: 'Das war ein Versehen',
    notedTitle: 'Notiert',
    noted:
      'Sie haben uns gesagt, dass es ein Versehen war. An {address} wird nichts gesendet, bis jemand von {client} sich das angesehen hat.',
  },
  fr: {
    askTitle: 'Ne plus recevoir de messages\u00a0?',
    ask: '{client} écrit à {address}. Un clic suffit pour que cela cesse définitivement\u00a0: ni {client} ni les autres pour qui nous écrivons ne vous enverront plus rien.',
    stop: 'Se désinscrire',
    doneTitle: 'Désinscription faite',
    done: 'Plus rien ne sera envoyé à {address}, ni par {client} ni par les autres pour qui nous écrivons.',
    doneUnknown: 'Plus rien ne vous sera envoyé.',
    mistake: 'C’était une erreur',
    notedTitle: 'C’est noté',
    noted:
      'Vous nous avez dit que c’était une erreur. Rien ne sera envoyé à {address} avant qu’une personne de {client} ne l’ait examiné.',
  },
  es: {
    askTitle: '¿No recibir más mensajes?',
    ask: '{client} escribe a {address}. Con un clic eso termina para siempre: ni {client} ni otros para quienes escribimos le enviarán nada más.',
    stop: 'Darse de baja',
    doneTitle: 'Baja realizada',
    done: 'No se enviará nada más a {address}, ni por parte de {client} ni de otros para quienes escribimos.',
    doneUnknown: 'No se le enviará nada más.',
    mistake: 'Ha sido un error',
    notedTitle: 'Anotado',
    noted:
      'Nos ha dicho que fue un error. No se enviará nada a {address} hasta que una persona de {client} lo haya revisado.',
  },
  it: {
    askTitle: 'Non ricevere più messaggi?',
    ask: '{client} scrive a {address}. Con un clic questo finisce per sempre: né {client} né altri per cui scriviamo invieranno più nulla.',
    stop: 'Annulla l’iscrizione',
    doneTitle: 'Cancellazione avvenuta',
    done: 'A {address} non verrà inviato più nulla, né da {client} né da altri per cui scriviamo.',
    doneUnknown: 'Non le verrà inviato più nulla.',
    mistake: 'È stato un errore',
    notedTitle: 'Ne abbiamo preso nota',
    noted:
      'Ci ha detto che è stato un errore. A {address} non verrà inviato nulla finché una persona di {client} non l’avrà esaminato.',
  },
  pt: {
    askTitle: 'Não receber mais mensagens?',
    ask: '{client} escreve para {address}. Com um clique isso termina para sempre: nem {client} nem outros para quem escrevemos enviarão mais nada.',
    stop: 'Cancelar mensagens',
    doneTitle: 'Cancelamento feito',
    done: 'Nada mais será enviado para {address}, nem por {client} nem por outros para quem escrevemos.',
    doneUnknown: 'Nada mais lhe será enviado.',
    mistake: 'Foi um engano',
    notedTitle: 'Anotado',
    noted:
      'Disse-nos que foi um engano. Nada será enviado para {address} até que uma pessoa de {client} o tenha analisado.',
  },
  nl: {
    askTitle: 'Geen berichten meer?',
    ask: '{client} schrijft naar {address}. Met één klik stopt dat voorgoed: noch {client}, noch anderen voor wie wij schrijven, sturen dan nog iets.',
    stop: 'Afmelden',
    doneTitle: 'Afgemeld',
    done: 'Naar {address} wordt niets meer gestuurd, noch door {client}, noch door anderen voor wie wij schrijven.',
    doneUnknown: 'Er wordt u niets meer gestuurd.',
    mistake: 'Dat was een vergissing',
    notedTitle: 'Genoteerd',
    noted:
      'U hebt ons laten weten dat het een vergissing was. Naar {address} wordt niets gestuurd tot iemand van {client} dit heeft bekeken.',
  },
  pl: {
    askTitle: 'Nie otrzymywać więcej wiadomości?',
    ask: '{client} pisze na adres {address}. Jedno kliknięcie kończy to na zawsze: ani {client}, ani inni, dla których piszemy, nic już nie wyślą.',
    stop: 'Wypisz mnie',
    doneTitle: 'Wypisano',
    done: 'Na adres {address} nic już nie zostanie wysłane, ani przez {client}, ani przez innych, dla których piszemy.',
    doneUnknown: 'Nic już nie zostanie do Państwa wysłane.',
    mistake: 'To była pomyłka',
    notedTitle: 'Odnotowano',
    noted:
      'Wiemy, że to była pomyłka. Na adres {address} nic nie zostanie wysłane, dopóki nie zajmie się tym ktoś z {client}.',
  },
  sv: {
    askTitle: 'Inga fler meddelanden?',
    ask: '{client} skriver till {address}. Med ett klick upphör det för gott: varken {client} eller andra som vi skriver för hör då av sig igen.',
    stop: 'Avregistrera',
    doneTitle: 'Avregistrerad',
    done: 'Inget mer skickas till {address}, varken av {client} eller av andra som vi skriver för.',
    doneUnknown: 'Inget mer skickas till dig.',
    mistake: 'Det var ett misstag',
    notedTitle: 'Noterat',
    noted:
      'Du har sagt att det var ett misstag. Inget skickas till {address} förrän någon hos {client} har tittat på det.',
  },
  da: {
    askTitle: 'Ikke flere beskeder?',
    ask: '{client} skriver til {address}. Med ét klik stopper det for altid: hverken {client} eller andre, vi skriver for, sender mere.',
    stop: 'Afmeld',
    doneTitle: 'Afmeldt',
    done: 'Der sendes ikke mere til {address}, hverken af {client} eller af andre, vi skriver for.',
    doneUnknown: 'Der sendes ikke mere til dig.',
    mistake: 'Det var en fejl',
    notedTitle: 'Noteret',
    noted:
      'Du har fortalt os, at det var en fejl. Der sendes ikke noget til {address}, før en person hos {client} har set på det.',
  },
};
