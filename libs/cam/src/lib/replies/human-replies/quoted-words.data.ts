import type { ReplyLanguage } from './human-reply.ts';

/** What mail programs of one language write around an old mail, and the old mails themselves. */
export interface QuotedWords {
  /** The line above a quote: webmail, desktop, telephone. */
  readonly introductions: readonly [string, string, string];
  /** Outlook's block: from, sent, to, subject. */
  readonly block: readonly [string, string, string, string];
  readonly bars: string;
  readonly answerPrefix: string;
  /** Our own first mail, with the line on how to get no more. */
  readonly ours: readonly string[];
  readonly absence: readonly string[];
}

const anna = 'Anna Berg <anna@nordlicht.example>';

/** By language. */
export const quotedWords: Readonly<Record<ReplyLanguage, QuotedWords>> = {
  en: {
    introductions: [
      `On Mon, Mar 2, 2026 at 10:00 AM ${anna} wrote:`,
      'On 02/03/2026 10:00, Anna Berg wrote:',
      `On 2 Mar 2026, at 10:00, ${anna} wrote:`,
    ],
    block: ['From', 'Sent', 'To', 'Subject'],
    bars: '-----Original Message-----',
    answerPrefix: 'RE:',
    ours: [
      'Hi, I am very interested in how you find your customers.',
      'Could we have a call on Thursday?',
      'Not interested? Reply "unsubscribe" and I will not write again.',
    ],
    absence: ['I am out of the office until 9 March with limited access to email.'],
  },
  de: {
    introductions: [
      `Am Mo., 2. März 2026 um 10:00 Uhr schrieb ${anna}:`,
      'Am 02.03.2026 um 10:00 schrieb Anna Berg:',
      `Am 02.03.2026 um 10:00 schrieb ${anna}:`,
    ],
    block: ['Von', 'Gesendet', 'An', 'Betreff'],
    bars: '-----Ursprüngliche Nachricht-----',
    answerPrefix: 'AW:',
    ours: [
      'Guten Tag, ich habe mir Ihre Seite angesehen und bin sehr interessiert.',
      'Haben Sie am Donnerstag Zeit für ein kurzes Gespräch?',
      'Wenn Sie keine weiteren E-Mails wünschen, antworten Sie mit "abmelden".',
    ],
    absence: ['Ich bin bis zum 9. März nicht im Büro. Ihre E-Mail wird nicht weitergeleitet.'],
  },
  fr: {
    introductions: [
      `Le lun. 2 mars 2026 à 10:00, ${anna} a écrit :`,
      'Le 02/03/2026 à 10:00, Anna Berg a écrit :',
      `Le 2 mars 2026 à 10:00, ${anna} a écrit :`,
    ],
    block: ['De', 'Envoyé', 'À', 'Objet'],
    bars: "-----Message d'origine-----",
    answerPrefix: 'RE:',
    ours: [
      'Bonjour, votre entreprise m’intéresse beaucoup.',
      'Auriez-vous un moment jeudi ?',
      'Pour ne plus recevoir de messages, répondez « désinscription ».',
    ],
    absence: ['Je suis absent du bureau jusqu’au 9 mars.'],
  },
  es: {
    introductions: [
      `El lun, 2 mar 2026 a las 10:00, Anna Berg (<anna@nordlicht.example>) escribió:`,
      'El 2/3/26 a las 10:00, Anna Berg escribió:',
      `El 2 mar 2026, a las 10:00, ${anna} escribió:`,
    ],
    block: ['De', 'Enviado el', 'Para', 'Asunto'],
    bars: '-----Mensaje original-----',
    answerPrefix: 'RE:',
    ours: [
      'Hola, me interesa mucho lo que hacéis.',
      '¿Podemos hablar el jueves?',
      'Si no quiere recibir más correos, responda "baja".',
    ],
    absence: ['Estoy fuera de la oficina hasta el 9 de marzo.'],
  },
  it: {
    introductions: [
      `Il giorno lun 2 mar 2026 alle ore 10:00 ${anna} ha scritto:`,
      'Il 02/03/2026 10:00, Anna Berg ha scritto:',
      `Il giorno 2 mar 2026, alle ore 10:00, ${anna} ha scritto:`,
    ],
    block: ['Da', 'Inviato', 'A', 'Oggetto'],
    bars: '-----Messaggio originale-----',
    answerPrefix: 'R:',
    ours: [
      'Buongiorno, mi interessa molto il vostro lavoro.',
      'Possiamo sentirci giovedì?',
      'Se non vuole più ricevere le nostre email risponda "cancellami".',
    ],
    absence: ['Sono fuori ufficio fino al 9 marzo.'],
  },
  pt: {
    introductions: [
      `Em seg., 2 de mar. de 2026 às 10:00, ${anna} escreveu:`,
      'Às 10:00 de 02/03/2026, Anna Berg escreveu:',
      `Anna Berg <anna@nordlicht.example> escreveu no dia segunda, 2/03/2026 à(s) 10:00:`,
    ],
    block: ['De', 'Enviada em', 'Para', 'Assunto'],
    bars: '-----Mensagem original-----',
    answerPrefix: 'RES:',
    ours: [
      'Olá, tenho muito interesse no vosso trabalho.',
      'Podemos falar na quinta?',
      'Se não quer receber mais mensagens, responda "remover".',
    ],
    absence: ['Estou ausente do escritório até 9 de março.'],
  },
  nl: {
    introductions: [
      `Op ma 2 mrt 2026 om 10:00 schreef ${anna}:`,
      'Op 02-03-2026 om 10:00 schreef Anna Berg:',
      `Op 2 mrt. 2026 om 10:00 heeft ${anna} het volgende geschreven:`,
    ],
    block: ['Van', 'Verzonden', 'Aan', 'Onderwerp'],
    bars: '-----Oorspronkelijk bericht-----',
    answerPrefix: 'Antw:',
    ours: [
      'Goedendag, ik ben erg geïnteresseerd in jullie bedrijf.',
      'Kunnen we donderdag bellen?',
      'Geen mails meer ontvangen? Antwoord dan met "uitschrijven".',
    ],
    absence: ['Ik ben afwezig tot en met 9 maart.'],
  },
  pl: {
    introductions: [
      `pon., 2 mar 2026 o 10:00 ${anna} napisał(a):`,
      'W dniu 02.03.2026 o 10:00, Anna Berg pisze:',
      `Wiadomość napisana przez ${anna} w dniu 2 mar 2026, o godz. 10:00:`,
    ],
    block: ['Od', 'Wysłano', 'Do', 'Temat'],
    bars: '-----Oryginalna wiadomość-----',
    answerPrefix: 'ODP:',
    ours: [
      'Dzień dobry, jestem bardzo zainteresowana Państwa firmą.',
      'Czy możemy porozmawiać w czwartek?',
      'Aby nie otrzymywać więcej wiadomości, proszę odpisać "wypisz".',
    ],
    absence: ['Jestem poza biurem do 9 marca.'],
  },
  sv: {
    introductions: [
      `Den mån 2 mars 2026 kl 10:00 skrev ${anna}:`,
      'Den 2026-03-02 kl. 10:00, skrev Anna Berg:',
      `2 mars 2026 kl. 10:00 skrev ${anna}:`,
    ],
    block: ['Från', 'Skickat', 'Till', 'Ämne'],
    bars: '-----Ursprungligt meddelande-----',
    answerPrefix: 'SV:',
    ours: [
      'Hej, jag är mycket intresserad av ert arbete.',
      'Kan vi höras på torsdag?',
      'Vill du inte ha fler mejl? Svara "avregistrera".',
    ],
    absence: ['Jag är inte på kontoret till och med den 9 mars.'],
  },
  da: {
    introductions: [
      `Den man. 2. mar. 2026 kl. 10.00 skrev ${anna}:`,
      'Den 02.03.2026 kl. 10.00 skrev Anna Berg:',
      `Den 2. mar. 2026 kl. 10.00 skrev ${anna}:`,
    ],
    block: ['Fra', 'Sendt', 'Til', 'Emne'],
    bars: '-----Oprindelig meddelelse-----',
    answerPrefix: 'SV:',
    ours: [
      'Hej, jeg er meget interesseret i jeres arbejde.',
      'Kan vi tale sammen torsdag?',
      'Vil du ikke have flere mails? Svar "afmeld".',
    ],
    absence: ['Jeg er ikke på kontoret til og med den 9. marts.'],
  },
};

/** A delivery failure as a person sees it and passes on. */
export const bounceWords: readonly string[] = [
  'This is the mail system at host mx.nordlicht.example.',
  "I'm sorry to have to inform you that your message could not be delivered to one or more recipients.",
  '<info@kurier-nord.example>: host mx.kurier-nord.example said: 550 5.1.1 User unknown (in reply to RCPT TO command)',
  'Final-Recipient: rfc822; info@kurier-nord.example',
  'Action: failed',
  'Status: 5.1.1',
];
